// A farm with virtual addresses and no rule about traffic to them.

import { diagnostic } from '../../../diag/diagnostic.ts';
import { childNamed } from '../../../syntax/safekit/bound.ts';
import type { ModuleRule } from '../rule.ts';

export const farmWithoutRules: ModuleRule = {
  code: 'HA4601',
  *check({ config, service }) {
    const vip = childNamed(service, 'vip');
    if (vip === undefined || childNamed(vip, 'loadbalancing_list') !== undefined) return;
    if (config.farms.length > 0) yield diagnostic('HA4601', vip.xml.nameSpan, {});
  },
};
