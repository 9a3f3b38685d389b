// The check of an aggregate of links, which the guide advises against (§4.4.4).

import { diagnostic } from '../../../diag/diagnostic.ts';
import type { ModuleRule } from '../rule.ts';
import { interfacesOf } from '../virtual-addresses.ts';

export const checkOfBond: ModuleRule = {
  code: 'HA4610',
  *check({ config }) {
    for (const { name, check, span } of interfacesOf(config)) {
      const isAggregate = name !== undefined && /^(?:bond|team)\d/.test(name);
      if (check && isAggregate) yield diagnostic('HA4610', span, { name });
    }
  },
};
