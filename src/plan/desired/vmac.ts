// use_vmac: a macvlan link with the virtual router's Ethernet address, and the parameters that keep
// ARP answers to the link they belong to.

import type { Instance } from '../../ir/model.ts';
import { type Wishes, wish } from './wanted.ts';

/** Keepalived User Guide §2.4.1: global and physical interface configuration. */
const globalParameters = { arp_ignore: 1, arp_announce: 1, arp_filter: 0 } as const;
const parentParameters = { arp_ignore: 1, arp_filter: 1 } as const;
/** What keepalived sets on a macvlan of an IPv4 router (vrrp_vmac.c, vrrp_if_config.c). */
const linkParameters = {
  arp_ignore: 1,
  accept_local: 1,
  rp_filter: 0,
  promote_secondaries: 1,
} as const;

/** Reverse path filtering is the stricter of `all` and the link, so `all` must not filter. */
export const allRpFilter = 'net/ipv4/conf/all/rp_filter';

/** Wishes the link of an instance, whatever its role: keepalived makes it at start. */
export const wishVmac = (wishes: Wishes, instance: Instance): void => {
  const { vmac, interface: parent, family } = instance;
  if (vmac === undefined || parent === undefined) return;
  const set = (name: string, value: number) =>
    wish(wishes, { kind: 'sysctl', name, value: String(value) }, vmac.span);
  const setAll = (device: string, parameters: { readonly [name: string]: number }) => {
    for (const [name, value] of Object.entries(parameters)) {
      set(`net/ipv4/conf/${device}/${name}`, value);
    }
  };
  wish(
    wishes,
    {
      kind: 'link',
      name: vmac.name,
      type: 'macvlan',
      parent,
      mac: vmac.mac,
      mode: 'private',
      up: true,
      addressGeneration: 'none',
      group: vmac.linkGroup ?? 0,
    },
    vmac.span,
  );
  if (family === 'inet6') return;
  setAll('all', globalParameters);
  setAll(parent, parentParameters);
  setAll(vmac.name, linkParameters);
  set(allRpFilter, 0);
  set(`net/ipv6/conf/${vmac.name}/disable_ipv6`, 1);
};

/** promote_secondaries of an instance without VMAC; a VMAC has it anyway. */
export const wishPromotion = (wishes: Wishes, instance: Instance): void => {
  const { interface: device, promoteSecondaries, vmac, span } = instance;
  if (!promoteSecondaries || vmac !== undefined || device === undefined) return;
  const name = `net/ipv4/conf/${device}/promote_secondaries`;
  wish(wishes, { kind: 'sysctl', name, value: '1' }, span);
};
