// Names in a module that must be those of cluster.xml.

import type { Span } from '../../../base/span.ts';
import { suggest } from '../../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { Cluster } from '../../../ir/cluster.ts';
import type { Farm } from '../../../ir/farm.ts';
import { childNamed, childrenNamed, placeOf } from '../../../syntax/safekit/bound.ts';
import { virtualAddressesOf } from '../virtual-addresses.ts';
import type { ModuleFile } from './module-file.ts';

interface Named {
  readonly name: string;
  readonly span: Span;
}

const unknown = (
  code: 'HA4821' | 'HA4823',
  named: readonly Named[],
  known: readonly string[],
  file: string,
): Diagnostic[] =>
  named
    .filter(({ name }) => !known.includes(name))
    .map(({ name, span }) => {
      const near = suggest(name, known);
      const mend = near === undefined ? `it has ${known.join(', ')}` : `did you mean "${near}"?`;
      return diagnostic(code, span, { name, file, mend });
    });

const hostsOf = ({ groups }: Farm): readonly Named[] => groups.flatMap(({ hosts }) => hosts);

/** Networks that the module goes by. */
const lansOf = ({ bound, config }: ModuleFile): readonly Named[] => {
  const service = bound.kind === 'module' ? childNamed(bound.root, 'service') : undefined;
  const heartbeats = childrenNamed(childNamed(service, 'heart'), 'heartbeat');
  return [
    ...config.farms.flatMap(({ lans }) => lans),
    ...heartbeats.flatMap((one) => {
      const name = one.attributes.get('name')?.value;
      return typeof name === 'string' ? [{ name, span: placeOf(one, 'name') }] : [];
    }),
  ];
};

const primaryOf = ({ bound, config }: ModuleFile): readonly Named[] =>
  config.instances.flatMap(({ mirror }) => {
    const primary = mirror?.defaultPrimary;
    const service = bound.kind === 'module' ? childNamed(bound.root, 'service') : undefined;
    return typeof primary === 'object' && service !== undefined
      ? [{ name: primary.node, span: placeOf(service, 'defaultprim') }]
      : [];
  });

/** Nodes of the networks that a farm is watched on; of all networks where it names none that is known. */
const membersOf = ({ lans }: Farm, cluster: Cluster): readonly string[] => {
  const own = cluster.lans.filter(({ name }) => lans.some((lan) => lan.name === name));
  const nodes = (own.length === 0 ? cluster.lans : own).flatMap((lan) => lan.nodes);
  return [...new Set(nodes.map(({ name }) => name))];
};

const missingHosts = (farm: Farm, cluster: Cluster, file: string): Diagnostic[] =>
  farm.groups.flatMap(({ name: group, hosts, span }) => {
    if (hosts.length === 0) return [];
    const named = hosts.map(({ name }) => name);
    const members = membersOf(farm, cluster);
    const strange = named.filter((name) => !members.includes(name));
    // One that is misspelt is told as such.
    const missing = members.filter(
      (name) => !named.includes(name) && !strange.some((one) => suggest(one, [name]) !== undefined),
    );
    if (missing.length === 0) return [];
    return [diagnostic('HA4822', span, { group, nodes: missing.join(', '), file })];
  });

const ownAddresses = ({ config }: ModuleFile, { lans }: Cluster, file: string): Diagnostic[] => {
  const nodes = lans.flatMap((lan) => lan.nodes);
  return virtualAddressesOf(config).flatMap(({ host, span }) => {
    const owner = nodes.find((node) => node.host === host || node.localHost === host);
    return owner === undefined
      ? []
      : [diagnostic('HA4824', span, { host, node: owner.name, file })];
  });
};

/** What of a module does not fit the cluster of `file`. */
export const misfitsOf = (module: ModuleFile, cluster: Cluster, file: string): Diagnostic[] => {
  const nodes = [...new Set(cluster.lans.flatMap((lan) => lan.nodes.map(({ name }) => name)))];
  const lans = cluster.lans.map(({ name }) => name);
  const { farms } = module.config;
  return [
    ...unknown('HA4821', [...farms.flatMap(hostsOf), ...primaryOf(module)], nodes, file),
    ...farms.flatMap((farm) => missingHosts(farm, cluster, file)),
    ...unknown('HA4823', lansOf(module), lans, file),
    ...ownAddresses(module, cluster, file),
  ];
};
