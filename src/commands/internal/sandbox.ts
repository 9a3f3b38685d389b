import process from 'node:process';
import { text } from 'node:stream/consumers';
import { Command } from '@oclif/core';
import { runInSandbox, type SandboxRequest } from '../../app/sandbox.ts';
import { nodeHost } from '../../host/node/host.ts';
import { printExactly } from '../terminal.ts';

export default class Sandbox extends Command {
  static override hidden = true;
  static override summary =
    'What `hactl try` runs inside a sandbox: a request in, a report out, as JSON.';

  async run(): Promise<void> {
    const request = JSON.parse(await text(process.stdin)) as SandboxRequest;
    printExactly(`${JSON.stringify(await runInSandbox(nodeHost(), request))}\n`);
  }
}
