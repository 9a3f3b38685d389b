// A name that the host cannot resolve: lint warns of it, plan cannot do without its address.

import { parseIp } from '../../../base/ip.ts';
import type { Span } from '../../../base/span.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import type { Config } from '../../../ir/model.ts';
import type { ModuleRule } from '../rule.ts';
import { virtualAddressesOf } from '../virtual-addresses.ts';

interface Named {
  readonly host: string;
  readonly span: Span;
}

const namesIn = (config: Config): Named[] => {
  const nodes = config.cluster?.lans.flatMap((lan) => lan.nodes) ?? [];
  return [...virtualAddressesOf(config), ...nodes].filter(({ host }) => parseIp(host) === null);
};

export const hostNameNotKnown: ModuleRule = {
  code: 'HA4713',
  check: ({ config, facts }) =>
    namesIn(config).flatMap(({ host: name, span }) => {
      const known = facts?.hostNames ?? {};
      const ips = Object.hasOwn(known, name) ? known[name] : undefined;
      if (facts === undefined || ips === undefined || ips.length === 1) return [];
      const found = ips.length === 0 ? 'no address' : ips.join(' and ');
      return diagnostic('HA4713', span, { name, found, host: facts.hostName });
    }),
};
