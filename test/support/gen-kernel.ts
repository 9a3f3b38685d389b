// Random kernels that somebody else has set up: links with addresses of their own in the networks that
// configurations use, routes, rules, tables, services and parameters that are not hactl's.

import fc from 'fast-check';
import { fakeKernel } from './fake-kernel.ts';
import { addLink, addParameters } from './fake-kernel/links.ts';
import { bareKernel, type KernelState } from './fake-kernel/state.ts';
import { runIp } from './fake-kernel/ip.ts';
import { runIpvsadm } from './fake-kernel/ipvsadm.ts';
import { runNft } from './fake-kernel/nft.ts';
import { runSysctl } from './fake-kernel/sysctl.ts';

/** What an administrator types, by tool. */
export interface Setup {
  readonly ip: readonly string[];
  readonly ip6?: readonly string[];
  readonly sysctl?: readonly string[];
  readonly ipvsadm?: readonly string[];
  readonly nft?: readonly object[];
}

const nothing = () => undefined;

const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join('');

interface Command {
  readonly argv: readonly string[];
  readonly stdin: string;
}

/** The processes that set a kernel up. */
export const toCommands = ({
  ip,
  ip6 = [],
  sysctl = [],
  ipvsadm = [],
  nft = [],
}: Setup): Command[] =>
  [
    { argv: ['sysctl', '-q', '-p', '-'], stdin: text(sysctl) },
    { argv: ['ip', '-batch', '-'], stdin: text(ip) },
    { argv: ['ip', '-6', '-batch', '-'], stdin: text(ip6) },
    { argv: ['ipvsadm', '-R'], stdin: text(ipvsadm) },
    {
      argv: ['nft', '-j', '-f', '-'],
      stdin: nft.length === 0 ? '' : JSON.stringify({ nftables: nft }),
    },
  ].filter(({ stdin }) => stdin !== '');

const programs = { ip: runIp, sysctl: runSysctl, ipvsadm: runIpvsadm, nft: runNft };

/** Adds to a kernel what the commands of `setup` say; a refused command is a mistake of the test. */
export const setUpKernel = (state: KernelState, setup: Setup): KernelState => {
  for (const { argv, stdin } of toCommands(setup)) {
    const [tool, ...args] = argv;
    const { stderr } = programs[tool as keyof typeof programs](state, args, stdin, nothing);
    if (stderr !== '') throw new Error(`setup: ${stderr}`);
  }
  return state;
};

const hardwareMac = (number: number): string => `52:54:00:00:00:0${number}`;

/** lo and three links that are up; with `setup` on top. */
export const hostKernel = (setup: Setup = { ip: [] }, macOf = hardwareMac): KernelState => {
  const state = bareKernel();
  for (const name of ['all', 'default']) addParameters(state, name);
  addLink(state, { name: 'lo', type: '', mac: '00:00:00:00:00:00' });
  for (const number of [0, 1, 2]) {
    addLink(state, { name: `eth${number}`, type: '', mac: macOf(number) });
  }
  const { links } = state;
  const [lo] = links;
  if (lo !== undefined) lo.addressGeneration = 'none';
  const up = links.map(({ name }) => `link set dev ${name} up`);
  return setUpKernel(state, { ...setup, ip: [...up, 'addr add 127.0.0.1/8 dev lo', ...setup.ip] });
};

export const hostWith = (setup: Setup = { ip: [] }) => fakeKernel(hostKernel(setup));

/** The addresses that make gateways reachable. */
const base = [
  'addr add 10.0.0.1/24 dev eth0',
  'addr add 10.0.1.1/24 dev eth1',
  'addr add 2001:db8::1/64 dev eth0 nodad',
];

const some = (lines: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...lines]);

const moreAddresses = [
  'addr add 10.0.0.2/24 dev eth0 label eth0:own',
  'addr add 10.0.0.13/24 dev eth1',
  'addr add 10.0.0.11/24 dev eth0',
  'addr add 10.0.2.1/24 dev eth2',
  'addr add 10.0.2.2/24 dev eth2 valid_lft 3600 preferred_lft 1800',
  'addr add 10.0.0.3/24 dev eth0 valid_lft 3600 preferred_lft 3600',
  'addr add 10.7.0.1 peer 10.7.0.2/32 dev eth2',
  'addr add 2001:db8::2/64 dev eth1 nodad',
];

const routes = [
  'route add 0.0.0.0/0 via 10.0.0.254',
  'route add 172.30.0.0/16 via 10.0.1.254 metric 7',
  'route add 172.16.0.0/16 via 10.0.1.254 metric 8',
  'route add 172.31.0.0/16 dev eth2',
  'route add 172.29.0.0/16 via 10.0.0.254 src 10.0.0.1 table 100',
  'route add 172.28.0.0/16 via 10.0.0.254 src 10.0.0.1',
  'route add 172.27.0.0/16 nexthop via 10.0.0.254 weight 1 nexthop via 10.0.1.254 weight 2',
  'route add 2001:db8:9::/48 via 2001:db8::fe metric 77',
];

const rules = [
  'rule add priority 50 from 10.66.0.0/16 lookup 100 protocol 4',
  'rule add priority 100 from 10.67.0.0/16 lookup 100 protocol 0',
];

const links = [
  'link add link eth1 name own0 address 02:00:00:00:00:09 type macvlan mode bridge',
  'link set dev own0 up',
  'addr add 10.68.0.1/24 dev own0',
];

const parameters = [
  'net/ipv4/conf/all/rp_filter = 1',
  'net/ipv4/conf/eth1/rp_filter = 2',
  'net/ipv4/conf/default/rp_filter = 1',
  'net/ipv4/conf/all/promote_secondaries = 1',
  'net/ipv4/conf/eth0/promote_secondaries = 1',
  'net/ipv4/conf/eth0/arp_ignore = 2',
  'net/ipv4/conf/default/arp_announce = 2',
];

const services = [
  '-A -t 10.0.9.9:80 -s wrr',
  '-a -t 10.0.9.9:80 -r 10.1.0.1:80 -m -w 3',
  '-A -f 77 -s rr',
];

const table = { family: 'inet', name: 'filter' };
const chain = { ...table, table: 'filter', name: 'input', type: 'filter', hook: 'input', prio: 0 };
const ruleset = [
  { add: { table } },
  { add: { chain: { ...chain, policy: 'accept' } } },
  {
    add: {
      rule: { family: 'inet', table: 'filter', chain: 'input', expr: [{ counter: null }] },
    },
  },
];

/** A random choice of what others make. */
export const anySetup: fc.Arbitrary<Required<Omit<Setup, 'ip6'>>> = fc
  .record({
    addresses: some(moreAddresses),
    routes: some(routes),
    rules: some(rules),
    hasLink: fc.boolean(),
    sysctl: some(parameters),
    hasServices: fc.boolean(),
    hasTable: fc.boolean(),
  })
  .map(({ sysctl, addresses, ...spec }) => ({
    sysctl,
    ip: [...base, ...addresses, ...spec.routes, ...spec.rules, ...(spec.hasLink ? links : [])],
    ipvsadm: spec.hasServices ? services : [],
    nft: spec.hasTable ? ruleset : [],
  }));

/** A kernel in which others have been at work. */
export const anyKernel: fc.Arbitrary<KernelState> = anySetup.map((setup) => hostKernel(setup));
