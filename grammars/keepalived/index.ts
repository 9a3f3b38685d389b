// The keyword schema of keepalived.conf as of 2.4.3, one block table inside the other.

import type { BlockSpec, MisspeltTable } from '../schema.ts';
import { bfdBlocks } from './bfd.ts';
import { globalDefs } from './global.ts';
import { lvsBlocks } from './lvs.ts';
import { processKeywords, staticBlocks } from './static.ts';
import { trackBlocks } from './track.ts';
import { vrrpBlocks } from './vrrp.ts';

export const keepalived = {
  ...processKeywords,
  global_defs: {
    doc: 'Settings of the whole daemon; may stand more than once.',
    block: globalDefs,
    repeat: 'append',
    applies: 'plan',
  },
  ...staticBlocks,
  ...vrrpBlocks,
  ...trackBlocks,
  ...lvsBlocks,
  ...bfdBlocks,
} as const satisfies BlockSpec;

/** Words that guides, old files and older kernels know and the parser does not, with the right ones. */
export const respelt: ReadonlyMap<string, string> = new Map([
  ['vrpp_instance', 'vrrp_instance'],
  ['vrpp_sync_group', 'vrrp_sync_group'],
  ['lvs_id', 'router_id'],
  ['lbhc', 'lblc'],
  ['state_file_location', 'state_dump_file'],
  ['stats_file_location', 'stats_dump_file'],
  ['json_file_location', 'json_dump_file'],
  ['ip_proto', 'ipproto'],
]);

/** What to do about words that the parser does not know. */
export const misspelt: MisspeltTable = new Map([
  ...[...respelt].map(([wrong, right]) => [wrong, `write ${right}`] as const),
  ['include', 'write it on a line of its own'],
  ['lvs_sync_daemon_inteface', 'write lvs_sync_daemon in global_defs'],
  ['Interface', 'write interface in lower case'],
  ['nat_mask', 'remove the line: it belonged to Linux 2.2 and nothing reads it'],
]);
