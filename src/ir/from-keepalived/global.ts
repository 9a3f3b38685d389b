// global_defs, of which a file may hold several: the last word counts.

import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  all,
  arg,
  type BoundBlock,
  type BoundStatement,
  blockOf,
  entriesOf,
  isOn,
  joinBlocks,
  one,
  optionValue,
  value,
} from '../../syntax/tree.ts';
import type { Firewall, Global, Instance, LvsTimeouts, Mail, SyncDaemon } from '../model.ts';
import { defined } from '../defined.ts';
import { mendName } from './vrrp.ts';

type Schema = typeof keepalived;
export type Root = BoundBlock<Schema>;
/** What of the rest of the file the settings refer to. */
export interface GlobalContext {
  readonly instances: readonly Instance[];
  readonly diagnostics: Diagnostic[];
}
type GlobalBlock = BoundBlock<Schema['global_defs']['block']>;

/** All global_defs blocks as one. */
export const joinGlobals = (root: Root): GlobalBlock =>
  joinBlocks(all(root, 'global_defs').flatMap((globals) => blockOf(globals) ?? []));

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

/** The instance that a sync daemon follows must be there; the id of its router is the daemon's too. */
const vridFor = (statement: BoundStatement, name: string, context: GlobalContext) => {
  const names = context.instances.map((instance) => instance.name);
  if (!names.includes(name)) {
    const values = { name, user: 'lvs_sync_daemon', mend: mendName(name, names) };
    const problem = diagnostic('HA3002', statement.span, values);
    // keepalived resolves the name when it starts, and goes on without.
    context.diagnostics.push(accepted(problem, true));
  }
  return context.instances.find((instance) => instance.name === name)?.vrid;
};

/** The old way: a line in the instance that is followed; the first one counts. */
const buildOldSyncDaemon = (root: Root, context: GlobalContext): SyncDaemon | undefined => {
  for (const statement of all(root, 'vrrp_instance')) {
    const line = one(blockOf(statement), 'lvs_sync_daemon_interface');
    const device = arg(line, 0);
    const name = arg(statement, 0);
    if (line === undefined || device === undefined || name === undefined) continue;
    const syncId = vridFor(line, name, context) ?? 0;
    return { interface: device, instance: name, syncId, span: line.span };
  }
  return undefined;
};

const buildSyncDaemon = (
  root: Root,
  block: GlobalBlock,
  context: GlobalContext,
): SyncDaemon | undefined => {
  const statement = one(block, 'lvs_sync_daemon');
  if (statement === undefined) return buildOldSyncDaemon(root, context);
  const device = arg(statement, 0);
  if (device === undefined) return undefined;
  const instance = optionValue(statement, 'inst') ?? arg(statement, 1);
  const vrid = instance === undefined ? undefined : vridFor(statement, instance, context);
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

/** The global settings. */
export const buildGlobal = (root: Root, context: GlobalContext): Global => {
  const block = joinGlobals(root);
  return defined<Global>({
    routerId: value(block, 'router_id'),
    mail: buildMail(block),
    defaultInterface: value(block, 'default_interface') ?? 'eth0',
    vrrpVersion: value(block, 'vrrp_version') === 3 ? 3 : 2,
    vmacPrefix: value(block, 'vmac_prefix') ?? 'vrrp',
    lvsTimeouts: buildTimeouts(block),
    syncDaemon: buildSyncDaemon(root, block, context),
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
  } as const;
};
