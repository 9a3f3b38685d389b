// A virtual address by the name of a host ("prefer an IP address to be independent from the name server").

import { diagnostic } from '../../../diag/diagnostic.ts';
import type { ModuleRule } from '../rule.ts';
import { familyOfHost, virtualAddressesOf } from '../virtual-addresses.ts';

export const nameForAddress: ModuleRule = {
  code: 'HA4612',
  *check({ config }) {
    for (const { host, span } of virtualAddressesOf(config)) {
      if (familyOfHost({ host }) === undefined) yield diagnostic('HA4612', span, { host });
    }
  },
};
