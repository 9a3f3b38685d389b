// Strict mode drops all packets to virtual addresses, which few who write it know.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import {
  all,
  arg,
  type BoundStatement,
  blockOf,
  isOn,
  isWritten,
  one,
  value,
} from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

type Instance = ReturnType<typeof instancesOf>[number];

const instancesOf = (root: LintContext['root']) => all(root, 'vrrp_instance');

/** What makes an instance strict. */
const strictFor = (
  instance: Instance,
  global: BoundStatement | undefined,
): BoundStatement | undefined => {
  const block = blockOf(instance);
  const isStrict = isOn(block, 'strict_mode', global !== undefined);
  return isStrict ? (one(block, 'strict_mode') ?? global) : undefined;
};

/** Whether addresses are closed, and nobody has said that they shall be. */
const isClosedUnasked = (instance: Instance): boolean => {
  const block = blockOf(instance);
  const isOwner =
    value(block, 'priority') === 255 ||
    (value(block, 'state') === 'MASTER' && !isWritten(block, 'priority'));
  return (
    !isOwner &&
    isWritten(block, 'virtual_ipaddress') &&
    !isWritten(block, 'accept') &&
    !isWritten(block, 'no_accept')
  );
};

function* closedIn(root: LintContext['root']): Generator<Diagnostic> {
  const globals = joinGlobals(root);
  const global = isOn(globals, 'vrrp_strict') ? one(globals, 'vrrp_strict') : undefined;
  const closed = new Map<BoundStatement, Instance[]>();
  for (const instance of instancesOf(root)) {
    const strict = strictFor(instance, global);
    if (strict === undefined || !isClosedUnasked(instance)) continue;
    closed.set(strict, [...(closed.get(strict) ?? []), instance]);
  }
  for (const [{ span, keyword }, [first, ...others]] of closed) {
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    const names = `"${arg(first, 0) ?? ''}"${more}`;
    yield diagnostic('HA4209', span, { keyword, names });
  }
}

export const strictClosesAddresses: Rule = {
  code: 'HA4209',
  check: ({ root }) => closedIn(root),
};
