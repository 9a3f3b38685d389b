import process from 'node:process';
import { text } from 'node:stream/consumers';
import { Command } from '@oclif/core';
import { type KeepalivedRequest, runKeepalived } from '../../app/keepalived-sandbox.ts';
import { nodeHost } from '../../host/node/host.ts';
import { printExactly } from '../terminal.ts';

export default class InternalTest extends Command {
  static override hidden = true;
  static override summary =
    'What `hactl test` runs inside a sandbox: a request in, a report out, as JSON.';

  async run(): Promise<void> {
    const request = JSON.parse(await text(process.stdin)) as KeepalivedRequest;
    printExactly(`${JSON.stringify(await runKeepalived(nodeHost(), request))}\n`);
  }
}
