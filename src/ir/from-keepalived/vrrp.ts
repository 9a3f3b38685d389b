// vrrp_instance, with the defaults keepalived fills in (vrrp_complete_instance).

import { type Family, familyOf } from '../../base/ip.ts';
import { vrrpMac } from '../../base/mac.ts';
import { suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  isNewerThan,
  unicastWithoutInterface,
  type Version,
} from '../../../grammars/keepalived/versions.ts';
import {
  all,
  arg,
  type BoundBlock,
  type BoundStatement,
  blockOf,
  entriesOf,
  isOn,
  isWritten,
  one,
  option,
  optionValue,
  value,
} from '../../syntax/tree.ts';
import type { Address, Instance, TrackedInterface, Vmac } from '../model.ts';
import { checkWholeInstance, type InstanceSurroundings } from './checks/instance.ts';
import { buildNotify } from './command.ts';
import { buildAddress, buildRoute, buildRule, type DefaultPriority } from './lines.ts';
import { defined } from '../defined.ts';

type Schema = typeof keepalived;
type InstanceStatement = BoundStatement<Schema['vrrp_instance']>;
type InstanceBlock = BoundBlock<Schema['vrrp_instance']['block']>;

/** What one instance needs to know of the rest of the file. */
export interface InstanceContext {
  readonly version: 2 | 3;
  readonly vmacPrefix: string;
  readonly strict: boolean;
  readonly smtpAlert: boolean;
  readonly defaultPriority: DefaultPriority;
  /** Names of virtual links given out so far. */
  readonly vmacNames: Set<string>;
  readonly target: Version;
  readonly surroundings: InstanceSurroundings;
  readonly diagnostics: Diagnostic[];
}

const isAddress = (address: Address | undefined): address is Address => address !== undefined;

const addressesOf = (
  block: InstanceBlock | undefined,
  keyword: 'virtual_ipaddress' | 'virtual_ipaddress_excluded',
  diagnostics: Diagnostic[],
) =>
  all(block, keyword).flatMap((list) =>
    entriesOf(list)
      .map((entry) => buildAddress(entry, diagnostics))
      .filter(isAddress),
  );

/** The addresses without those that keepalived skips, as an advert carries one family. */
const ofFamily = (
  addresses: readonly Address[],
  family: Family,
  name: string,
  diagnostics: Diagnostic[],
): Address[] =>
  addresses.filter(({ ip, span }) => {
    const isTaken = familyOf(ip) === family;
    if (!isTaken) diagnostics.push(diagnostic('HA3006', span, { ip, name }));
    return isTaken;
  });

/** keepalived's names: PREFIX.VRID, then PREFIX6.VRID for IPv6, then PREFIX1.VRID and so on. */
const freeVmacName = (prefix: string, vrid: number, family: Family, taken: Set<string>): string => {
  const candidates = [`${prefix}.${vrid}`, ...(family === 'inet6' ? [`${prefix}6.${vrid}`] : [])];
  for (let n = 1; n <= taken.size + 1; n++) candidates.push(`${prefix}${n}.${vrid}`);
  const free = candidates.find((name) => !taken.has(name)) ?? `${prefix}.${vrid}`;
  taken.add(free);
  return free;
};

const hexOctet = (value: number) => value.toString(16).padStart(2, '0');

/** Octets of two digits; the virtual router's id makes up for a sixth one that is not written. */
const completeMac = (text: string, vrid: number): string => {
  const octets = text.split(':').map((octet) => octet.padStart(2, '0'));
  return [...octets, hexOctet(vrid)].slice(0, 6).join(':').toLowerCase();
};

const buildVmac = (
  block: InstanceBlock | undefined,
  vrid: number,
  family: Family,
  context: InstanceContext,
): Vmac | undefined => {
  const statement = one(block, 'use_vmac');
  if (statement === undefined) return undefined;
  const words = [arg(statement, 0), arg(statement, 1)].filter((text) => text !== undefined);
  const mac = words.find((text) => text.includes(':'));
  const written = optionValue(statement, 'name') ?? words.find((text) => !text.includes(':'));
  if (written !== undefined) context.vmacNames.add(written);
  return defined<Vmac>({
    name: written ?? freeVmacName(context.vmacPrefix, vrid, family, context.vmacNames),
    mac: mac === undefined ? vrrpMac(vrid, family) : completeMac(mac, vrid),
    linkGroup: optionValue(statement, 'group'),
    span: statement.span,
  });
};

const buildAuthentication = (
  block: InstanceBlock | undefined,
  name: string,
  diagnostics: Diagnostic[],
): Instance['authentication'] => {
  const statement = one(block, 'authentication');
  if (statement === undefined) return undefined;
  const inner = blockOf(statement);
  const type = value(inner, 'auth_type');
  const password = one(inner, 'auth_pass');
  const secret = arg(password, 0);
  // RFC 2338 §5.3.6: the field has eight octets.
  if (secret !== undefined && secret.length > 8) {
    diagnostics.push(diagnostic('HA3024', password?.span ?? null, {}));
  }
  if (type === undefined || secret === undefined) {
    const missing = (['auth_type', 'auth_pass'] as const).find((word) => !one(inner, word));
    if (inner !== undefined && missing !== undefined) {
      diagnostics.push(diagnostic('HA3025', statement.span, { name, missing }));
    }
    return undefined;
  }
  return { type, secret: secret.slice(0, 8) };
};

const buildTracked = (block: InstanceBlock | undefined): TrackedInterface[] =>
  all(block, 'track_interface').flatMap((list) =>
    entriesOf(list).flatMap((entry) => {
      const name = arg(entry, 0);
      if (name === undefined) return [];
      const weight = optionValue(entry, 'weight') ?? 0;
      const reverse = option(entry, 'reverse') !== undefined;
      return [{ interface: name, weight, reverse, span: entry.span }];
    }),
  );

/** What an instance must have; a statement that is there but wrong has been reported already. */
const checkInstance = (
  instance: Instance,
  block: InstanceBlock | undefined,
  { target, diagnostics }: InstanceContext,
): void => {
  const { name, span } = instance;
  if (block === undefined) return;
  const has = (keyword: string) => isWritten(block, keyword);
  const hasLines = all(block, 'virtual_ipaddress').some((list) => list.entries.length > 0);
  if (!hasLines) diagnostics.push(diagnostic('HA3007', span, { name }));
  const byUnicast =
    instance.sourceIp !== undefined && !isNewerThan(unicastWithoutInterface, target);
  if (!has('interface') && !byUnicast) {
    diagnostics.push(diagnostic('HA3004', span, { name }));
  }
  if (!has('virtual_router_id')) diagnostics.push(diagnostic('HA3005', span, { name }));
};

const buildInstance = (
  statement: InstanceStatement,
  name: string,
  context: InstanceContext,
): Instance => {
  const { diagnostics } = context;
  const block = blockOf(statement);
  const written = addressesOf(block, 'virtual_ipaddress', diagnostics);
  const sourceIp = value(block, 'mcast_src_ip');
  const first = written[0]?.ip ?? sourceIp;
  const isNative6 = one(block, 'native_ipv6') !== undefined;
  const family = first === undefined ? (isNative6 ? 'inet6' : 'inet') : familyOf(first);
  const addresses = ofFamily(written, family, name, diagnostics);
  const role = value(block, 'state');
  const owner = value(block, 'priority') === 255;
  const state = role === 'MASTER' || (role === undefined && owner) ? 'master' : 'backup';
  const strict = isOn(block, 'strict_mode', context.strict);
  const refuses = one(block, 'no_accept') !== undefined || strict;
  const vrid = value(block, 'virtual_router_id');
  const peers = all(block, 'unicast_peer').flatMap((list) =>
    entriesOf(list).flatMap((entry) => arg(entry, 0) ?? []),
  );
  const written3 = value(block, 'version') === 3 || family === 'inet6';
  const spoken = written3 ? 3 : one(block, 'version') ? 2 : context.version;
  // Strict mode allows it since version 3 only.
  const accepts = one(block, 'accept') !== undefined && !(strict && spoken === 2);
  const instance = defined<Instance>({
    name,
    initialState: state,
    interface: value(block, 'interface'),
    family,
    vrid,
    version: spoken,
    priority: value(block, 'priority') ?? (state === 'master' ? 255 : 100),
    advertIntervalMs: (value(block, 'advert_int') ?? 1) * 1000,
    authentication: buildAuthentication(block, name, diagnostics),
    sourceIp,
    unicastPeers: peers,
    multicastGroup: value(block, 'mcast_dst_ip'),
    vmac: buildVmac(block, vrid ?? 0, family, context),
    // A unicast peer cannot be reached from a macvlan in private mode on the same host.
    transmitOnBase: one(block, 'vmac_xmit_base') !== undefined || peers.length > 0,
    accept: accepts || !refuses,
    promoteSecondaries: one(block, 'promote_secondaries') !== undefined,
    addresses,
    excludedAddresses: addressesOf(block, 'virtual_ipaddress_excluded', diagnostics),
    routes: all(block, 'virtual_routes').flatMap((list) =>
      entriesOf(list).flatMap((entry) => buildRoute(entry, context) ?? []),
    ),
    rules: all(block, 'virtual_rules').flatMap((list) =>
      entriesOf(list).flatMap((entry) => buildRule(entry, context) ?? []),
    ),
    trackedInterfaces: buildTracked(block),
    notify: buildNotify([
      ['master', one(block, 'notify_master')],
      ['backup', one(block, 'notify_backup')],
      ['fault', one(block, 'notify_fault')],
      ['stop', one(block, 'notify_stop')],
      ['any', one(block, 'notify')],
    ]),
    smtpAlert: isOn(block, 'smtp_alert', context.smtpAlert),
    unplanned: (['use_ipvlan', 'use_vmac_addr'] as const).filter((word) => one(block, word)),
    span: statement.span,
  });
  checkInstance(instance, block, context);
  if (block !== undefined) {
    const { target, surroundings } = context;
    checkWholeInstance({ block, instance, strict, target, diagnostics }, surroundings);
  }
  return instance;
};

/** The instances of a file, in its order; a second one of a name is reported and left out. */
export const buildInstances = (
  statements: readonly InstanceStatement[],
  context: InstanceContext,
): Instance[] => {
  const byName = new Map<string, Instance>();
  for (const statement of statements) {
    const name = arg(statement, 0);
    if (name === undefined) continue;
    const first = byName.get(name);
    if (first === undefined) {
      byName.set(name, buildInstance(statement, name, context));
      continue;
    }
    const labels = [{ span: first.span, text: 'first defined here' }];
    const values = { keyword: 'vrrp_instance', name };
    context.diagnostics.push(diagnostic('HA3001', statement.span, values, labels));
  }
  return [...byName.values()];
};

const sharesPeers = (a: Instance, b: Instance): boolean =>
  a.unicastPeers.length === 0 && b.unicastPeers.length === 0
    ? true
    : a.unicastPeers.some((peer) => b.unicastPeers.includes(peer));

/** Two virtual routers of one id on a link, RFC 9568 §5.2.3: the id tells them apart. */
export const checkVrids = (instances: readonly Instance[], diagnostics: Diagnostic[]): void => {
  const seen = new Map<string, Instance>();
  for (const instance of instances) {
    const { interface: device, vrid, family, name, multicastGroup = '' } = instance;
    if (device === undefined || vrid === undefined) continue;
    const key = `${device} ${vrid} ${family} ${multicastGroup}`;
    const other = seen.get(key);
    seen.set(key, instance);
    if (other === undefined || !sharesPeers(instance, other)) continue;
    const values = { name, other: other.name, vrid, interface: device };
    const labels = [{ span: other.span, text: 'the other one' }];
    const familyName = family === 'inet' ? 'IPv4' : 'IPv6';
    diagnostics.push(
      diagnostic('HA3008', instance.span, { ...values, family: familyName }, labels),
    );
  }
};

/** How to mend the name of an instance that is not there. */
export const mendName = (name: string, known: readonly string[]): string => {
  const near = suggest(name, known);
  return near === undefined ? 'define it, or remove the name' : `did you mean "${near}"?`;
};
