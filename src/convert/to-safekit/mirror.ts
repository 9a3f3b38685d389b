// A module of virtual routers as userconfig.xml with its scripts.

import { attribute, element, type XmlElement } from '../document/xml.ts';
import type { Output } from '../document/output.ts';
import type { Context } from './context.ts';
import { defaultPrimary, heartElement } from './election.ts';
import { interfaceList, virtualIpsOf, type VirtualIp } from './interfaces.ts';
import type { ModulePlan } from './modules.ts';
import { moduleScripts } from './scripts.ts';
import { headsOf } from './source.ts';
import { checkersOf } from './trackers.ts';

export interface Module {
  readonly name: string;
  readonly root: XmlElement;
  readonly files: readonly Output[];
}

/** <user> makes SafeKit run scripts at all. */
const listOf = (name: string, children: readonly XmlElement[]): XmlElement[] =>
  children.length === 0 ? [] : [element(name, { children })];

const noteHeads = ({ groups, from }: ModulePlan, { trail }: Context): void => {
  const ofGroups = new Set(groups.flatMap((group) => group.from));
  trail.note(ofGroups, 'vrrp-sync-group');
  trail.note(
    from.filter((one) => !ofGroups.has(one)),
    'vrrp-instance',
  );
};

/** keepalived resets no connections when an address goes. */
export const vipElement = (children: readonly XmlElement[]): XmlElement =>
  element('vip', { attributes: [attribute('tcpreset', 'off')], children });

/** Routers of which only some of the files have a member. */
const noteMissing = ({ routers }: ModulePlan, { nodes, trail }: Context): void => {
  for (const router of routers) {
    const [first] = router;
    if (first === undefined || router.length === nodes.length) continue;
    trail.note(headsOf(router), 'on-one-node-only', { file: first.node.file });
  }
};

/** A module without the addresses that `isElsewhere` says are a farm's; null when none is left. */
export const mirrorModule = (
  plan: ModulePlan,
  isElsewhere: (ip: VirtualIp) => boolean,
  context: Context,
): Module | null => {
  const ips = virtualIpsOf(plan, context);
  const own = ips.filter((ip) => !isElsewhere(ip));
  if (ips.length > 0 && own.length === 0) return null;
  noteHeads(plan, context);
  noteMissing(plan, context);
  const scripts = moduleScripts(plan, context);
  const { checks, procs, programs } = checkersOf(plan, context);
  const files = [...scripts, ...programs];
  const needsUser = files.length > 0 || procs.length > 0;
  const service = element('service', {
    attributes: [attribute('mode', 'mirror', plan.from), defaultPrimary(plan, context)],
    children: [
      heartElement(plan, context),
      ...(own.length === 0 ? [] : [vipElement([interfaceList(own, false, context)])]),
      ...(needsUser ? [element('user')] : []),
      ...listOf('errd', procs),
      ...listOf('check', checks),
    ],
  });
  return { name: plan.name, root: element('safe', { children: [service] }), files };
};
