// Farms for tests: as short as they can be said, complete as the IR has them.

import type { Cluster } from '../../../src/ir/cluster.ts';
import type {
  Farm,
  FarmGroup,
  FarmInterface,
  FarmRule,
  VirtualAddress,
} from '../../../src/ir/farm.ts';
import type { Config } from '../../../src/ir/model.ts';
import type { HostLink, World } from '../../../src/ir/world.ts';
import { initialWorld } from '../../../src/ir/world.ts';
import { configOf } from '../ir.ts';

const span = { start: 0, end: 0 };

const virtualAddress = (host: string): VirtualAddress => ({
  host,
  place: 'alias',
  check: true,
  countsConnections: true,
  span,
});

/** `invisible 5a:fe:0a:4d:00:de` or `directed`, with addresses. */
export const farmInterface = (
  vmac: string,
  addresses: readonly string[],
  name?: string,
): FarmInterface => {
  const [type, mac = '5a:fe:0a:4d:00:de'] = vmac.split(' ');
  return {
    ...(name !== undefined && { name }),
    vmac: type === 'invisible' ? { type, mac } : { type: 'directed' },
    check: true,
    addresses: addresses.map(virtualAddress),
    span,
  };
};

/** `10.77.0.222 tcp/80 on_addr`, `* udp/* on_port`, `* arp on_addr`. */
export const farmRule = (text: string): FarmRule => {
  const [host = '*', service = '', filter = 'on_addr'] = text.split(' ');
  const [protocol, port = '*'] = service.split('/');
  return {
    host,
    port: port === '*' ? port : Number(port),
    protocol: protocol as FarmRule['protocol'],
    filter: filter as FarmRule['filter'],
    span,
  };
};

/** `n1=2 n2=1`, or nothing for all nodes alike. */
export const farmGroup = (name: string, hosts: string, rules: readonly string[]): FarmGroup => ({
  name,
  hosts: hosts.split(' ').flatMap((host) => {
    const [node = '', power] = host.split('=');
    return node === '' ? [] : [{ name: node, power: Number(power), span }];
  }),
  rules: rules.map(farmRule),
  span,
});

export const farmOf = (
  interfaces: readonly FarmInterface[],
  groups: readonly FarmGroup[],
  module = 'web',
): Farm => ({
  module,
  tcpReset: true,
  scriptControl: false,
  lans: [{ name: 'default', span }],
  membership: { pulseMs: 100, leaderPulses: 20, followerPulses: 10 },
  interfaces,
  groups,
  span,
});

/** Nodes n1, n2 and so on at 10.77.0.11, fd77::11 and so on. */
export const clusterOf = (count: number): Cluster => {
  const lan = (name: string, prefix: string) => ({
    name,
    isForCommands: true,
    nodes: Array.from({ length: count }, (_, index) => ({
      name: `n${index + 1}`,
      host: `${prefix}${11 + index}`,
      span,
    })),
    span,
  });
  const lans = [lan('default', '10.77.0.'), lan('six', 'fd77::')];
  return { lans, port: 4800, pulseMs: 100, span };
};

export const configWith = (farms: readonly Farm[], cluster?: Cluster): Config => ({
  ...configOf(''),
  farms,
  ...(cluster && { cluster }),
});

/** Node n1 on eth0. */
export const eth0: HostLink = {
  name: 'eth0',
  mac: '02:00:00:00:01:01',
  addresses: [
    { ip: '10.77.0.11', prefixLength: 24 },
    { ip: 'fd77::11', prefixLength: 64 },
    { ip: 'fe80::ff:fe00:101', prefixLength: 64 },
  ],
};

/** `members` by name; node n1 unless another is named. */
export const worldOf = (
  members: string,
  {
    node = 'n1',
    traffic = 'open',
    links = [eth0],
    modules = ['web', 'mail'],
  }: {
    readonly node?: string;
    readonly traffic?: 'open' | 'closed';
    readonly links?: readonly HostLink[];
    readonly modules?: readonly string[];
  } = {},
): World => ({
  ...initialWorld,
  farms: new Map(modules.map((module) => [module, { node, members: members.split(' '), traffic }])),
  host: { links, resolved: new Map([['vip.example', ['10.77.0.222']]]) },
});
