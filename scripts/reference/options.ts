// The words inside of lines, by the name that the list has for the kind of line.

import { keepalived } from '../../grammars/keepalived/index.ts';
import type { EntrySpec, OptionTable } from '../../grammars/schema.ts';

const { vrrp_instance, static_ipaddress, static_routes, static_rules } = keepalived;
const { block: instance } = vrrp_instance;

const wordsOf = (...entries: readonly EntrySpec[]): Set<string> =>
  new Set(
    entries.flatMap(({ args, options = {} }) => [
      ...Object.keys(options),
      ...args.flatMap(({ values = [] }) => values),
    ]),
  );

const routeOptions: OptionTable = instance.virtual_routes.entries.options;
const startedBy = (word: string): Set<string> =>
  new Set(Object.keys(routeOptions[word]?.starts ?? {}));

const tables: Readonly<Record<string, Set<string>>> = {
  '<address-line>': wordsOf(instance.virtual_ipaddress.entries, static_ipaddress.entries),
  '<route-line>': wordsOf(instance.virtual_routes.entries, static_routes.entries),
  '<route-line>.nexthop': startedBy('nexthop'),
  '<route-line>.encap': startedBy('encap'),
  '<rule-line>': wordsOf(instance.virtual_rules.entries, static_rules.entries),
  '<track-line>': wordsOf(instance.track_script.entries, instance.track_interface.entries),
  '<unicast_peer-line>': wordsOf(instance.unicast_peer.entries),
  '<virtual_server_group-line>': wordsOf(keepalived.virtual_server_group.entries),
  '<linkbeat_interfaces-line>': wordsOf(keepalived.linkbeat_interfaces.entries),
};

/** The words that a kind of line may hold. */
export const optionsOf = (kind: string): ReadonlySet<string> => tables[kind] ?? new Set();
