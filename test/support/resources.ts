// Resources for tests that need one and do not care for the rest of it.

import { toState } from '../../src/plan/kinds.ts';
import type {
  AddressOnLink,
  IpvsServer,
  IpvsService,
  KernelRoute,
  KernelRule,
  Link,
  Resource,
  State,
  Sysctl,
} from '../../src/plan/state.ts';

export const link = (name: string, more: Partial<Link> = {}): Link => ({
  kind: 'link',
  name,
  type: 'macvlan',
  parent: 'eth0',
  mac: '00:00:5e:00:01:33',
  mode: 'private',
  up: true,
  group: 0,
  ...more,
});

/** `10.0.0.1/24` on a link; its rank, if any, last. */
export const address = (prefix: string, device = 'eth0', rank?: number): AddressOnLink => {
  const [ip = '', length] = prefix.split('/');
  return {
    kind: 'address',
    device,
    ip,
    prefixLength: Number(length),
    scope: 0,
    ...(!ip.includes(':') && { label: device }),
    flags: [],
    preferredS: 'forever',
    ...(rank !== undefined && { rank }),
  };
};

export const route = (destination: string, more: Partial<KernelRoute> = {}): KernelRoute => ({
  kind: 'route',
  family: destination.includes(':') ? 'inet6' : 'inet',
  table: 254,
  type: 'unicast',
  destination,
  tos: 0,
  metric: 0,
  protocol: 18,
  scope: 0,
  onLink: false,
  hops: [],
  metrics: {},
  ...more,
});

export const rule = (priority: number, selector = 'from all lookup 100'): KernelRule => ({
  kind: 'rule',
  family: 'inet',
  priority,
  selector,
  protocol: 18,
});

export const sysctl = (name: string, value: string): Sysctl => ({
  kind: 'sysctl',
  name: `net/ipv4/conf/${name}`,
  value,
});

export const service = (mark: number, more: Partial<IpvsService> = {}): IpvsService => ({
  kind: 'ipvs-service',
  id: { mark, family: 'inet' },
  scheduler: 'rr',
  flags: [],
  onePacket: false,
  ...more,
});

export const server = (mark: number, ip: string, weight = 1): IpvsServer => ({
  kind: 'ipvs-server',
  service: { mark, family: 'inet' },
  ip,
  port: 0,
  forwarding: { method: 'dr' },
  weight,
  upperThreshold: 0,
  lowerThreshold: 0,
});

export const stateOf = (...resources: readonly Resource[]): State => toState(resources);
