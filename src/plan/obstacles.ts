// What the kernel would refuse as things stand: the observation tells, so nobody has to try.

import { familyOf } from '../base/ip.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Wanted } from './desired/wanted.ts';
import { verbsOf } from './kinds.ts';
import { linkKey } from './resources/link.ts';
import { defaultOf, sysctlKey } from './resources/sysctl.ts';
import type { KernelRoute, Resource, State } from './state.ts';
import type { Step } from './step.ts';

interface Obstacle {
  readonly reason: string;
  readonly mend: string;
}

const devicesOf = ({ device, hops }: KernelRoute): string[] =>
  [device, ...hops.map((hop) => hop.device)].filter((name) => name !== undefined);

/** fib_semantics.c and net/ipv6/route.c: ENETDOWN. */
const downLink = (route: KernelRoute, wanted: State, observed: State): Obstacle | undefined => {
  const name = devicesOf(route).find((device) => {
    const link = wanted.get(linkKey(device)) ?? observed.get(linkKey(device));
    return link?.kind === 'link' && !link.up;
  });
  if (name === undefined) return undefined;
  return { reason: `interface ${name} is down`, mend: `bring it up: ip link set dev ${name} up` };
};

/** addrconf.c and net/ipv6/route.c: EACCES. A new link takes the parameter of `default`. */
const noIpv6 = (device: string, wanted: State, observed: State): Obstacle | undefined => {
  const name = `net/ipv6/conf/${device}/disable_ipv6`;
  const key = sysctlKey(name);
  const parameter = wanted.get(key) ?? observed.get(key) ?? observed.get(defaultOf(name));
  if (parameter?.kind !== 'sysctl' || parameter.value !== '1') return undefined;
  const reason = `IPv6 is switched off on ${device} (${name} is 1)`;
  return { reason, mend: 'switch it on there, or leave IPv6 out of this file' };
};

const obstacleTo = (resource: Resource, wanted: State, observed: State): Obstacle | undefined => {
  if (resource.kind === 'address' && familyOf(resource.ip) === 'inet6')
    return noIpv6(resource.device, wanted, observed);
  if (resource.kind !== 'route') return undefined;
  const down = downLink(resource, wanted, observed);
  if (down !== undefined || resource.family === 'inet') return down;
  return devicesOf(resource)
    .map((device) => noIpv6(device, wanted, observed))
    .find((obstacle) => obstacle !== undefined);
};

/** A diagnostic for each step that the kernel would refuse. */
export const obstaclesTo = (
  steps: readonly Step[],
  { state, whys }: Wanted,
  observed: State,
): Diagnostic[] =>
  steps.flatMap(({ key, after }) => {
    if (after === undefined) return [];
    const obstacle = obstacleTo(after, state, observed);
    if (obstacle === undefined) return [];
    const object = verbsOf(after).title(after);
    return diagnostic('HA5011', whys.get(key) ?? null, { object, ...obstacle });
  });
