// A directed address that no arp rule is for.

import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { Farm } from '../../../ir/farm.ts';
import type { ModuleRule } from '../rule.ts';

function* unansweredIn({ interfaces, groups }: Farm): Generator<Diagnostic> {
  const hosts = groups
    .flatMap(({ rules }) => rules)
    .flatMap(({ protocol, host }) => (protocol === 'arp' ? host : []));
  if (groups.length === 0 || hosts.includes('*')) return;
  for (const { vmac, addresses } of interfaces) {
    if (vmac.type !== 'directed') continue;
    for (const { host, span } of addresses) {
      if (!hosts.includes(host)) yield diagnostic('HA4604', span, { host });
    }
  }
}

export const noArpRule: ModuleRule = {
  code: 'HA4604',
  *check({ config }) {
    for (const farm of config.farms) yield* unansweredIn(farm);
  },
};
