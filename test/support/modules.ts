// Modules of SafeKit in the IR, and hosts for them, as tests say them.

import type { Farm, VirtualAddress } from '../../src/ir/farm.ts';
import type { Mirror, MirrorInterface } from '../../src/ir/mirror.ts';
import type { Config, Instance } from '../../src/ir/model.ts';
import type { HostLink, HostView } from '../../src/ir/world.ts';
import { configOf } from './ir.ts';

const span = { start: 0, end: 1 };

export const virtualAddress = (
  host: string,
  more: Partial<VirtualAddress> = {},
): VirtualAddress => ({
  host,
  place: 'one_side_alias',
  check: true,
  countsConnections: false,
  span,
  ...more,
});

export const mirrorInterface = (
  addresses: readonly VirtualAddress[],
  more: Partial<MirrorInterface> = {},
): MirrorInterface => ({ check: true, addresses, span, ...more });

export const mirrorInstance = (
  name: string,
  interfaces: readonly MirrorInterface[],
  more: Partial<Mirror> = {},
): Instance => ({
  name,
  initialState: 'backup',
  family: 'inet',
  version: 3,
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
  mirror: {
    defaultPrimary: 'alone',
    failover: true,
    tcpReset: true,
    heartbeats: [],
    interfaces,
    ...more,
  },
  span,
});

export const farmModule = (module: string, more: Partial<Farm> = {}): Farm => ({
  module,
  tcpReset: true,
  scriptControl: false,
  lans: [{ name: 'default', span }],
  membership: { pulseMs: 100, leaderPulses: 20, followerPulses: 10 },
  interfaces: [],
  groups: [],
  span,
  ...more,
});

export const configWith = (more: Partial<Config>): Config => ({ ...configOf(''), ...more });

/** `eth0 10.0.0.5/24 fd00::5/64`: a link and its addresses. */
export const hostLink = (words: string): HostLink => {
  const [name = '', ...addresses] = words.split(' ');
  return {
    name,
    mac: '02:00:00:00:00:05',
    addresses: addresses.map((address) => {
      const [ip = '', length] = address.split('/');
      return { ip, prefixLength: Number(length) };
    }),
  };
};

export const hostWith = (
  links: readonly string[],
  resolved: Readonly<Record<string, readonly string[]>> = {},
): HostView => ({ links: links.map(hostLink), resolved: new Map(Object.entries(resolved)) });
