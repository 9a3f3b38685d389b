// A unicast peer that is this node itself.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Instance } from '../../ir/model.ts';
import { all, arg, blockOf, entriesOf, value } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

/** Virtual addresses of the file, with who holds them. */
const virtualAddresses = (instances: readonly Instance[]): Map<string, string> =>
  new Map(
    instances.flatMap(({ name, addresses, excludedAddresses }) =>
      [...addresses, ...excludedAddresses].map(
        ({ ip }) => [ip, `a virtual address of vrrp_instance "${name}"`] as const,
      ),
    ),
  );

const hostAddresses = ({ facts }: LintContext): [string, string][] =>
  (facts?.interfaces ?? []).flatMap(({ name, addresses }) =>
    addresses.map((one): [string, string] => [
      one.split('/')[0] ?? one,
      `an address of ${name} on ${facts?.hostName ?? ''}`,
    ]),
  );

function* ownPeersIn(context: LintContext): Generator<Diagnostic> {
  const { root, config } = context;
  const held = new Map([...hostAddresses(context), ...virtualAddresses(config.instances)]);
  for (const block of all(root, 'vrrp_instance').map(blockOf)) {
    const source = value(block, 'mcast_src_ip');
    for (const entry of all(block, 'unicast_peer').flatMap(entriesOf)) {
      const ip = arg(entry, 0);
      if (ip === undefined) continue;
      const what = ip === source ? 'the address this node sends from' : held.get(ip);
      if (what !== undefined) yield diagnostic('HA4206', entry.span, { ip, what });
    }
  }
}

export const ownAddressAsPeer: Rule = {
  code: 'HA4206',
  check: ownPeersIn,
};
