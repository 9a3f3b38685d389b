// The flags of a scheduler. keepalived.conf(5), LVS CONFIGURATION.

import type { Span } from '../../base/span.ts';
import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import { type BoundBlock, isWritten, one } from '../../syntax/tree.ts';

type ServerBlock = BoundBlock<(typeof keepalived)['virtual_server']['block']>;

/** Flags by what ipvsadm(8) calls them, and the scheduler that gives them that name. */
const flagWords = [
  ['flag-1', 'flag-1', undefined],
  ['flag-2', 'flag-2', undefined],
  ['flag-3', 'flag-3', undefined],
  ['sh-fallback', 'sh-fallback', 'sh'],
  ['sh-port', 'sh-port', 'sh'],
  ['mh-fallback', 'mh-fallback', 'mh'],
  ['mh-port', 'mh-port', 'mh'],
] as const;

/** sh and mh give flag 1 and 2 names of their own, and so does ipvsadm when it lists them. */
const namedFlags = new Map([
  ['sh flag-1', 'sh-fallback'],
  ['sh flag-2', 'sh-port'],
  ['mh flag-1', 'mh-fallback'],
  ['mh flag-2', 'mh-port'],
]);

/** Most services have none. */
const noFlags: readonly string[] = [];
const keywords = ['hashed', ...flagWords.map(([keyword]) => keyword)];

/** The flags of a virtual_server that its scheduler knows; the others are reported. */
export const buildFlags = (
  block: ServerBlock | undefined,
  scheduler: string,
  diagnostics: Diagnostic[],
): readonly string[] => {
  if (!keywords.some((keyword) => isWritten(block, keyword))) return noFlags;
  const flags = new Set<string>();
  const hasNamedFlags = scheduler === 'sh' || scheduler === 'mh';
  // keepalived says nothing about the flags of the one under the other.
  const refuse = (flag: string, span: Span): void => {
    const problem = diagnostic('HA3019', span, { flag, scheduler });
    diagnostics.push(hasNamedFlags ? accepted(problem, false) : problem);
  };
  const hashed = one(block, 'hashed');
  if (hashed !== undefined && !hasNamedFlags) refuse('hashed', hashed.span);
  const schedulerAt = one(block, 'lb_algo')?.span.start ?? 0;
  for (const [keyword, flag, owner] of flagWords) {
    const statement = one(block, keyword);
    if (statement === undefined) continue;
    // sh and mh have two flags; ipvsadm would take a third and never list it again.
    const isSurplus = flag === 'flag-3' && hasNamedFlags;
    if (isSurplus || (owner !== undefined && owner !== scheduler)) {
      refuse(flag, statement.span);
      continue;
    }
    if (owner !== undefined && statement.span.start < schedulerAt) {
      const values = { keyword, before: 'lb_algo' };
      diagnostics.push(diagnostic('HA3050', statement.span, values));
      continue;
    }
    flags.add(namedFlags.get(`${scheduler} ${flag}`) ?? flag);
  }
  return [...flags].sort();
};
