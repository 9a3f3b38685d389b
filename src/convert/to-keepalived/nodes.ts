// Nodes and networks of cluster.xml as keepalived needs them: names, addresses, interfaces.

import { parseIp } from '../../base/ip.ts';
import { valueOf } from '../../syntax/safekit/bound.ts';
import { type Choices, takenBy } from '../choices.ts';
import type { Directive } from '../directive.ts';
import type { toKeepalivedRules } from '../rules/to-keepalived.ts';
import type { Trail } from '../trail.ts';
import { lanElements, nodeElements, type SourceCluster } from './source.ts';

export interface LanNode {
  readonly name: string;
  /** Undefined when nobody knows it. */
  readonly ip: string | undefined;
  /** Its element and name, and its address. */
  readonly own: readonly Directive[];
  readonly from: readonly Directive[];
}

export interface LanPlan {
  readonly name: string;
  readonly nodes: readonly LanNode[];
  readonly from: readonly Directive[];
}

export interface NetworkPlan {
  /** Names of all nodes, in the order of the file. */
  readonly names: readonly string[];
  readonly lans: readonly LanPlan[];
}

interface Input {
  readonly cluster: SourceCluster | undefined;
  readonly choices: Choices;
  readonly trail: Trail<typeof toKeepalivedRules>;
}

/** A literal address without the brackets of cluster.xml. */
const literal = (host: string): string | null => parseIp(host.replace(/^\[(.*)\]$/, '$1'));

const addressOf = (
  lan: string,
  node: string,
  host: string,
  from: readonly Directive[],
  { choices, trail }: Input,
): string | undefined => {
  const written = literal(host);
  if (written !== null) {
    trail.note(from, 'node-address');
    return written;
  }
  const key = `node.${node}.address.${lan}`;
  const why = `cluster.xml names the host ${host}, and keepalived wants its address; without one, adverts are multicast`;
  const chosen = choices.choose<string>(key, {
    form: 'hostAddress',
    fallback: '',
    why,
    about: from,
  });
  if (chosen === '') trail.note(from, 'node-name-for-address', { key });
  else trail.note(from, 'node-address');
  return chosen === '' ? undefined : chosen;
};

const planLans = (input: Input, cluster: SourceCluster): LanPlan[] => {
  const { directives } = cluster;
  return lanElements(cluster).map((element): LanPlan => {
    const name = valueOf(element, 'name') ?? '';
    const nodes = [...nodeElements(element)].map(([node, one]): LanNode => {
      const own = directives.of(one, 'name');
      const ofAddress = directives.attributes(one, 'addr');
      const ip = addressOf(name, node, valueOf(one, 'addr') ?? '', ofAddress, input);
      input.trail.note(own, 'node');
      return { name: node, ip, own, from: [...own, ...ofAddress] };
    });
    return { name, nodes, from: directives.of(element, 'name') };
  });
};

/** Two nodes that nobody described: their names and addresses are choices. */
const unknownLan = ({ choices }: Input): LanPlan => {
  const names: string[] = [];
  const nodes = ['node1', 'node2'].map((usual, at): LanNode => {
    const fallback = names.includes(usual) ? 'node1' : usual;
    const why = 'no cluster.xml was given: --cluster names one';
    const objection = takenBy(names, 'node');
    const question = { form: 'name', fallback, why, objection } as const;
    const name = choices.choose<string>(`node.${at + 1}.name`, question);
    names.push(name);
    const key = `node.${at + 1}.address`;
    const ip = choices.choose<string>(key, { form: 'hostAddress', fallback: '', why });
    return { name, ip: ip === '' ? undefined : ip, own: [], from: [] };
  });
  return { name: 'default', nodes, from: [] };
};

/** Who the nodes are and how they reach each other. */
export const planNetwork = (input: Input): NetworkPlan => {
  const lans = input.cluster === undefined ? [unknownLan(input)] : planLans(input, input.cluster);
  const names = [...new Set(lans.flatMap(({ nodes }) => nodes.map(({ name }) => name)))];
  return { names, lans };
};

/** The network of a name; the first one when there is none of that name. */
export const lanNamed = ({ lans }: NetworkPlan, name: string): LanPlan | undefined =>
  lans.find((lan) => lan.name === name) ?? lans[0];
