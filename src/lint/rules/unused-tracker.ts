// A script, file, process or BFD session that is defined, and followed by nobody.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, blockOf, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';
import { followedBy, keyOf, trackersOf } from '../trackers.ts';

type Root = LintContext['root'];

const followedByRouters = (root: Root): string[] =>
  [
    ...all(root, 'vrrp_instance').map(blockOf),
    ...all(root, 'vrrp_sync_group').map(blockOf),
  ].flatMap((block) => followedBy(block, new Map()).map(keyOf));

const followedByServers = (root: Root): string[] =>
  all(root, 'virtual_server')
    .flatMap((service) => all(blockOf(service), 'real_server').map(blockOf))
    .flatMap((server) => [
      ...all(server, 'FILE_CHECK').map((check) => [
        'track_file',
        value(blockOf(check), 'track_file'),
      ]),
      ...all(server, 'BFD_CHECK').map((check) => ['track_bfd', value(blockOf(check), 'name')]),
    ])
    .map((words) => words.join(' '));

/** Where to name it so that it counts. */
const mend = (name: string, follows: string): string =>
  `name it in the ${follows} block of an instance: ${follows} { ${name} }, or remove it`;

function* unusedIn(root: Root): Generator<Diagnostic> {
  const byRouters = new Set(followedByRouters(root));
  const trackers = trackersOf(root).filter((tracker) => !byRouters.has(keyOf(tracker)));
  // Servers are many, and only files and BFD sessions can be followed by them.
  const mayServe = trackers.some(({ follows }) => /file|bfd/.test(follows));
  const byServers = new Set(mayServe ? followedByServers(root) : []);
  for (const tracker of trackers) {
    if (byServers.has(keyOf(tracker))) continue;
    const { name, follows, statement } = tracker;
    const values = { keyword: statement.keyword, name, mend: mend(name, follows) };
    yield diagnostic('HA4202', statement.span, values);
  }
}

export const unusedTracker: Rule = {
  code: 'HA4202',
  check: ({ root }) => unusedIn(root),
};
