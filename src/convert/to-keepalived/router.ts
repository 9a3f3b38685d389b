// One virtual router per module: what mirrors and the director of a farm have alike.

import { type Family, familyOf } from '../../base/ip.ts';
import type { ArpReroute } from '../../ir/farm.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import type { Context } from './context.ts';
import type { LanPlan } from './nodes.ts';

export const say = (
  words: readonly (string | number)[],
  from: readonly Directive[] = [],
  children?: readonly Statement[],
): Statement => ({
  words: words.map(String),
  from,
  ...(children !== undefined && { children }),
});

/** A list of keepalived.conf; nothing when it is empty. */
export const listOf = (keyword: string, lines: readonly Statement[]): Statement[] =>
  lines.length === 0 ? [] : [say([keyword], [], lines)];

/** FNV-1a: the same name always has the same number, and two names seldom have one. */
const hash = (name: string): number => {
  let value = 0x811c9dc5;
  for (const sign of name) value = Math.imul(value ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return value;
};

/** Numbers for the virtual routers of modules that are converted together, no two alike. */
export const routerIds = (
  modules: readonly string[],
  { choices }: Pick<Context, 'choices'>,
): ReadonlyMap<string, number> => {
  const taken = new Set<number>();
  const ids = new Map<string, number>();
  for (const module of modules) {
    let fallback = (hash(module) % 255) + 1;
    while (taken.has(fallback)) fallback = (fallback % 255) + 1;
    const id = choices.choose(`module.${module}.virtual_router_id`, {
      form: 'routerId',
      fallback,
      why: 'SafeKit has none: it has to be unique on the network, and the default is made of the name',
    });
    taken.add(id);
    ids.set(module, id);
  }
  return ids;
};

export interface Timers {
  readonly advertS: number;
  readonly count: number;
}

/** VRRP version 3 counts hundredths of seconds (RFC 9568 §5.2.7), and down_timer_adverts goes to 100. */
export const timersFor = (pulseMs: number, timeoutMs: number): Timers => {
  const least = Math.max(pulseMs, timeoutMs / 100, 10);
  const advertMs = Math.min(Math.ceil(least / 10) * 10, 40_950);
  const count = Math.min(100, Math.max(1, Math.round(timeoutMs / advertMs)));
  return { advertS: advertMs / 1000, count };
};

/** The interface that adverts of a module go over on all nodes, which `about` says nothing of. */
export const advertInterface = (
  module: string,
  named: string | undefined,
  about: readonly Directive[],
  { choices, trail }: Context,
): string => {
  const key = `module.${module}.interface`;
  const device = choices.choose(key, {
    form: 'interface',
    fallback: named ?? 'eth0',
    why: 'no file says which interface has the addresses of the nodes: that of the virtual addresses was taken, or eth0',
    about,
  });
  const isGuess = named === undefined && !choices.isGiven(key);
  trail.note(about, isGuess ? 'heartbeat-open' : 'heartbeat', { interface: device, key });
  return device;
};

/** What the parts of one virtual router have to know of each other. */
export interface Router {
  readonly vrid: number;
  /** The interface of its adverts. */
  readonly device: string;
  /** Of its adverts, and so of the addresses that they carry. */
  readonly family: Family;
}

const familiesOf = (ips: readonly string[]): ReadonlySet<Family> => new Set(ips.map(familyOf));

/** That of the nodes' addresses when a virtual address has it too, else that of the first one. */
export const routerFamily = (lan: LanPlan | undefined, virtual: readonly string[]): Family => {
  const [first] = virtual;
  const [ofNodes, ...more] = familiesOf((lan?.nodes ?? []).flatMap(({ ip }) => ip ?? []));
  const isCarried = ofNodes !== undefined && more.length === 0 && familiesOf(virtual).has(ofNodes);
  return isCarried ? ofNodes : first === undefined ? 'inet' : familyOf(first);
};

/**
 * Own address and those of the peers; nothing when one of them is unknown or of another family, for
 * multicast needs none.
 */
export const unicast = (
  lan: LanPlan | undefined,
  node: string,
  { family }: Router,
  { trail }: Context,
): Statement[] => {
  const nodes = lan?.nodes ?? [];
  const own = nodes.find(({ name }) => name === node);
  const peers = nodes.filter(({ name }) => name !== node);
  if (own?.ip === undefined || peers.some(({ ip }) => ip === undefined)) return [];
  if (nodes.some(({ ip = '' }) => familyOf(ip) !== family)) {
    const addresses = nodes.flatMap(({ from }) =>
      from.filter(({ path }) => path.at(-1) === '@addr'),
    );
    trail.note(addresses, 'node-address-family');
    return [];
  }
  return [
    say(['unicast_src_ip', own.ip], own.from),
    say(
      ['unicast_peer'],
      [],
      peers.map(({ ip = '', from }) => say([ip], from)),
    ),
  ];
};

/** Announcements again and again. */
export const refresh = (
  reroute: ArpReroute | undefined,
  from: readonly Directive[],
): Statement[] =>
  reroute === undefined
    ? []
    : [
        say(['garp_master_refresh', Math.max(1, Math.round(reroute.intervalS))], from),
        say(['garp_master_refresh_repeat', 1], from),
      ];
