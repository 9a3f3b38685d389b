// One virtual address in two instances.

import { isLinkLocal } from '../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Address, Instance } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

interface Holder {
  readonly name: string;
  readonly address: Address;
}

/** A link-local address is one of its link; any other is one of the host. */
const keyOf = ({ ip, device }: Address, instance: Instance): string =>
  isLinkLocal(ip) ? `${ip}%${device ?? instance.interface}` : ip;

function* sharedBy(instances: readonly Instance[]): Generator<Diagnostic> {
  const holders = new Map<string, Holder>();
  for (const instance of instances) {
    const { name, addresses, excludedAddresses } = instance;
    for (const address of [...addresses, ...excludedAddresses]) {
      const key = keyOf(address, instance);
      const other = holders.get(key);
      if (other === undefined) holders.set(key, { name, address });
      else if (other.name !== name) {
        const values = { ip: address.ip, name, other: other.name };
        const labels = [{ span: other.address.span, text: `first in "${other.name}"` }];
        yield diagnostic('HA4201', address.span, values, labels);
      }
    }
  }
}

export const sharedAddress: Rule = {
  code: 'HA4201',
  check: ({ config }) => sharedBy(config.instances),
};
