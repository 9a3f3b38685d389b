// Who the nodes are and which networks join them: cluster.xml, of what the files of keepalived say about
// their peers.

import { choiceForms, type Choices, takenBy } from '../choices.ts';
import type { Directive } from '../directive.ts';
import type { toSafekitRules } from '../rules/to-safekit.ts';
import type { Trail } from '../trail.ts';
import { all, blockOf, value } from '../../syntax/tree.ts';
import { type SourceMember, type SourceNode, written, writtenLines } from './source.ts';

export interface NodePlan {
  readonly name: string;
  readonly from: readonly Directive[];
  /** Its file, when there is one. */
  readonly source: SourceNode | undefined;
}

export interface LanAddress {
  readonly node: NodePlan;
  readonly address: string;
  readonly from: readonly Directive[];
}

export interface LanPlan {
  readonly name: string;
  /** Interface of the first node that it was made of. */
  readonly interface: string;
  readonly addresses: readonly LanAddress[];
  /** Keys of addresses that were guessed. */
  readonly open: readonly string[];
  readonly from: readonly Directive[];
}

export interface ClusterPlan {
  readonly nodes: readonly NodePlan[];
  /** The first is there always. */
  readonly lans: readonly LanPlan[];
}

interface Input {
  readonly nodes: readonly SourceNode[];
  readonly routers: readonly (readonly SourceMember[])[];
  readonly choices: Choices;
  readonly trail: Trail<typeof toSafekitRules>;
}

const routerIdOf = (node: SourceNode): { name: string | undefined; from: Directive[] } => {
  const blocks = all(node.root, 'global_defs').map(blockOf);
  const name = blocks.map((block) => value(block, 'router_id')).findLast((id) => id !== undefined);
  return { name, from: blocks.flatMap((block) => written(node, block, 'router_id')) };
};

/** How many nodes the files speak of, those without a file among them. */
const countNodes = ({ nodes, routers }: Input): number => {
  if (nodes.length > 1) return nodes.length;
  const peers = routers.flat().map(({ instance }) => instance.unicastPeers.length);
  return 1 + Math.max(1, ...peers);
};

const isName = new RegExp(choiceForms.name.pattern);

const planNodes = (input: Input): NodePlan[] => {
  const { nodes, choices, trail } = input;
  const ids = nodes.map(routerIdOf);
  const isUsable = ids.map(
    ({ name }, at) =>
      name !== undefined &&
      isName.test(name) &&
      // Its name stands for its address where nothing else does, and a number is neither.
      /[A-Za-z]/.test(name) &&
      ids.every((other, index) => index === at || other.name !== name),
  );
  const taken = new Set(ids.flatMap(({ name }, at) => (isUsable[at] && name) || []));
  const names: string[] = [];
  for (let at = 0; at < countNodes(input); at++) {
    const { name = '', from = [] } = ids[at] ?? {};
    let number = at + 1;
    while (taken.has(`node${number}`)) number++;
    const isOwn = isUsable[at] === true && !names.includes(name);
    const fallback = isOwn ? name : `node${number}`;
    const why =
      nodes[at] === undefined
        ? 'the node has no file of its own here'
        : 'SafeKit knows nodes by their names; router_id is taken when it is one';
    const objection = takenBy(names, 'node');
    const question = { form: 'name', fallback, why, about: from, objection } as const;
    const chosen = choices.choose<string>(`node.${at + 1}.name`, question);
    taken.add(fallback).add(chosen);
    names.push(chosen);
  }
  for (const [at, { from }] of ids.entries()) {
    if (isUsable[at] === true) trail.note(from, 'router-id');
    else
      trail.note(from, 'router-id-unused', { names: names.slice(0, nodes.length).join(' and ') });
  }
  return names.map((name, at) => ({
    name,
    source: nodes[at],
    from: isUsable[at] === true ? (ids[at]?.from ?? []) : [],
  }));
};

interface Known {
  readonly address: string;
  readonly from: readonly Directive[];
}

const peersOf = ({ node, block }: SourceMember): Directive[] =>
  writtenLines(node, block, 'unicast_peer');

/** The address of node `at` as the instances on an interface have it. */
const knownAddress = (
  at: number,
  routers: readonly (readonly SourceMember[])[],
  input: Input,
): Known | undefined => {
  const node = input.nodes[at];
  for (const router of routers) {
    const own = router.find((member) => member.node === node);
    const sourceIp = own?.instance.sourceIp;
    if (own !== undefined && sourceIp !== undefined) {
      const from = written(own.node, own.block, 'unicast_src_ip', 'mcast_src_ip');
      return { address: sourceIp, from };
    }
    const others = router.filter((member) => member.node !== node);
    const [other] = others;
    const peers = other?.instance.unicastPeers ?? [];
    const isOnly = input.nodes.length === 2 && peers.length === 1;
    // Of nodes without files the first one names them in their order.
    const peer = node === undefined ? peers[at - 1] : isOnly ? peers[0] : undefined;
    if (other !== undefined && peer !== undefined) return { address: peer, from: peersOf(other) };
  }
  return undefined;
};

const planLan = (
  device: string,
  routers: readonly (readonly SourceMember[])[],
  nodes: readonly NodePlan[],
  before: readonly LanPlan[],
  input: Input,
): LanPlan | undefined => {
  const { choices } = input;
  const isFirst = before.length === 0;
  const known = nodes.map((_, at) => knownAddress(at, routers, input));
  const keys = nodes.map((_, at) => `node.${at + 1}.address.${device}`);
  const isComplete = known.every((one, at) => one !== undefined || choices.isGiven(keys[at] ?? ''));
  if (!isFirst && !isComplete) return undefined;
  const members = routers.flat();
  const about = members.flatMap(({ node, block }) => written(node, block, 'interface'));
  const taken: string[] = [];
  const addresses = nodes.map((node, at): LanAddress => {
    const found = known[at];
    const fallback = found?.address ?? node.name;
    const why =
      found === undefined
        ? 'no file says the address of the node on this network: its name has to resolve to it'
        : 'as unicast_src_ip or unicast_peer says it';
    const objection = takenBy(taken, 'node');
    const question = { form: 'host', fallback, why, about, objection } as const;
    const address = choices.choose<string>(keys[at] ?? '', question);
    taken.push(address);
    return { node, address, from: found?.from ?? [] };
  });
  const name = choices.choose(`lan.${device}.name`, {
    form: 'name',
    fallback: isFirst ? 'default' : device,
    why: 'SafeKit knows networks by names',
    about,
    objection: takenBy(
      before.map((lan) => lan.name),
      'network',
    ),
  });
  const open = keys.filter((key, at) => known[at] === undefined && !choices.isGiven(key));
  return { name, interface: device, addresses, open, from: about };
};

/** The interface of a router, as its first node has it. */
export const interfaceOf = ([first]: readonly SourceMember[]): string =>
  first?.instance.interface ?? first?.node.config.global.defaultInterface ?? 'eth0';

/** The nodes and networks of a cluster, of all that the files say about them. */
export const planCluster = (input: Input): ClusterPlan => {
  const nodes = planNodes(input);
  const devices = [...new Set(input.routers.map(interfaceOf))];
  if (devices.length === 0) devices.push('eth0');
  const lans: LanPlan[] = [];
  for (const device of devices) {
    const routers = input.routers.filter((router) => interfaceOf(router) === device);
    const lan = planLan(device, routers, nodes, lans, input);
    if (lan !== undefined) lans.push(lan);
  }
  return { nodes, lans };
};

/** The network that the adverts of a router become a heartbeat on: the first one when its own is unknown. */
export const lanOf = (
  { lans }: ClusterPlan,
  router: readonly SourceMember[],
): LanPlan | undefined => lans.find((lan) => lan.interface === interfaceOf(router));
