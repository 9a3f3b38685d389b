// A bridge, the nodes of a farm and its clients, each in a network namespace of its own. Nodes are at
// 10.77.0.11 and fd77::11 and so on, clients at 10.77.0.101 and fd77::101; each has 100 more addresses of
// each family. These are routed, since all namespaces share one table of 1024 neighbours.

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { makeNamespace, type Namespace, programArgv } from '../namespace.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const [node = 'node'] = programArgv;
const exec = promisify(execFile);
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin`, NO_COLOR: '1' };

export interface Lab {
  readonly bridge: Namespace;
  readonly nodes: readonly Namespace[];
  readonly clients: readonly Namespace[];
  readonly remove: () => void;
}

export const addressesEach = 100;

/** The addresses of a client, from 0, by family. */
export const sourcesOf = (client: number): { inet: string[]; inet6: string[] } => {
  const numbers = Array.from({ length: addressesEach }, (_, index) => index + 1);
  return {
    inet: numbers.map((index) => `10.77.${client + 1}.${index}`),
    inet6: numbers.map((index) => `fd77:${client + 1}::${index.toString(16)}`),
  };
};

/** Ethernet addresses tell nodes from clients. */
export const nodeMac = (index: number): string => `02:00:00:00:01:0${index + 1}`;
const clientMac = (index: number): string => `02:00:00:00:02:0${index + 1}`;

const attach = (bridge: Namespace, member: Namespace, port: string, mac: string): void => {
  const lines = [
    `link add ${port} type veth peer name eth0 address ${mac} netns ${member.name}`,
    `link set ${port} master br0 up`,
  ];
  const { status, stderr } = bridge.run(['ip', '-batch', '-'], `${lines.join('\n')}\n`);
  if (status !== 0) throw new Error(stderr);
};

const configure = (member: Namespace, lines: readonly string[]): void => {
  // Addresses are of use at once; no packets but those of the test.
  member.run(['sysctl', '-q', '-w', 'net.ipv6.conf.eth0.accept_dad=0']);
  const text = ['link set eth0 up', ...lines].join('\n');
  const { status, stderr } = member.run(['ip', '-batch', '-'], `${text}\n`);
  if (status !== 0) throw new Error(stderr);
};

const nodeLines = (index: number, clients: number): string[] => [
  `addr add 10.77.0.${11 + index}/24 dev eth0`,
  `addr add fd77::${11 + index}/64 dev eth0 nodad`,
  ...Array.from({ length: clients }, (_, client) => [
    `route add 10.77.${client + 1}.0/24 via 10.77.0.${101 + client}`,
    `route add fd77:${client + 1}::/64 via fd77::${101 + client}`,
  ]).flat(),
];

const clientLines = (index: number): string[] => {
  const { inet, inet6 } = sourcesOf(index);
  return [
    `addr add 10.77.0.${101 + index}/24 dev eth0`,
    `addr add fd77::${101 + index}/64 dev eth0 nodad`,
    ...inet.map((ip) => `addr add ${ip}/32 dev eth0`),
    ...inet6.map((ip) => `addr add ${ip}/128 dev eth0 nodad`),
  ];
};

export const makeLab = (nodes = 3, clients = 4): Lab => {
  const bridge = makeNamespace([], ['link add br0 type bridge', 'link set br0 up']);
  const members = (count: number, letter: string, mac: typeof nodeMac, lines: typeof nodeLines) =>
    Array.from({ length: count }, (_, index) => {
      const member = makeNamespace([]);
      attach(bridge, member, `${letter}${index + 1}`, mac(index));
      configure(member, lines(index, clients));
      return member;
    });
  const lab = {
    bridge,
    nodes: members(nodes, 'n', nodeMac, nodeLines),
    clients: members(clients, 'c', clientMac, clientLines),
  };
  const remove = () => {
    for (const one of [...lab.clients, ...lab.nodes, bridge]) one.remove();
  };
  return { ...lab, remove };
};

/** Runs a program in a namespace beside others; its standard output. */
export const inside = async (
  namespace: Namespace,
  argv: readonly string[],
  input = '',
): Promise<string> => {
  const command = ['netns', 'exec', namespace.name, ...argv];
  const running = exec('ip', command, { env, maxBuffer: 64 * 1024 * 1024 });
  running.child.stdin?.end(input);
  return (await running).stdout;
};

/** The command line of a program of this folder. */
export const program = (name: string, ...args: readonly string[]): string[] => [
  node,
  join(here, name),
  ...args,
];

/** Waits until something is so; throws when it takes too long. */
export const until = async (what: string, isSo: () => boolean, limitMs = 10_000): Promise<void> => {
  for (let waited = 0; !isSo(); waited += 20) {
    if (waited > limitMs) throw new Error(`waited too long for ${what}`);
    await sleep(20);
  }
};
