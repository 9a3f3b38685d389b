// An Ethernet address for an interface that has none of its own ("ignored in vmac_directed mode").

import { diagnostic } from '../../../diag/diagnostic.ts';
import { childNamed, childrenNamed, placeOf, valueOf } from '../../../syntax/safekit/bound.ts';
import type { ModuleRule } from '../rule.ts';

export const unusedVmac: ModuleRule = {
  code: 'HA4609',
  *check({ service }) {
    const list = childNamed(childNamed(service, 'vip'), 'interface_list');
    for (const element of childrenNamed(list, 'interface')) {
      const virtual = childNamed(element, 'virtual_interface');
      if (virtual === undefined || valueOf(virtual, 'type') !== 'vmac_directed') continue;
      if (virtual.attributes.has('addr')) yield diagnostic('HA4609', placeOf(virtual, 'addr'), {});
    }
  },
};
