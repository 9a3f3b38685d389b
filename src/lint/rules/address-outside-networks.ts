// A virtual address that is in no network of its interface.

import { familyOf, isInNetwork, isLinkLocal } from '../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { LintContext, Rule } from '../rule.ts';

interface Network {
  readonly ip: string;
  readonly length: number;
}

const networksOf = ({ interfaces }: Facts, device: string, like: string): Network[] =>
  interfaces
    .filter(({ name }) => name === device)
    .flatMap(({ addresses }) => addresses)
    .map((address) => {
      const [ip = '', length] = address.split('/');
      return { ip, length: Number(length) };
    })
    .filter(({ ip }) => familyOf(ip) === familyOf(like) && !isLinkLocal(ip));

function* outsideIn({ config, facts }: LintContext): Generator<Diagnostic> {
  if (facts === undefined) return;
  for (const { interface: own, addresses, excludedAddresses } of config.instances) {
    for (const { ip, device = own, span } of [...addresses, ...excludedAddresses]) {
      if (device === undefined || device === 'lo' || isLinkLocal(ip)) continue;
      // An interface without addresses may be there for virtual ones only; those of a master are there.
      const networks = networksOf(facts, device, ip).filter((network) => network.ip !== ip);
      if (networks.length === 0) continue;
      if (networks.some(({ ip: other, length }) => isInNetwork(ip, other, length))) continue;
      const list = networks.map((network) => `${network.ip}/${network.length}`).join(', ');
      yield diagnostic('HA4702', span, { ip, device, host: facts.hostName, list });
    }
  }
}

export const addressOutsideNetworks: Rule = {
  code: 'HA4702',
  check: outsideIn,
};
