// Settings of arpreroute that do nothing: for IPv6 addresses, while it is off, or where one Ethernet
// address is all that neighbours ever see.

import { type Code, type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { InterfaceSpec } from '../../../../grammars/safekit/index.ts';
import { parseIp, familyOf } from '../../../base/ip.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  valueOf,
} from '../../../syntax/safekit/bound.ts';
import type { ModuleContext, ModuleRule } from '../rule.ts';

type Interface = BoundElement<InterfaceSpec>;

const settings = ['arpreroute', 'arpinterval', 'arpelapse'] as const;

const interfacesIn = ({ service }: ModuleContext): readonly Interface[] =>
  childrenNamed(childNamed(childNamed(service, 'vip'), 'interface_list'), 'interface');

const isIpv6 = (host: string | undefined): boolean =>
  host !== undefined && parseIp(host) !== null && familyOf(host) === 'inet6';

/** Whether all addresses are IPv6: of names nobody knows. */
const hasIpv6Only = (element: Interface): boolean => {
  const virtual = childrenNamed(childNamed(element, 'virtual_interface'), 'virtual_addr');
  const real = childrenNamed(childNamed(element, 'real_interface'), 'virtual_addr');
  const hosts = [
    ...virtual.map((one) => valueOf(one, 'addr')),
    ...real.map((one) => valueOf(one, 'addr')),
  ];
  return hosts.length > 0 && hosts.every(isIpv6);
};

const isShared = (element: Interface): boolean => {
  const virtual = childNamed(element, 'virtual_interface');
  return virtual !== undefined && valueOf(virtual, 'type') === 'vmac_invisible';
};

/** What is wrong with the settings of an interface: one code for each, since one mend is enough. */
const wrongIn = (element: Interface): Diagnostic[] => {
  const written = settings.flatMap((name) => {
    const span = element.attributes.get(name)?.nameSpan;
    return span === undefined ? [] : [{ name, span }];
  });
  if (hasIpv6Only(element)) {
    return written.map(({ name, span }) => diagnostic('HA4606', span, { name }));
  }
  if (valueOf(element, 'arpreroute') === 'off') {
    return written
      .filter(({ name }) => name !== 'arpreroute')
      .map(({ name, span }) => diagnostic('HA4607', span, { name }));
  }
  return isShared(element)
    ? written.slice(0, 1).map(({ span }) => diagnostic('HA4608', span, {}))
    : [];
};

const ruleFor = (code: Code): ModuleRule => ({
  code,
  check: (context) =>
    interfacesIn(context)
      .flatMap(wrongIn)
      .filter((one) => one.code === code),
});

export const arpAtIpv6 = ruleFor('HA4606');
export const arpOptionsOff = ruleFor('HA4607');
export const arprerouteOfSharedMac = ruleFor('HA4608');
