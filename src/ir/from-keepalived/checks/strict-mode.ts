// What vrrp_strict and strict_mode do not allow (vrrp_complete_instance).

import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import { isLinkLocal } from '../../../base/ip.ts';
import { diagnostic } from '../../../diag/diagnostic.ts';
import { isOn, isWritten, value } from '../../../syntax/tree.ts';
import { type InstanceCase, placeOf } from './context.ts';

type Keyword = keyof (typeof keepalived)['vrrp_instance']['block'];

/** Keywords that are set back when they are written at all. */
const setBack: readonly Keyword[] = [
  'garp_lower_prio_repeat',
  'garp_lower_prio_delay',
  'down_timer_adverts',
];

export const checkStrictMode = (found: InstanceCase): void => {
  const { block, instance, strict, diagnostics } = found;
  if (!strict) return;
  const { name, initialState, priority, version, addresses, family } = instance;
  const report = (keyword: Keyword, what: string, effect: string): void => {
    diagnostics.push(diagnostic('HA3037', placeOf(found, keyword), { what, name, effect }));
  };
  const isMaster = initialState === 'master';
  if (isMaster && priority !== 255) {
    report('state', `state MASTER and priority ${priority}`, 'starts it as BACKUP');
  }
  for (const keyword of setBack) {
    if (isWritten(block, keyword)) report(keyword, keyword, 'drops it');
  }
  if (!isOn(block, 'lower_prio_no_advert', true)) {
    report('lower_prio_no_advert', 'lower_prio_no_advert off', 'turns it on');
  }
  if (isOn(block, 'higher_prio_send_advert')) {
    report('higher_prio_send_advert', 'higher_prio_send_advert', 'turns it off');
  }
  if (isWritten(block, 'vmac_xmit_base')) {
    report('vmac_xmit_base', 'vmac_xmit_base', 'drops it');
  }
  if (version === 2 && isWritten(block, 'accept')) report('accept', 'accept', 'drops it');
  if (value(block, 'use_vmac')?.includes(':')) {
    report('use_vmac', 'an Ethernet address of its own', 'takes the standard one');
  }
  const [first] = addresses;
  if (family === 'inet6' && first !== undefined && !isLinkLocal(first.ip)) {
    const what = `${first.ip} as the first address`;
    const effect = 'wants a link-local one there';
    diagnostics.push(diagnostic('HA3037', first.span, { what, name, effect }));
  }
};
