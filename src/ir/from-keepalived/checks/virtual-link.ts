// use_vmac and use_ipvlan: names and addresses that a virtual link cannot have.

import { familyOf, parseIp } from '../../../base/ip.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import { arg, isWritten, one } from '../../../syntax/tree.ts';
import { type InstanceCase, placeOf } from './context.ts';
import { familyNames } from './family-names.ts';

/** Names of virtual links that the file gives, by the instance that has them. */
export type LinkNames = Map<string, string>;

/** RFC 9568 §7.3: the addresses that virtual routers have by their ids. */
const ofVirtualRouters = /^0?0:0?0:5e:0?0:0?[12]:/i;

export const checkVirtualLink = (found: InstanceCase, names: LinkNames): void => {
  const { block, instance, diagnostics } = found;
  const { name, family, vmac } = instance;
  const refuse = (keyword: 'use_vmac' | 'use_ipvlan', word: string, reason: string, mend: string) =>
    diagnostics.push(diagnostic('HA3047', placeOf(found, keyword), { word, name, reason, mend }));
  const line = one(block, 'use_vmac');
  const words = [arg(line, 0), arg(line, 1)].filter((word) => word !== undefined);
  const [mac, otherMac] = words.filter((word) => word.includes(':'));
  const second = otherMac ?? words.filter((word) => !word.includes(':'))[1];
  if (second !== undefined) {
    const reason = 'the words before it give one already';
    refuse('use_vmac', second, reason, 'write one name and at most one Ethernet address');
  }
  if (mac !== undefined && ofVirtualRouters.test(mac)) {
    refuse('use_vmac', mac, 'such addresses belong to virtual routers', 'leave the address out');
  }
  if (vmac !== undefined) {
    const other = names.get(vmac.name);
    if (other !== undefined) {
      refuse('use_vmac', vmac.name, `"${other}" has a link of this name`, 'choose another name');
    }
    names.set(vmac.name, name);
    if (isWritten(block, 'promote_secondaries')) {
      const keyword = 'promote_secondaries';
      const values = { keyword, name, reason: 'a virtual link has it anyway', mend: 'remove it' };
      diagnostics.push(diagnostic('HA3034', placeOf(found, keyword), values));
    }
  } else if (isWritten(block, 'vmac_xmit_base')) {
    const keyword = 'vmac_xmit_base';
    const values = {
      keyword,
      name,
      reason: 'it has no use_vmac',
      mend: 'add use_vmac, or remove it',
    };
    diagnostics.push(diagnostic('HA3034', placeOf(found, keyword), values));
  }
  const ipvlan = one(block, 'use_ipvlan');
  if (ipvlan === undefined) return;
  const given = [arg(ipvlan, 0), arg(ipvlan, 1)].filter((word) => word !== undefined);
  const [ip, otherIp] = given.flatMap(addressIn);
  const other = otherIp ?? given.filter((word) => addressIn(word).length === 0)[1];
  if (other !== undefined) {
    const reason = 'the words before it give one already';
    refuse('use_ipvlan', other, reason, 'write one name and at most one address');
  }
  if (ip !== undefined && familyOf(ip) !== family) {
    const reason = `the instance is of ${familyNames[family]}`;
    refuse('use_ipvlan', ip, reason, `write an ${familyNames[family]} address`);
  } else if (ip === undefined && family === 'inet') {
    const reason = 'an IPv4 ipvlan wants an address of its own';
    refuse('use_ipvlan', 'use_ipvlan', reason, 'write: use_ipvlan ADDRESS');
  }
};

/** Names and addresses stand in any order; a prefix length may follow the address. */
const addressIn = (word: string): string[] => {
  const ip = parseIp(word.split('/')[0] ?? '');
  return ip === null ? [] : [ip];
};
