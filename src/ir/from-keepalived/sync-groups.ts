// vrrp_sync_group: instances that change state together.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import { all, arg, type BoundStatement, blockOf, entriesOf, isOn, one } from '../../syntax/tree.ts';
import type { Instance, SyncGroup } from '../model.ts';
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
  if (other === undefined || other.group === group) return [];
  return [diagnostic('HA3003', span, { name }, [{ span: other.span, text: 'also a member here' }])];
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
    smtpAlert: one(block, 'smtp_alert') ? isOn(block, 'smtp_alert') : smtpAlert,
    span: statement.span,
  };
};

/** The sync groups; a second one of a name and members that do not exist are reported, not built. */
export const buildSyncGroups = (
  statements: readonly Statement[],
  instances: readonly Instance[],
  { smtpAlert, diagnostics }: Pick<InstanceContext, 'smtpAlert' | 'diagnostics'>,
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
    groups.set(name, buildGroup(statement, name, known, smtpAlert));
  }
  return [...groups.values()];
};
