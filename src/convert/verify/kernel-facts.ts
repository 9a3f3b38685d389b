// What the kernel of a node should hold for a role, as facts. IPVS and the filters of farms are left to
// traffic-facts.ts: they reach one end in two ways.

import { familyOf, networkOf } from '../../base/ip.ts';
import type { Span } from '../../base/span.ts';
import type { Config, Instance } from '../../ir/model.ts';
import type { HostLink, HostView, Role, World } from '../../ir/world.ts';
import { desired } from '../../plan/desired/desired.ts';
import type { Wanted } from '../../plan/desired/wanted.ts';
import type { BoundElement } from '../../syntax/safekit/bound.ts';
import { placeMirrors } from '../../plan/host/mirrors.ts';
import { keyOf, verbsOf } from '../../plan/kinds.ts';
import { kernelNames, type Kind, type Resource } from '../../plan/state.ts';
import { type Fact, placesOf } from './fact.ts';
import type { KeepalivedSide, ModuleSide, Sides } from './side.ts';

/** What clients reach, an object at a time. */
const single: ReadonlySet<Kind> = new Set(['address', 'route', 'rule']);
/** What virtual Ethernet addresses and closed addresses take; the two products build it differently. */
const together: ReadonlySet<Kind> = new Set(['link', 'sysctl', 'nft-table']);

/** Names of addresses are hactl's own, and differ with the name of the module. */
const cosmetic = new Set(['label']);

const valueOf = (resource: Resource): string =>
  Object.entries(verbsOf(resource).attributes(resource))
    .filter(([name, value]) => !cosmetic.has(name) && value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ') || 'there';

/** Addresses are told apart by themselves: where they are is part of what is compared. */
const subjectOf = (resource: Resource): string =>
  resource.kind === 'address' ? `address ${resource.ip}` : keyOf(resource);

const describe = (resource: Resource): string =>
  resource.kind === 'address'
    ? `/${resource.prefixLength} on ${resource.device}`
    : valueOf(resource);

/** Statements that make more than addresses. */
const makers = ['use_vmac', 'no_accept', 'strict_mode', 'vrrp_strict', 'promote_secondaries'];

interface Side {
  readonly sources: KeepalivedSide['sources'];
  readonly root?: KeepalivedSide['root'];
  readonly bound?: ModuleSide['bound'];
}

const spansNamed = ({ xml, children }: BoundElement, name: string): Span[] => [
  ...(xml.name === name ? [xml.span] : []),
  ...children.flatMap((child) => spansNamed(child, name)),
];

const makersIn = ({ root, bound }: Side): Span[] => [
  ...(root?.statements ?? []).flatMap(({ block }) =>
    (block?.statements ?? [])
      .filter(({ keyword }) => makers.includes(keyword))
      .map(({ span }) => span),
  ),
  ...(bound?.kind === 'module' ? spansNamed(bound.root, 'virtual_interface') : []),
];

const restOf = (wanted: Wanted, head: string, side: Side): Fact[] => {
  const rest = [...wanted.state].filter(([, { kind }]) => together.has(kind));
  if (rest.length === 0) return [];
  const value = rest
    .map(([, resource]) => verbsOf(resource).title(resource))
    .sort()
    .join('; ');
  const links = rest.filter(([, { kind }]) => kind === 'link').map(([key]) => wanted.whys.get(key));
  const spans = [...links, ...makersIn(side)];
  const all = spans.length > 0 ? spans : rest.map(([key]) => wanted.whys.get(key));
  const places = placesOf(side.sources, all);
  return [{ key: `${head}: links, parameters and tables`, value, places }];
};

const factsOf = (config: Config, world: World, head: string, side: Side): Fact[] => {
  const { wanted } = desired({ ...config, farms: [], services: [] }, world, kernelNames);
  const objects = [...wanted.state].filter(([, { kind }]) => single.has(kind));
  return [
    ...objects.map(([key, resource]): Fact => {
      const places = placesOf(side.sources, [wanted.whys.get(key)]);
      return { key: `${head}: ${subjectOf(resource)}`, value: describe(resource), places };
    }),
    ...restOf(wanted, head, side),
  ];
};

const roles: readonly Role[] = ['master', 'backup'];

const worldFor = ({ instances }: Config, role: Role, host?: HostView): World => ({
  roles: new Map(instances.map(({ name }) => [name, role])),
  servers: new Map(),
  source: 'options',
  ...(host !== undefined && { host }),
});

/** A network that an address can be in when nobody says how large it is. */
const usualLength = (ip: string): number => (familyOf(ip) === 'inet' ? 24 : 64);

const wholeLength = (ip: string): number => (familyOf(ip) === 'inet' ? 32 : 128);

const addressesOf = (instance: Instance) => [...instance.addresses, ...instance.excludedAddresses];

/** A host with the interfaces and networks that keepalived.conf takes for granted. */
const hostFor = ({ instances, global }: Config, { resolved }: Sides): HostView => {
  const links = new Map<string, HostLink>();
  for (const instance of instances) {
    const base = instance.interface ?? global.defaultInterface;
    for (const { ip, prefixLength, device = base } of addressesOf(instance)) {
      const length = prefixLength === wholeLength(ip) ? usualLength(ip) : prefixLength;
      const own = { ip: networkOf(ip, length), prefixLength: length };
      const known = links.get(device)?.addresses ?? [];
      const mac = '02:00:00:00:00:01';
      const isThere = known.some((one) => one.ip === own.ip && one.prefixLength === length);
      links.set(device, { name: device, mac, addresses: isThere ? known : [...known, own] });
    }
  }
  return { links: [...links.values()], resolved };
};

const ofKeepalived = (side: KeepalivedSide): Fact[] =>
  roles.flatMap((role) =>
    factsOf(side.config, worldFor(side.config, role), `${side.node} as ${role}`, side),
  );

const ofModule = (module: ModuleSide, node: string, host: HostView): Fact[] =>
  roles.flatMap((role) => {
    const world = worldFor(module.config, role, host);
    const { config } = placeMirrors(module.config, world);
    return factsOf(config, world, `${node} as ${role}`, module);
  });

export interface FactsOfSides {
  readonly keepalived: readonly Fact[];
  readonly modules: readonly Fact[];
}

/** The kernel of each node that has a keepalived.conf, by both sides. */
export const kernelFacts = (sides: Sides): FactsOfSides => ({
  keepalived: sides.keepalived.flatMap(ofKeepalived),
  modules: sides.keepalived.flatMap(({ node, config }) =>
    sides.modules.flatMap((module) => ofModule(module, node, hostFor(config, sides))),
  ),
});
