// A group of which every node has power 0.

import { diagnostic } from '../../../diag/diagnostic.ts';
import type { ModuleRule } from '../rule.ts';

export const noPower: ModuleRule = {
  code: 'HA4605',
  *check({ config }) {
    for (const { name, hosts, span } of config.farms.flatMap(({ groups }) => groups)) {
      const isIdle = hosts.length > 0 && hosts.every(({ power }) => power === 0);
      if (isIdle) yield diagnostic('HA4605', span, { name });
    }
  },
};
