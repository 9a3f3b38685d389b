// Which instance is master, backup or in fault, from what the user says and what a daemon reports.

import { suggest } from '../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Config, SyncGroup } from '../ir/model.ts';
import type { Role, World } from '../ir/world.ts';

export interface RoleOption {
  /** An instance, a sync group, or `all`. */
  readonly name: string;
  readonly role: Role;
}

const unknownName = (config: Config, name: string): Diagnostic => {
  if (config.farms.some(({ module }) => module === name)) {
    const mend = 'a farm module has no roles; --members says whether this node is there';
    return diagnostic('HA5004', null, { name, mend });
  }
  const known = [...config.instances, ...config.syncGroups].map((one) => one.name);
  const near = suggest(name, known);
  const list = known.length === 0 ? 'the file has none' : `the file has ${known.join(', ')}`;
  const mend = near === undefined ? `${list}; all means every instance` : `did you mean "${near}"?`;
  return diagnostic('HA5004', null, { name, mend });
};

/** The group whose role a name decides. */
const groupFor = (config: Config, name: string): SyncGroup | undefined =>
  config.syncGroups.find((group) => group.name === name || group.members.includes(name));

const clash = (group: SyncGroup, first: RoleOption, second: RoleOption): Diagnostic =>
  diagnostic('HA5005', group.span, {
    group: group.name,
    first: first.name,
    firstRole: first.role,
    second: second.name,
    secondRole: second.role,
  });

/** Names that have two roles. */
const contradictions = (options: readonly RoleOption[]): Diagnostic[] => {
  const roles = new Map<string, Role>();
  const found: Diagnostic[] = [];
  for (const { name, role } of options) {
    const first = roles.get(name) ?? role;
    roles.set(name, first);
    if (first !== role) found.push(diagnostic('HA5030', null, { name, first, second: role }));
  }
  return found;
};

/**
 * The world with the roles that the options give. An option for a name goes before one for `all`; a
 * sync group and its members share one role, so giving it to one of them gives it to all.
 */
export const assignRoles = (
  config: Config,
  options: readonly RoleOption[],
  world: World,
): { world: World; diagnostics: readonly Diagnostic[] } => {
  const roles = new Map<string, Role>(world.roles);
  const diagnostics = contradictions(options);
  const given = new Map<SyncGroup, RoleOption>();
  for (const { role } of options.filter(({ name }) => name === 'all')) {
    for (const instance of config.instances) roles.set(instance.name, role);
  }
  for (const option of options) {
    if (option.name === 'all') continue;
    const group = groupFor(config, option.name);
    const isInstance = config.instances.some(({ name }) => name === option.name);
    if (group === undefined && !isInstance) diagnostics.push(unknownName(config, option.name));
    const before = group && given.get(group);
    const isClash = before !== undefined && before.role !== option.role;
    if (group !== undefined && isClash && before.name !== option.name) {
      diagnostics.push(clash(group, before, option));
    }
    if (group !== undefined) given.set(group, option);
    for (const name of group?.members ?? [option.name]) roles.set(name, option.role);
  }
  const source = options.length > 0 ? 'options' : world.source;
  return { world: { ...world, roles, source }, diagnostics };
};
