// Keywords of unicast without peers, and those of multicast with them.

import { familyOf } from '../../../base/ip.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import { all, arg, entriesOf, isWritten, one, optionValue, value } from '../../../syntax/tree.ts';
import { familyNames } from './family-names.ts';
import { type InstanceCase, placeOf } from './context.ts';

/** Keywords that make an instance one of unicast, though it has no peers. */
const ofUnicast = [
  'unicast_src_ip',
  'unicast_peer',
  'check_unicast_src',
  'old_unicast_checksum',
] as const;

const checkFamily = (found: InstanceCase): void => {
  const { block, instance, diagnostics } = found;
  const { name, family } = instance;
  const other = familyNames[family];
  const check = (
    ip: string | undefined,
    span: { start: number; end: number } | undefined,
  ): void => {
    if (ip === undefined || span === undefined || familyOf(ip) === family) return;
    const values = { ip, family: familyNames[familyOf(ip)], name, other };
    diagnostics.push(diagnostic('HA3046', span, values));
  };
  for (const keyword of ['mcast_src_ip', 'mcast_dst_ip'] as const) {
    check(value(block, keyword), one(block, keyword)?.span);
  }
  for (const list of all(block, 'unicast_peer')) {
    for (const entry of entriesOf(list)) check(arg(entry, 0), entry.span);
  }
};

const checkPeers = ({ block, instance, diagnostics }: InstanceCase): void => {
  const { name } = instance;
  for (const list of all(block, 'unicast_peer')) {
    for (const entry of entriesOf(list)) {
      const least = optionValue(entry, 'min_ttl') ?? 0;
      const most = optionValue(entry, 'max_ttl') ?? 255;
      if (least <= most) continue;
      const effect = `no advert of this peer of "${name}" is taken`;
      const values = { least: `min_ttl ${least}`, most: `max_ttl ${most}`, effect };
      diagnostics.push(diagnostic('HA3057', entry.span, values));
    }
  }
};

const checkMulticast = (found: InstanceCase): void => {
  const { block, instance, diagnostics } = found;
  const { name, unicastPeers, vmac } = instance;
  const drop = (keyword: 'mcast_dst_ip' | 'unicast_ttl' | 'use_vmac', reason: string): void => {
    const values = { keyword, name, reason, mend: `remove ${keyword}` };
    diagnostics.push(diagnostic('HA3034', placeOf(found, keyword), values));
  };
  if (unicastPeers.length > 0) {
    if (isWritten(block, 'mcast_dst_ip')) drop('mcast_dst_ip', 'it has unicast peers');
  } else if (isWritten(block, 'unicast_ttl')) drop('unicast_ttl', 'it has no unicast_peer');
  if (vmac === undefined || !ofUnicast.some((word) => isWritten(block, word))) return;
  if (instance.interface === undefined)
    drop('use_vmac', 'unicast without an interface has no link');
  else if (!isWritten(block, 'vmac_xmit_base')) {
    const values = {
      word: 'use_vmac',
      reason: 'unicast adverts leave by the interface below, as if vmac_xmit_base stood here',
      mend: 'add: vmac_xmit_base',
    };
    diagnostics.push(diagnostic('HA3032', placeOf(found, 'use_vmac'), values));
  }
};

export const checkUnicast = (found: InstanceCase): void => {
  const { block, instance, diagnostics } = found;
  const { name, unicastPeers } = instance;
  const keyword = ofUnicast.find((word) => isWritten(block, word));
  // A peer that could not be read has been reported already.
  const hasEntries = all(block, 'unicast_peer').some((list) => list.entries.length > 0);
  if (unicastPeers.length === 0 && keyword !== undefined && !hasEntries) {
    diagnostics.push(diagnostic('HA3039', placeOf(found, keyword), { keyword, name }));
  }
  checkFamily(found);
  checkPeers(found);
  checkMulticast(found);
};
