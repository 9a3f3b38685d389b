// global_defs, of which a file may hold several: the last word counts.

import type { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  all,
  arg,
  type BoundBlock,
  type BoundStatement,
  blockOf,
  entriesOf,
  isOn,
  one,
  option,
  optionValue,
  value,
} from '../../syntax/tree.ts';
import type { Firewall, Global, LvsTimeouts, Mail, SyncDaemon } from '../model.ts';
import { defined } from './lines.ts';

type Schema = typeof keepalived;
export type Root = BoundBlock<Schema>;
type GlobalBlock = BoundBlock<Schema['global_defs']['block']>;

/** All global_defs blocks as one. */
const joinGlobals = (root: Root): GlobalBlock => {
  const statements = new Map<string, BoundStatement[]>();
  for (const globals of all(root, 'global_defs')) {
    for (const [keyword, list] of blockOf(globals)?.statements ?? []) {
      statements.set(keyword, [...(statements.get(keyword) ?? []), ...list]);
    }
  }
  return { statements };
};

const buildMail = (block: GlobalBlock): Mail | undefined => {
  const to = all(block, 'notification_email').flatMap((list) =>
    entriesOf(list).flatMap((entry) => arg(entry, 0) ?? []),
  );
  const server = one(block, 'smtp_server');
  if (to.length === 0 && server === undefined) return undefined;
  return defined<Mail>({
    to,
    from: value(block, 'notification_email_from'),
    server: arg(server, 0),
    serverPort: arg(server, 1),
    connectTimeoutS: value(block, 'smtp_connect_timeout') ?? 30,
  });
};

const buildTimeouts = (block: GlobalBlock): LvsTimeouts | undefined => {
  const statement = one(block, 'lvs_timeouts');
  if (statement === undefined) return undefined;
  return defined<LvsTimeouts>({
    tcpS: optionValue(statement, 'tcp'),
    tcpFinS: optionValue(statement, 'tcpfin'),
    udpS: optionValue(statement, 'udp'),
    span: statement.span,
  });
};

const buildSyncDaemon = (
  block: GlobalBlock,
  vridOf: (instance: string) => number | undefined,
): SyncDaemon | undefined => {
  const statement = one(block, 'lvs_sync_daemon');
  const device = arg(statement, 0);
  if (statement === undefined || device === undefined) return undefined;
  const instance = optionValue(statement, 'inst') ?? arg(statement, 1);
  const vrid = instance === undefined ? undefined : vridOf(instance);
  return defined<SyncDaemon>({
    interface: device,
    instance,
    syncId: optionValue(statement, 'id') ?? vrid ?? 0,
    maxLengthBytes: optionValue(statement, 'maxlen'),
    port: optionValue(statement, 'port'),
    ttl: optionValue(statement, 'ttl'),
    group: optionValue(statement, 'group'),
    span: statement.span,
  });
};

/** Table names of our own where the file names none: keepalived deletes its `keepalived` at start. */
const buildFirewall = (block: GlobalBlock): Firewall => {
  const ipvs = one(block, 'nftables_ipvs');
  return defined<Firewall>({
    table: value(block, 'nftables') ?? 'hactl',
    priority: value(block, 'nftables_priority') ?? -1,
    counters: one(block, 'nftables_counters') !== undefined,
    byIfindex: one(block, 'nftables_ifindex') !== undefined,
    ipvs: ipvs && {
      table: arg(ipvs, 0) ?? 'hactl_ipvs',
      priority: value(block, 'nftables_ipvs_priority') ?? -1,
      firstMark: value(block, 'nftables_ipvs_start_fwmark') ?? 1000,
    },
  });
};

/** The global settings; `vridOf` looks up an instance, for the sync daemon's default id. */
export const buildGlobal = (
  root: Root,
  vridOf: (instance: string) => number | undefined,
): Global => {
  const block = joinGlobals(root);
  return defined<Global>({
    routerId: value(block, 'router_id'),
    mail: buildMail(block),
    defaultInterface: value(block, 'default_interface') ?? 'eth0',
    vrrpVersion: value(block, 'vrrp_version') === 3 ? 3 : 2,
    vmacPrefix: value(block, 'vmac_prefix') ?? 'vrrp',
    lvsTimeouts: buildTimeouts(block),
    syncDaemon: buildSyncDaemon(block, vridOf),
    firewall: buildFirewall(block),
  });
};

/** The settings that instances need while they are built. */
export const instanceDefaults = (root: Root) => {
  const block = joinGlobals(root);
  return {
    version: value(block, 'vrrp_version') === 3 ? 3 : 2,
    vmacPrefix: value(block, 'vmac_prefix') ?? 'vrrp',
    strict: isOn(block, 'vrrp_strict'),
    smtpAlert: isOn(block, 'smtp_alert_vrrp') || isOn(block, 'smtp_alert'),
    hasSyncDaemon: option(one(block, 'lvs_sync_daemon'), 'id') !== undefined,
  } as const;
};
