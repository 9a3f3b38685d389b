// Who answers for an address, who takes over and when, and who gets how much of the traffic, as facts.

import { parseIp } from '../../base/ip.ts';
import type { Farm, FarmGroup, FarmRule } from '../../ir/farm.ts';
import type { Config, Instance, Service } from '../../ir/model.ts';
import type { Span } from '../../base/span.ts';
import { childNamed } from '../../syntax/safekit/bound.ts';
import { all, arg, blockOf, isWritten, value } from '../../syntax/tree.ts';
import { type Fact, placesOf } from './fact.ts';
import type { FactsOfSides } from './kernel-facts.ts';
import type { KeepalivedSide, ModuleSide, Sides } from './side.ts';

/** All ways in which some of `nodes` are there, those with one missing and those with one left. */
const memberSets = (nodes: readonly string[]): readonly (readonly string[])[] => {
  if (nodes.length > 4) {
    const without = nodes.map((node) => nodes.filter((other) => other !== node));
    return [nodes, ...without, ...nodes.map((node) => [node])];
  }
  const sets: string[][] = [[]];
  for (const node of nodes) sets.push(...sets.map((set) => [...set, node]));
  return sets.filter((set) => set.length > 0);
};

const percent = (part: number, whole: number): string =>
  whole === 0 ? 'nothing' : `${Math.round((part / whole) * 1000) / 10} %`;

/** What each of the nodes that are there gets. */
const sharesText = (weights: ReadonlyMap<string, number>, members: readonly string[]): string => {
  const sum = members.reduce((total, node) => total + (weights.get(node) ?? 0), 0);
  return members.map((node) => `${node} ${percent(weights.get(node) ?? 0, sum)}`).join(', ');
};

interface Traffic {
  readonly name: string;
  readonly weights: ReadonlyMap<string, number>;
  readonly criterion: string;
  readonly places: Fact['places'];
}

/** A service of other hosts has one fact: which they are. */
const servedElsewhere = ({ name, weights, criterion, places }: Traffic): Fact[] => {
  const servers = [...weights].map(([server, weight]) => `${server} weight ${weight}`).join(', ');
  return [{ key: `${name}: served by other hosts`, value: `${servers}; by ${criterion}`, places }];
};

const factsOfTraffic = (traffic: Traffic, nodes: readonly string[]): Fact[] =>
  nodes.some((node) => traffic.weights.has(node))
    ? sharedByNodes(traffic, nodes)
    : servedElsewhere(traffic);

const sharedByNodes = (
  { name, weights, criterion, places }: Traffic,
  nodes: readonly string[],
): Fact[] => [
  { key: `${name}: what decides who serves`, value: criterion, places },
  ...memberSets(nodes).map((members) => ({
    key: `${name}: shares with ${members.join(', ')}`,
    value: sharesText(weights, members),
    places,
  })),
];

const criteria = {
  on_addr: 'the address of the client',
  on_port: 'the port of the client',
  on_ipid: 'each packet',
} as const;

const criterionOf = ({ scheduler, schedulerFlags, onePacket, persistence }: Service): string => {
  if (persistence !== undefined) return `${criteria.on_addr}, for ${persistence.timeoutS} s`;
  if (onePacket) return criteria.on_ipid;
  if (scheduler !== 'sh' && scheduler !== 'mh') return `the scheduler ${scheduler}`;
  const byPort = schedulerFlags.some((flag) => flag.endsWith('-port'));
  return byPort ? 'address and port of the client' : criteria.on_addr;
};

type NodeOf = (ip: string) => string | undefined;

const trafficName = (protocol: string, ip: string, port: number | '*'): string =>
  `${protocol} ${ip} ${port === '*' ? 0 : port}`;

const ofService = (service: Service, side: KeepalivedSide, nodeOf: NodeOf): Traffic[] => {
  const weights = new Map(
    service.servers.map(({ ip, weight }) => [nodeOf(ip) ?? ip, weight] as const),
  );
  const places = placesOf(side.sources, [service.span]);
  return service.listeners.map((listener) => ({
    name:
      listener.kind === 'address'
        ? trafficName(service.protocol, listener.ip, listener.port)
        : `${service.protocol} mark ${listener.mark}`,
    ...{ weights, criterion: criterionOf(service), places },
  }));
};

interface WithAddresses {
  readonly interfaces: readonly { readonly addresses: readonly { readonly host: string }[] }[];
}

/** Virtual addresses, host names by what they stand for. */
const addressesOf = ({ interfaces }: WithAddresses, { resolved }: Sides): string[] =>
  interfaces.flatMap(({ addresses }) =>
    addresses.flatMap(({ host }) => parseIp(host) ?? resolved.get(host) ?? []),
  );

const ofRule = (
  farm: Farm,
  group: FarmGroup,
  rule: FarmRule,
  nodes: readonly string[],
  { sources }: ModuleSide,
  sides: Sides,
): Traffic[] => {
  if (rule.protocol === 'arp') return [];
  const weights = new Map(
    nodes.map((node) => {
      const power = group.hosts.find(({ name }) => name === node)?.power;
      return [node, group.hosts.length === 0 ? 1 : (power ?? 0)] as const;
    }),
  );
  const ips = rule.host === '*' ? addressesOf(farm, sides) : [rule.host];
  return ips.map((ip) => ({
    name: trafficName(rule.protocol, ip, rule.port),
    weights,
    criterion: criteria[rule.filter],
    places: placesOf(sources, [rule.span, group.span]),
  }));
};

interface Elected {
  readonly ips: readonly string[];
  readonly primary: string;
  readonly missedMs: number;
  readonly election: Fact['places'];
  readonly timing: Fact['places'];
}

const factsOfElected = ({ ips, primary, missedMs, election, timing }: Elected): Fact[] =>
  ips.flatMap((ip) => [
    { key: `${ip}: who is primary when both could be`, value: primary, places: election },
    { key: `${ip}: missed after`, value: `${missedMs} ms`, places: timing },
  ]);

const vipsOf = ({ addresses, excludedAddresses }: Instance): string[] =>
  [...addresses, ...excludedAddresses].map(({ ip }) => ip);

interface Candidate {
  readonly side: KeepalivedSide;
  readonly instance: Instance;
}

const blockOfInstance = ({ side, instance }: Candidate) =>
  blockOf(all(side.root, 'vrrp_instance').find((one) => arg(one, 0) === instance.name));

const spansOf = (candidate: Candidate, keywords: readonly string[]) =>
  (blockOfInstance(candidate)?.statements ?? [])
    .filter(({ keyword }) => keywords.includes(keyword))
    .map(({ span }) => span);

/** keepalived ignores nopreempt where the state is MASTER. */
const keepsRole = (candidate: Candidate): boolean =>
  isWritten(blockOfInstance(candidate), 'nopreempt') &&
  candidate.instance.initialState === 'backup';

const primaryOf = (candidates: readonly Candidate[]): string => {
  const most = Math.max(...candidates.map(({ instance }) => instance.priority));
  const highest = candidates.filter(({ instance }) => instance.priority === most);
  const [first] = highest;
  if (first === undefined || highest.length > 1 || keepsRole(first)) return 'the one that is';
  return first.side.node;
};

/** Instances of one address on several nodes; of one node alone nobody knows who leads. */
const ofInstances = ({ keepalived }: Sides): Elected[] => {
  const byIp = new Map<string, Candidate[]>();
  for (const side of keepalived) {
    for (const instance of side.config.instances) {
      for (const ip of vipsOf(instance)) {
        byIp.set(ip, [...(byIp.get(ip) ?? []), { side, instance }]);
      }
    }
  }
  return [...byIp].flatMap(([ip, candidates]): Elected[] => {
    const [first] = candidates;
    if (first === undefined || candidates.length < 2) return [];
    const { advertIntervalMs } = first.instance;
    const count = value(blockOfInstance(first), 'down_timer_adverts') ?? 3;
    const heads = candidates.flatMap(({ side, instance }) =>
      placesOf(side.sources, [instance.span]),
    );
    const placed = (keywords: readonly string[]) => {
      const found = candidates.flatMap((one) => placesOf(one.side.sources, spansOf(one, keywords)));
      return found.length === 0 ? heads : found;
    };
    return [
      {
        ips: [ip],
        primary: primaryOf(candidates),
        missedMs: Math.round(advertIntervalMs * count),
        election: placed(['state', 'priority', 'nopreempt', 'preempt']),
        timing: placed(['advert_int', 'down_timer_adverts']),
      },
    ];
  });
};

/** Elements of a module's service by their names. */
const spansNamed = ({ bound }: ModuleSide, ...names: readonly string[]): Span[] => {
  const service = bound.kind === 'module' ? childNamed(bound.root, 'service') : undefined;
  const found = (service?.children ?? []).filter(({ name }) => names.includes(name));
  return found.flatMap(({ xml, children }) => [xml.span, ...children.map((one) => one.xml.span)]);
};

const ofMirrors = (sides: Sides): Elected[] => {
  const isJudged = sides.keepalived.length > 1;
  return sides.modules.flatMap((module) =>
    module.config.instances.flatMap(({ mirror, span }): Elected[] => {
      if (mirror === undefined || !isJudged) return [];
      const { defaultPrimary, heartbeats } = mirror;
      const named = typeof defaultPrimary === 'string' ? defaultPrimary : defaultPrimary.node;
      const places = placesOf(module.sources, [span]);
      const timing = placesOf(module.sources, spansNamed(module, 'heart'));
      return [
        {
          ips: addressesOf(mirror, sides),
          primary: named === 'alone' ? 'the one that is' : named,
          missedMs: heartbeats[0]?.timeoutMs ?? 30_000,
          election: places,
          timing: timing.length === 0 ? places : timing,
        },
      ];
    }),
  );
};

const ofFarms = (sides: Sides): Elected[] =>
  sides.keepalived.length < 2
    ? []
    : sides.modules.flatMap((module) =>
        module.config.farms.map((farm): Elected => {
          const { pulseMs, followerPulses } = farm.membership;
          const election = placesOf(module.sources, [farm.span]);
          const timing = placesOf(module.sources, spansNamed(module, 'farm'));
          return {
            ips: addressesOf(farm, sides),
            primary: 'all nodes at once',
            missedMs: pulseMs * followerPulses,
            election,
            timing: [...timing, ...election],
          };
        }),
      );

const nodesOf = ({ cluster, keepalived }: Sides): string[] => {
  const named = (cluster?.lans ?? []).flatMap(({ nodes }) => nodes.map(({ name }) => name));
  return [...new Set(named.length > 0 ? named : keepalived.map(({ node }) => node))];
};

const nodeByAddress = (cluster: Config['cluster']): NodeOf => {
  const known = (cluster?.lans ?? []).flatMap(({ nodes }) =>
    nodes.map(({ name, host }) => [host.replace(/^\[(.*)\]$/, '$1'), name] as const),
  );
  const byIp = new Map(known);
  return (ip) => byIp.get(ip);
};

/** What clients and the other node notice, by both sides. */
export const trafficFacts = (sides: Sides): FactsOfSides => {
  const nodes = nodesOf(sides);
  const nodeOf = nodeByAddress(sides.cluster);
  const [first] = sides.keepalived;
  const services = first?.config.services.flatMap((one) => ofService(one, first, nodeOf)) ?? [];
  const rules = sides.modules.flatMap((module) =>
    module.config.farms.flatMap((farm) =>
      farm.groups.flatMap((group) =>
        group.rules.flatMap((rule) => ofRule(farm, group, rule, nodes, module, sides)),
      ),
    ),
  );
  const factsFor = (traffic: readonly Traffic[]) =>
    traffic.flatMap((one) => factsOfTraffic(one, nodes));
  return {
    keepalived: [...ofInstances(sides).flatMap(factsOfElected), ...factsFor(services)],
    modules: [
      ...[...ofMirrors(sides), ...ofFarms(sides)].flatMap(factsOfElected),
      ...factsFor(rules),
    ],
  };
};
