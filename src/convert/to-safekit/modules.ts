// Which instances are one module: those of a sync group move together; any other moves alone.

import { all, arg, type BoundBlock, blockOf, entriesOf } from '../../syntax/tree.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import type { Notify } from '../../ir/model.ts';
import { type Choices, takenBy } from '../choices.ts';
import type { Directive } from '../directive.ts';
import { directiveAt, headsOf, type SourceMember, type SourceNode } from './source.ts';

type GroupSchema = (typeof keepalived)['vrrp_sync_group']['block'];

/** A sync group on one of the nodes. */
export interface GroupMember {
  readonly node: SourceNode;
  readonly name: string;
  readonly notify: Notify;
  readonly block: BoundBlock<GroupSchema> | undefined;
  readonly from: readonly Directive[];
}

export interface ModulePlan {
  readonly name: string;
  /** Its virtual routers; each has at most one member on a node. */
  readonly routers: readonly (readonly SourceMember[])[];
  readonly groups: readonly GroupMember[];
  /** Heads of blocks that it was made of. */
  readonly from: readonly Directive[];
}

const groupsIn = (node: SourceNode): GroupMember[] => {
  const statements = all(node.root, 'vrrp_sync_group');
  return node.config.syncGroups.flatMap((group): GroupMember[] => {
    const statement = statements.find((one) => one.span.start === group.span.start);
    if (statement === undefined) return [];
    const block = blockOf(statement);
    const lists = all(block, 'group');
    const from = [
      ...directiveAt(node, group.span),
      ...lists.flatMap(({ span, entries }) => [
        ...directiveAt(node, span),
        ...entries.flatMap((entry) => directiveAt(node, entry.span)),
      ]),
    ];
    return [{ node, name: group.name, notify: group.notify, block, from }];
  });
};

const memberNames = ({ block }: GroupMember): string[] =>
  all(block, 'group').flatMap((list) => entriesOf(list).flatMap((entry) => arg(entry, 0) ?? []));

const holds = (group: GroupMember, router: readonly SourceMember[]): boolean => {
  const names = memberNames(group);
  return router.some(({ node, instance }) => node === group.node && names.includes(instance.name));
};

/** A name as SafeKit takes it for a module. */
const moduleName = (name: string): string =>
  name.replace(/[^\w.-]+/g, '_').replace(/^[^A-Za-z0-9]+/, '') || 'module';

/** The modules of some routers, in the order of the files. */
export const planModules = (
  nodes: readonly SourceNode[],
  routers: readonly (readonly SourceMember[])[],
  choices: Choices,
): ModulePlan[] => {
  const groups = nodes.flatMap(groupsIn);
  const plans: { key: string; routers: (readonly SourceMember[])[]; groups: GroupMember[] }[] = [];
  for (const router of routers) {
    const around = groups.filter((group) => holds(group, router));
    const known = plans.find((plan) => plan.groups.some((one) => around.includes(one)));
    if (known === undefined) {
      const key = around[0]?.name ?? router[0]?.instance.name ?? 'module';
      plans.push({ key, routers: [router], groups: around });
      continue;
    }
    known.routers.push(router);
    for (const one of around) if (!known.groups.includes(one)) known.groups.push(one);
  }
  const taken = new Set<string>();
  const names: string[] = [];
  return plans.map((plan) => {
    let fallback = moduleName(plan.key);
    for (let at = 2; taken.has(fallback); at++) fallback = `${moduleName(plan.key)}_${at}`;
    taken.add(fallback);
    const from = [...plan.groups.flatMap((group) => group.from), ...headsOf(plan.routers.flat())];
    const name = choices.choose(`module.${plan.key}.name`, {
      form: 'name',
      fallback,
      why: 'the folder of the module, and its name in commands of SafeKit',
      about: from.slice(0, 1),
      objection: takenBy(names, 'module'),
    });
    taken.add(name);
    names.push(name);
    return { name, routers: plan.routers, groups: plan.groups, from };
  });
};
