// vrrp_sync_group: instances that change state together.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  all,
  arg,
  type BoundStatement,
  blockOf,
  entriesOf,
  isOn,
  isWritten,
  one,
} from '../../syntax/tree.ts';
import type { Instance, SyncGroup } from '../model.ts';
import { trackedBy } from './checks/trackers.ts';
import type { GroupTracking } from './checks/tracking.ts';
import { buildNotify } from './command.ts';
import { type InstanceContext, mendName } from './vrrp.ts';

type Statement = BoundStatement<(typeof keepalived)['vrrp_sync_group']>;

interface Member {
  readonly name: string;
  readonly span: Span;
}

/** Where each instance was named first. */
type Taken = Map<string, { readonly group: string; readonly span: Span }>;

const membersOf = (statement: Statement): Member[] =>
  all(blockOf(statement), 'group').flatMap((list) =>
    entriesOf(list).flatMap((entry): Member[] => {
      const name = arg(entry, 0);
      return name === undefined ? [] : [{ name, span: entry.span }];
    }),
  );

/** What the groups say about tracking, by the instances that they name first. */
export const groupTracking = (statements: readonly Statement[]): Map<string, GroupTracking> => {
  const tracking = new Map<string, GroupTracking>();
  for (const statement of statements) {
    const block = blockOf(statement);
    const name = arg(statement, 0) ?? '';
    const interfaces = all(block, 'track_interface').flatMap((list) =>
      entriesOf(list).flatMap((entry) => arg(entry, 0) ?? []),
    );
    const allowsWeights =
      isWritten(block, 'sync_group_tracking_weight') || isWritten(block, 'global_tracking');
    for (const member of membersOf(statement)) {
      if (!tracking.has(member.name))
        tracking.set(member.name, { name, interfaces, allowsWeights });
    }
  }
  return tracking;
};

const checkMember = (
  { name, span }: Member,
  group: string,
  names: readonly string[],
): Diagnostic[] => {
  if (names.includes(name)) return [];
  const values = { name, user: `vrrp_sync_group "${group}"`, mend: mendName(name, names) };
  return [diagnostic('HA3002', span, values)];
};

/** An instance can follow one group. */
const checkTaken = ({ name, span }: Member, group: string, taken: Taken): Diagnostic[] => {
  const other = taken.get(name);
  taken.set(name, { group, span });
  if (other === undefined) return [];
  const labels = [{ span: other.span, text: 'also a member here' }];
  if (other.group !== group) return [diagnostic('HA3003', span, { name }, labels)];
  const values = { entry: name, keyword: 'group', name: group };
  return [diagnostic('HA3041', span, values, labels)];
};

/** A group keeps at least two instances in step. */
const checkSize = (
  { span, block }: Statement,
  name: string,
  written: number,
  known: number,
  diagnostics: Diagnostic[],
): void => {
  if (block === undefined) return;
  if (written === 0) {
    const mend = 'add: group { INSTANCE INSTANCE }, a name on each line';
    const values = { keyword: 'vrrp_sync_group', name, missing: 'group', mend };
    diagnostics.push(diagnostic('HA3043', span, values));
  } else if (known === 1) diagnostics.push(diagnostic('HA3044', span, { name }));
};

const buildGroup = (
  statement: Statement,
  name: string,
  members: readonly string[],
  smtpAlert: boolean,
): SyncGroup => {
  const block = blockOf(statement);
  return {
    name,
    members,
    notify: buildNotify([
      ['master', one(block, 'notify_master')],
      ['backup', one(block, 'notify_backup')],
      ['fault', one(block, 'notify_fault')],
      ['stop', one(block, 'notify_stop')],
      ['any', one(block, 'notify')],
    ]),
    smtpAlert: isOn(block, 'smtp_alert', smtpAlert),
    span: statement.span,
  };
};

/** The sync groups; a second one of a name and members that do not exist are reported, not built. */
export const buildSyncGroups = (
  statements: readonly Statement[],
  instances: readonly Instance[],
  { smtpAlert, surroundings, diagnostics }: InstanceContext,
): SyncGroup[] => {
  const names = instances.map(({ name }) => name);
  const taken: Taken = new Map();
  const groups = new Map<string, SyncGroup>();
  for (const statement of statements) {
    const name = arg(statement, 0);
    if (name === undefined) continue;
    const first = groups.get(name);
    if (first !== undefined) {
      const labels = [{ span: first.span, text: 'first defined here' }];
      const values = { keyword: 'vrrp_sync_group', name };
      diagnostics.push(diagnostic('HA3001', statement.span, values, labels));
      continue;
    }
    const members = membersOf(statement);
    for (const member of members) {
      diagnostics.push(...checkMember(member, name, names), ...checkTaken(member, name, taken));
    }
    const known = members.map((member) => member.name).filter((member) => names.includes(member));
    checkSize(statement, name, members.length, known.length, diagnostics);
    trackedBy(blockOf(statement), surroundings.trackers, diagnostics);
    groups.set(name, buildGroup(statement, name, known, smtpAlert));
  }
  return [...groups.values()];
};
