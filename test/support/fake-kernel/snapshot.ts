// The whole state of a fake kernel in a form that compares: what the kernel numbers by itself is left
// out, and order only counts where the kernel makes something of it.

import { networkOf } from '../../../src/base/ip.ts';
import { stableJson } from '../../../src/base/stable-json.ts';
import { listedObjects } from './nft.ts';
import type { FakeAddress, FakeLink, KernelState } from './state.ts';

type Plain = { readonly [member: string]: unknown };

const sortedBy = <T>(list: Iterable<T>, text: (item: T) => string): T[] =>
  [...list].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));

/** IPv4 addresses by network, each network in its order: the first is primary. */
const byNetwork = (addresses: readonly FakeAddress[]): Plain => {
  const networks: Record<string, Plain[]> = {};
  for (const { since, ...address } of addresses) {
    const { ip, peer, prefixLength } = address;
    const network = `${networkOf(peer ?? ip, prefixLength)}/${prefixLength}`;
    networks[network] = [...(networks[network] ?? []), address];
  }
  return networks;
};

const linkSnapshot = ({ index, inet, inet6, ...link }: FakeLink): Plain => ({
  ...link,
  inet: byNetwork(inet),
  inet6: sortedBy(
    inet6.map(({ since, ...address }) => address),
    ({ ip }) => ip,
  ),
});

const withoutHandles = (object: Plain): Plain =>
  Object.fromEntries(
    Object.entries(object).map(([type, body]) => {
      const { handle, ...rest } = body as Plain;
      const elements = rest['elem'] as unknown[] | undefined;
      return [
        type,
        elements === undefined ? rest : { ...rest, elem: sortedBy(elements, stableJson) },
      ];
    }),
  );

/** Objects by key, so that a difference names what differs. */
export const snapshot = (state: KernelState): Plain => {
  const parts: Record<string, unknown> = {};
  for (const link of state.links) parts[`link ${link.name}`] = linkSnapshot(link);
  for (const route of state.routes) {
    const { family, table, destination, tos, metric } = route;
    parts[`route ${family} ${table} ${destination} ${tos} ${metric}`] = route;
  }
  // Rules of one priority in their order: the first that matches counts.
  for (const rule of state.rules) {
    const line = `rules ${rule.family} ${rule.priority}`;
    parts[line] = [...((parts[line] as unknown[] | undefined) ?? []), rule];
  }
  for (const [name, value] of state.sysctls) parts[`sysctl ${name}`] = value;
  for (const table of state.tables) {
    const objects = listedObjects(state, table).map(withoutHandles);
    parts[`table ${table.family} ${table.name}`] = objects;
  }
  for (const { place, destinations, ...service } of state.ipvs.services) {
    parts[`service ${place}`] = service;
    for (const server of destinations) {
      parts[`server ${server.ip} ${server.port} of ${place}`] = server;
    }
  }
  for (const [role, daemon] of Object.entries(state.ipvs.daemons)) parts[`daemon ${role}`] = daemon;
  parts['timeouts'] = state.ipvs.timeouts;
  // The kernel goes on changing what it holds.
  return structuredClone(Object.fromEntries(sortedBy(Object.entries(parts), ([name]) => name)));
};

/** Names of the parts that are in one and not, or not the same, in the other. */
export const differingParts = (one: Plain, other: Plain): string[] => {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => stableJson(one[name]) !== stableJson(other[name]));
};
