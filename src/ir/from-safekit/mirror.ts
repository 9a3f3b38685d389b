// A mirror module: <heart> and <vip> of its service.

import { familyOf, parseIp } from '../../base/ip.ts';
import { diagnostic } from '../../diag/diagnostic.ts';
import type { ServiceSpec } from '../../../grammars/safekit/index.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  isOn,
  placeOf,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import { defined } from '../defined.ts';
import type { Heartbeat, Mirror, MirrorInterface } from '../mirror.ts';
import type { Instance } from '../model.ts';
import { readInterface, type Reading } from './interfaces.ts';
import { vmacOf } from './vmac.ts';

type Heart = BoundElement<ServiceSpec['children']['heart']>;

const heartbeatsOf = (heart: Heart | undefined): Heartbeat[] =>
  childrenNamed(heart, 'heartbeat').flatMap((element) => {
    const lan = valueOf(element, 'name');
    if (heart === undefined || lan === undefined) return [];
    return defined<Heartbeat>({
      lan,
      port: valueOf(heart, 'port'),
      pulseMs: valueOf(element, 'pulse') ?? valueOf(heart, 'pulse'),
      timeoutMs: valueOf(element, 'timeout') ?? valueOf(heart, 'timeout'),
    });
  });

const readInterfaces = (
  vip: BoundElement<ServiceSpec['children']['vip']> | undefined,
  reading: Reading,
): MirrorInterface[] =>
  childrenNamed(childNamed(vip, 'interface_list'), 'interface').flatMap((element) => {
    const read = readInterface(element, reading);
    if (read === undefined) return [];
    const { virtual, ...rest } = read;
    if (virtual === undefined) return [rest];
    const vmac = vmacOf(virtual, read.addresses, reading.diagnostics);
    if (vmac?.type === 'directed') {
      reading.diagnostics.push(diagnostic('HA3111', placeOf(virtual, 'type'), {}));
    }
    return vmac?.type === 'invisible' ? [{ ...rest, vmac: vmac.mac }] : [];
  });

const primaryOf = (name: string): Mirror['defaultPrimary'] =>
  name === 'alone' || name === 'lastprim' ? name : { node: name };

/** What only VRRP has: a mirror is elected in another way. */
const withoutVrrp = {
  initialState: 'backup',
  version: 2,
  priority: 100,
  advertIntervalMs: 1000,
  unicastPeers: [],
  transmitOnBase: false,
  accept: true,
  promoteSecondaries: false,
  addresses: [],
  excludedAddresses: [],
  routes: [],
  rules: [],
  trackedInterfaces: [],
  notify: {},
  smtpAlert: false,
  unplanned: [],
} as const;

/** The mirror of a service. */
export const readMirror = (
  module: string,
  service: BoundElement<ServiceSpec>,
  reading: Reading,
): Instance => {
  const vip = childNamed(service, 'vip');
  const interfaces = readInterfaces(vip, reading);
  const [first] = interfaces.flatMap(({ addresses }) => addresses);
  const ip = first === undefined ? null : parseIp(first.host);
  return {
    ...withoutVrrp,
    name: module,
    family: ip === null ? 'inet' : familyOf(ip),
    mirror: {
      defaultPrimary: primaryOf(valueOf(service, 'defaultprim')),
      failover: isOn(valueOf(service, 'failover')),
      tcpReset: vip === undefined || isOn(valueOf(vip, 'tcpreset')),
      heartbeats: heartbeatsOf(childNamed(service, 'heart')),
      interfaces,
    },
    span: service.xml.nameSpan,
  };
};
