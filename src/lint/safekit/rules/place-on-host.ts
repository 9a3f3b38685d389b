// Virtual addresses on the host of the facts: whether an interface is there for them, and one only.

import { familyOf, isInNetwork, parseIp } from '../../../base/ip.ts';
import { suggest } from '../../../base/suggest.ts';
import { type Code, type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { VirtualAddress } from '../../../ir/farm.ts';
import type { Facts, InterfaceFact } from '../../facts.ts';
import type { ModuleContext, ModuleRule } from '../rule.ts';
import { interfacesOf } from '../virtual-addresses.ts';

/** The networks of an interface that an address could be in; its own, where it is there already, is none. */
const networksFor = ({ addresses }: InterfaceFact, ip: string): readonly string[] =>
  addresses.filter((address) => {
    const [own = ''] = address.split('/');
    return own !== ip && familyOf(own) === familyOf(ip);
  });

const holds = (fact: InterfaceFact, ip: string): boolean =>
  networksFor(fact, ip).some((network) => {
    const [own = '', length] = network.split('/');
    return isInNetwork(ip, own, Number(length));
  });

const unplaced = (
  { host: ip, prefixLength, span }: VirtualAddress,
  interfaces: readonly InterfaceFact[],
  where: string,
): Diagnostic[] => {
  const networks = interfaces.flatMap((one) => networksFor(one, ip));
  if (prefixLength !== undefined || networks.length === 0) return [];
  const list = networks.join(', ');
  return [diagnostic('HA4710', span, { ip, where, list })];
};

/** What is wrong with the place of an address; names of hosts are nobody's to judge. */
const checkAddress = (
  address: VirtualAddress,
  name: string | undefined,
  facts: Facts,
): Diagnostic[] => {
  const { host: ip, span } = address;
  if (parseIp(ip) === null) return [];
  const named = facts.interfaces.filter(
    (one) => one.name !== 'lo' && (name ?? one.name) === one.name,
  );
  const fitting = named.filter((one) => holds(one, ip));
  const [first] = fitting;
  if (first === undefined) {
    return unplaced(
      address,
      named,
      name === undefined ? facts.hostName : `${name} on ${facts.hostName}`,
    );
  }
  if (fitting.length === 1) return [];
  const interfaces = fitting.map((one) => one.name).join(', ');
  return [diagnostic('HA4711', span, { ip, interfaces, first: first.name, host: facts.hostName })];
};

const wrongOn = ({ config, facts }: ModuleContext): Diagnostic[] => {
  if (facts === undefined) return [];
  const names = facts.interfaces.map((one) => one.name);
  return interfacesOf(config).flatMap(({ name, addresses, span }) => {
    if (name === undefined || names.includes(name)) {
      return addresses.flatMap((address) => checkAddress(address, name, facts));
    }
    const near = suggest(name, names);
    const mend = near === undefined ? `write one of ${names.join(', ')}` : `write ${near}`;
    return [diagnostic('HA4712', span, { name, host: facts.hostName, mend })];
  });
};

const ruleFor = (code: Code): ModuleRule => ({
  code,
  check: (context) => wrongOn(context).filter((one) => one.code === code),
});

export const vipOutsideNetworks = ruleFor('HA4710');
export const interfaceNotTold = ruleFor('HA4711');
export const moduleInterfaceNotThere = ruleFor('HA4712');
