import process from 'node:process';
import { Command, Flags } from '@oclif/core';
import { showBuckets } from '../../app/show-buckets.ts';
import { nodeHost } from '../../host/node/host.ts';
import { renderBuckets, renderBucketsJson } from '../../views/buckets.ts';
import { fileArg } from '../flags.ts';
import { besideOf, siteFlags, siteOf } from '../site-flags.ts';
import { paintFor, print, printExactly, printFindings, setExit } from '../terminal.ts';

export default class ShowBuckets extends Command {
  static override summary = 'Show which node of a farm answers which part of the traffic.';
  static override description =
    'Of each group the 256 buckets: how many each node has, which, and as eight words of 32 bits, bucket 0 the highest bit of the first. Found from the files and the members alone, on whatever host.';
  static override examples = [
    '<%= config.bin %> show buckets web/userconfig.xml --cluster cluster.xml --members node1,node2',
  ];
  static override strict = false;
  static override args = { file: fileArg };
  static override flags = {
    ...siteFlags,
    format: Flags.string({ options: ['text', 'json'], default: 'text' }),
  };

  async run(): Promise<void> {
    const { args, argv, flags } = await this.parse(ShowBuckets);
    const { site = {} } = siteOf(flags);
    const reading = besideOf(argv, flags);
    const result = await showBuckets(nodeHost(), { file: args.file, site, reading });
    printFindings(result);
    setExit(result.exit);
    if (result.exit !== 'done') return;
    if (flags.format === 'json') printExactly(renderBucketsJson(result.modules));
    else print(renderBuckets(result.modules, paintFor(process.stdout)));
  }
}
