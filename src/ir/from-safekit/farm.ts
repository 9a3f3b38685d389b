// A farm module: <farm> and <vip> of its service.

import { suggest } from '../../base/suggest.ts';
import { diagnostic } from '../../diag/diagnostic.ts';
import type { GroupSpec, ServiceSpec } from '../../../grammars/safekit/index.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  isOn,
  placeOf,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import { defined } from '../defined.ts';
import type { Farm, FarmGroup, FarmHost, FarmInterface, FarmRule, Membership } from '../farm.ts';
import { readInterface, type Reading } from './interfaces.ts';
import { vmacOf } from './vmac.ts';

type RuleElement = BoundElement<GroupSpec['children']['rule']>;
type Vip = BoundElement<ServiceSpec['children']['vip']>;

const checkHost = (element: RuleElement, host: string, { addresses, diagnostics }: Reading) => {
  if (host === '*' || addresses.has(host)) return;
  const known = [...addresses.keys()];
  const near = suggest(host, known);
  const list = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
  const mend = near === undefined ? list : `did you mean ${near}?`;
  diagnostics.push(diagnostic('HA3107', placeOf(element, 'virtual_addr'), { host, mend }));
};

/** "only with filter=on_addr and vmac_directed" (§13.6.6). */
const checkArp = (
  element: RuleElement,
  { protocol, filter }: Pick<FarmRule, 'protocol' | 'filter'>,
  hasDirected: boolean,
  { diagnostics }: Reading,
): void => {
  if (protocol !== 'arp') return;
  if (filter !== 'on_addr') {
    const values = { why: `here the filter is ${filter}`, mend: 'write filter="on_addr"' };
    diagnostics.push(diagnostic('HA3108', placeOf(element, 'filter'), values));
  } else if (!hasDirected) {
    const values = {
      why: 'with vmac_invisible all nodes answer with the same Ethernet address',
      mend: 'remove the rule, or write type="vmac_directed"',
    };
    diagnostics.push(diagnostic('HA3108', placeOf(element, 'proto'), values));
  }
};

const readRule = (
  element: RuleElement,
  hasDirected: boolean,
  reading: Reading,
): FarmRule | undefined => {
  const host = valueOf(element, 'virtual_addr');
  const protocol = valueOf(element, 'proto');
  const filter = valueOf(element, 'filter');
  if (protocol === undefined || filter === undefined) return undefined;
  checkHost(element, host, reading);
  checkArp(element, { protocol, filter }, hasDirected, reading);
  return { host, port: valueOf(element, 'port'), protocol, filter, span: element.xml.span };
};

const readHosts = (
  cluster: BoundElement<GroupSpec['children']['cluster']> | undefined,
  { diagnostics }: Reading,
): FarmHost[] => {
  const seen = new Map<string, FarmHost>();
  for (const element of childrenNamed(cluster, 'host')) {
    const name = valueOf(element, 'name');
    const power = valueOf(element, 'power');
    if (name === undefined || power === undefined) continue;
    const span = placeOf(element, 'name');
    const first = seen.get(name);
    if (first === undefined) seen.set(name, { name, power, span });
    else {
      const labels = [{ span: first.span, text: 'first written here' }];
      diagnostics.push(diagnostic('HA3112', span, { name, parent: 'cluster' }, labels));
    }
  }
  return [...seen.values()];
};

const readGroup = (
  element: BoundElement<GroupSpec>,
  hasDirected: boolean,
  reading: Reading,
): FarmGroup | undefined => {
  const name = valueOf(element, 'name');
  if (name === undefined) return undefined;
  const rules = childrenNamed(element, 'rule').map((rule) => readRule(rule, hasDirected, reading));
  return {
    name,
    hosts: readHosts(childNamed(element, 'cluster'), reading),
    rules: rules.filter((rule) => rule !== undefined),
    span: element.xml.span,
  };
};

const readInterfaces = (vip: Vip | undefined, reading: Reading): FarmInterface[] =>
  childrenNamed(childNamed(vip, 'interface_list'), 'interface').flatMap((element) => {
    const read = readInterface(element, reading);
    if (read?.virtual === undefined) return [];
    const { virtual, ...rest } = read;
    const vmac = vmacOf(virtual, read.addresses, reading.diagnostics);
    return vmac === undefined ? [] : [{ ...rest, vmac }];
  });

const membershipOf = (
  farm: BoundElement<ServiceSpec['children']['farm']> | undefined,
): Membership =>
  farm === undefined
    ? { pulseMs: 100, leaderPulses: 20, followerPulses: 10 }
    : defined<Membership>({
        port: valueOf(farm, 'port'),
        pulseMs: valueOf(farm, 'pulse'),
        leaderPulses: valueOf(farm, 'mlost_count'),
        followerPulses: valueOf(farm, 'slost_count'),
      });

/** The farm of a service. */
export const readFarm = (
  module: string,
  service: BoundElement<ServiceSpec>,
  reading: Reading,
): Farm => {
  const farm = childNamed(service, 'farm');
  const vip = childNamed(service, 'vip');
  const interfaces = readInterfaces(vip, reading);
  // Where the type is not known, whatever is wrong has been told.
  const isKnown =
    childrenNamed(childNamed(vip, 'interface_list'), 'interface').length === interfaces.length;
  const hasDirected = !isKnown || interfaces.some(({ vmac }) => vmac.type === 'directed');
  const groups = childrenNamed(childNamed(vip, 'loadbalancing_list'), 'group').map((group) =>
    readGroup(group, hasDirected, reading),
  );
  return {
    module,
    tcpReset: vip === undefined || isOn(valueOf(vip, 'tcpreset')),
    scriptControl: vip !== undefined && isOn(valueOf(vip, 'scriptcontrol')),
    lans: childrenNamed(farm, 'lan').flatMap((lan) => {
      const name = valueOf(lan, 'name');
      return name === undefined ? [] : [{ name, span: placeOf(lan, 'name') }];
    }),
    membership: membershipOf(farm),
    interfaces,
    groups: groups.filter((group) => group !== undefined),
    span: service.xml.nameSpan,
  };
};
