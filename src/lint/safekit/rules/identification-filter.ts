// on_ipid where there is no identification, or where it differs within a connection ("no sense for TCP and
// for IPv6", SafeKit User's Guide §13.6.6).

import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { Farm } from '../../../ir/farm.ts';
import type { ModuleRule } from '../rule.ts';
import { familyOfHost } from '../virtual-addresses.ts';

function* senselessIn({ groups, interfaces }: Farm): Generator<Diagnostic> {
  const addresses = interfaces.flatMap((one) => one.addresses);
  for (const { host, protocol, filter, span } of groups.flatMap(({ rules }) => rules)) {
    if (filter !== 'on_ipid') continue;
    const meant = host === '*' ? addresses : [{ host }];
    const isIpv6 = meant.length > 0 && meant.every((one) => familyOfHost(one) === 'inet6');
    if (protocol === 'tcp') {
      const why = 'the packets of a connection differ in it, so no node gets all of them';
      yield diagnostic('HA4603', span, { where: 'for TCP', why });
    } else if (isIpv6) {
      yield diagnostic('HA4603', span, {
        where: 'for IPv6',
        why: 'its packets have no such number',
      });
    }
  }
}

export const identificationFilter: ModuleRule = {
  code: 'HA4603',
  *check({ config }) {
    for (const farm of config.farms) yield* senselessIn(farm);
  },
};
