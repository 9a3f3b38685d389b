// Bound tree -> IR, the whole file: builds each part and checks what only shows between them.

import { moved, type Span } from '../../base/span.ts';
import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import { newest, type Version } from '../../../grammars/keepalived/versions.ts';
import type { BlockShape } from '../../syntax/shape.ts';
import { all, arg, type BoundBlock, blockOf, entriesOf, isWritten } from '../../syntax/tree.ts';
import type { Address, Config, IdleKeyword, Listener, Route, Rule, Service } from '../model.ts';
import { buildGlobal, instanceDefaults, type Root } from './global.ts';
import { buildAddress, buildRoute, buildRule, byPlace, countDownPriorities } from './lines.ts';
import { buildGroup, type GroupListener } from './listeners.ts';
import { buildServices } from './lvs.ts';
import { checkBfd } from './checks/bfd.ts';
import { checkGarpGroups } from './checks/garp-groups.ts';
import { checkTrackGroups } from './checks/track-groups.ts';
import { trackersOf } from './checks/trackers.ts';
import { settingsOf } from './settings.ts';
import { buildSyncGroups, groupTracking } from './sync-groups.ts';
import { buildInstances, checkVrids, type InstanceContext } from './vrrp.ts';

type Schema = typeof keepalived;

const buildStaticAddresses = (root: Root, device: string, diagnostics: Diagnostic[]): Address[] => {
  const isChosen = all(root, 'global_defs').some((globals) =>
    isWritten(blockOf(globals), 'default_interface'),
  );
  return all(root, 'static_ipaddress').flatMap((list) =>
    entriesOf(list).flatMap((entry) => {
      const address = buildAddress(entry, diagnostics);
      if (address === undefined) return [];
      if (address.device !== undefined) return [address];
      const values = { ip: address.ip, interface: device };
      if (!isChosen) diagnostics.push(diagnostic('HA3016', entry.span, values));
      return [{ ...address, device }];
    }),
  );
};

const buildGroups = (root: Root, diagnostics: Diagnostic[]): Map<string, GroupListener[]> => {
  const groups = new Map<string, GroupListener[]>();
  for (const group of all(root, 'virtual_server_group')) {
    const name = arg(group, 0);
    if (name !== undefined) groups.set(name, buildGroup(group, diagnostics));
  }
  return groups;
};

/** What a listener is called in diagnostics, and equal for equal traffic. */
const trafficOf = (listener: Listener, protocol: string): string =>
  listener.kind === 'fwmark'
    ? `fwmark ${listener.mark} ${listener.family}`
    : `${protocol} ${listener.ip} ${listener.port}`;

/** A group that serves several protocols has its marks once, with the servers of all of them. */
const sharesMark = (listener: Listener, service: Service, other: Service): boolean =>
  listener.kind === 'fwmark' && service.group !== undefined && service.group === other.group;

/** Groups that many services use; beyond that nobody waits for the comparison. */
const maxCompared = 500_000;

const checkServices = (services: readonly Service[], diagnostics: Diagnostic[]): void => {
  const seen = new Map<string, Service>();
  for (const service of services) {
    if (seen.size > maxCompared) return;
    for (const listener of service.listeners) {
      const traffic = trafficOf(listener, service.protocol);
      const other = seen.get(traffic);
      seen.set(traffic, service);
      // What overlaps in one group is one service of the kernel.
      if (other === undefined || other === service || sharesMark(listener, service, other))
        continue;
      const labels = [{ span: other.span, text: 'first used here' }];
      const problem = diagnostic('HA3012', service.span, { service: traffic }, labels);
      diagnostics.push(accepted(problem, true));
      break;
    }
  }
};

/** Counts the keywords that are read and then left alone; those inside such a block do not count. */
const idleKeywords = (root: BoundBlock): IdleKeyword[] => {
  const found = new Map<string, { keyword: string; count: number; span: Span }>();
  const visit = ({ statements }: BlockShape, base: number): void => {
    for (const { line, offset, open, block } of statements) {
      if (line.spec.applies === 'plan') {
        if (block !== undefined) visit(block, base + open);
        continue;
      }
      const { keyword } = line;
      const known = found.get(keyword);
      if (known !== undefined) known.count++;
      else found.set(keyword, { keyword, count: 1, span: moved(line.span, base + offset) });
    }
  };
  visit(root.shape, root.base);
  return [...found.values()].sort(byPlace);
};

const buildStaticRules = (root: Root, context: InstanceContext): Rule[] =>
  all(root, 'static_rules').flatMap((list) =>
    entriesOf(list).flatMap((entry) => buildRule(entry, context) ?? []),
  );

const ruleEntries = (root: Root) => [
  ...all(root, 'static_rules').flatMap(entriesOf),
  ...all(root, 'vrrp_instance').flatMap((instance) =>
    all(blockOf(instance), 'virtual_rules').flatMap(entriesOf),
  ),
];

/** The IR of a bound file; total: what cannot be built is left out and reported. */
export const buildConfig = (
  root: BoundBlock<Schema>,
  target: Version = newest,
): { config: Config; diagnostics: Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const context: InstanceContext = {
    ...instanceDefaults(root),
    defaultPriority: countDownPriorities(ruleEntries(root)),
    vmacNames: new Set(),
    target,
    surroundings: {
      trackers: trackersOf(root, diagnostics),
      linkNames: new Map(),
      groups: groupTracking(all(root, 'vrrp_sync_group')),
    },
    diagnostics,
  };
  const rules = buildStaticRules(root, context);
  const instances = buildInstances(all(root, 'vrrp_instance'), context);
  const syncGroups = buildSyncGroups(all(root, 'vrrp_sync_group'), instances, context);
  checkVrids(instances, diagnostics);
  const global = buildGlobal(root, { instances, diagnostics });
  const routes: Route[] = all(root, 'static_routes').flatMap((list) =>
    entriesOf(list).flatMap((entry) => buildRoute(entry, context) ?? []),
  );
  const groups = buildGroups(root, diagnostics);
  const services = buildServices(all(root, 'virtual_server'), {
    groups,
    trackers: context.surroundings.trackers,
    diagnostics,
  });
  checkServices(services, diagnostics);
  const addresses = buildStaticAddresses(root, global.defaultInterface, diagnostics);
  checkBfd(root, diagnostics);
  checkGarpGroups(root, diagnostics);
  checkTrackGroups(root, diagnostics);
  return {
    config: {
      global,
      addresses,
      routes,
      rules,
      instances,
      syncGroups,
      services,
      farms: [],
      get idle() {
        return idleKeywords(root);
      },
      get settings() {
        return settingsOf(root);
      },
    },
    diagnostics: diagnostics.sort(bySpan),
  };
};

const bySpan = (a: Diagnostic, b: Diagnostic): number =>
  (a.span?.start ?? 0) - (b.span?.start ?? 0);
