// A source address of adverts that the host does not have.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { all, arg, blockOf, one } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

function* foreignIn({ root, config, facts }: LintContext): Generator<Diagnostic> {
  if (facts === undefined) return;
  const own = new Set(
    facts.interfaces.flatMap(({ addresses }) => addresses.map((one) => one.split('/')[0])),
  );
  const fixed = config.addresses.map(({ ip }) => ip);
  for (const block of all(root, 'vrrp_instance').map(blockOf)) {
    const source = one(block, 'mcast_src_ip');
    const ip = arg(source, 0);
    if (source === undefined || ip === undefined) continue;
    if (own.has(ip) || fixed.includes(ip)) continue;
    const values = { keyword: source.keyword, ip, host: facts.hostName };
    yield diagnostic('HA4708', source.span, values);
  }
}

export const sourceOfOtherHost: Rule = {
  code: 'HA4708',
  check: foreignIn,
};
