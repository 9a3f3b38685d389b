// Who is primary, and when a node counts as gone: priorities and adverts as defaultprim and heartbeats.

import { isWritten, value } from '../../syntax/tree.ts';
import type { Directive } from '../directive.ts';
import { noneOf } from '../choices.ts';
import { attribute, element, type XmlAttribute, type XmlElement } from '../document/xml.ts';
import type { Context } from './context.ts';
import type { ModulePlan } from './modules.ts';
import { interfaceOf, lanOf, type NodePlan } from './nodes.ts';
import { type SourceMember, writtenByAll } from './source.ts';

/** keepalived ignores nopreempt where the state is MASTER. */
const keepsRole = ({ instance, block }: SourceMember): boolean =>
  isWritten(block, 'nopreempt') && instance.initialState === 'backup';

interface Primary {
  readonly name: string;
  /** Whether both nodes were asked. */
  readonly isSure: boolean;
}

const primaryOf = (router: readonly SourceMember[], nodes: readonly NodePlan[]): Primary => {
  const nameOf = (member: SourceMember | undefined): string =>
    nodes.find(({ source }) => source === member?.node)?.name ?? nodes[0]?.name ?? 'alone';
  const [one, other] = router;
  if (one === undefined) return { name: 'alone', isSure: true };
  if (other === undefined) {
    if (keepsRole(one)) return { name: 'alone', isSure: true };
    const isHere = one.instance.initialState === 'master';
    const elsewhere = nodes.find(({ source }) => source === undefined)?.name ?? 'alone';
    return { name: isHere ? nameOf(one) : elsewhere, isSure: false };
  }
  const [a, b] = [one.instance.priority, other.instance.priority];
  const higher = a > b ? one : other;
  if (a === b || keepsRole(higher)) return { name: 'alone', isSure: true };
  return { name: nameOf(higher), isSure: true };
};

const meaningOf = (primary: string): string =>
  primary === 'alone'
    ? 'the node that has the role keeps it'
    : `${primary} takes the role back when it returns`;

/** The attribute defaultprim of a module, as its first router elects. */
export const defaultPrimary = (plan: ModulePlan, context: Context): XmlAttribute => {
  const { cluster, choices, trail } = context;
  const members = plan.routers.flat();
  const from = writtenByAll(members, 'state', 'priority', 'nopreempt', 'preempt');
  const found = primaryOf(plan.routers[0] ?? [], cluster.nodes);
  const key = `module.${plan.name}.defaultprim`;
  const name = choices.choose(key, {
    form: 'primary',
    fallback: found.name,
    why: 'as priorities, states and nopreempt say it',
    about: from,
    objection: noneOf(cluster.nodes.map((node) => node.name)),
  });
  if (found.isSure || choices.isGiven(key))
    trail.note(from, 'election', { primary: name, meaning: meaningOf(name) });
  else trail.note(from, 'election-guessed', { primary: name });
  return attribute('defaultprim', name, from);
};

/** RFC 9568 §6.1: a master is down after three adverts, unless down_timer_adverts says other. */
const timersOf = ({ instance, block }: SourceMember): { pulseMs: number; timeoutMs: number } => {
  const pulseMs = Math.max(1, Math.round(instance.advertIntervalMs));
  return { pulseMs, timeoutMs: pulseMs * (value(block, 'down_timer_adverts') ?? 3) };
};

/** A module has one heartbeat: timers of other instances are not taken where they are others. */
const noteOtherTimers = (members: readonly SourceMember[], trail: Context['trail']): void => {
  const [first] = members;
  if (first === undefined) return;
  const own = timersOf(first);
  const values = { file: first.node.file };
  const unlike = members.filter((member) => {
    const { pulseMs, timeoutMs } = timersOf(member);
    return pulseMs !== own.pulseMs || timeoutMs !== own.timeoutMs;
  });
  const timersIn = (member: SourceMember) =>
    writtenByAll([member], 'advert_int', 'down_timer_adverts');
  for (const member of unlike) {
    const theirs = timersIn(member);
    if (member.node === first.node)
      trail.note(theirs, 'timers-of-first', { instance: first.instance.name });
    else trail.note(theirs, 'taken-from-first', values);
    // Nothing of that instance can say it where it keeps to the default.
    if (theirs.length === 0) trail.note(timersIn(first), 'nodes-differ', values);
  }
};

/** The networks that the adverts of a module went over; the first of the cluster when none of them is known. */
const lansOf = ({ routers }: ModulePlan, { cluster }: Context) => {
  const found = routers.flatMap((router) => lanOf(cluster, router) ?? []);
  return [...new Set(found.length > 0 ? found : cluster.lans.slice(0, 1))];
};

/** The networks of a module, and the directives that they were made of. */
export const heartbeatLans = (
  plan: ModulePlan,
  context: Context,
): { readonly name: string; readonly from: readonly Directive[] }[] => {
  const { trail } = context;
  const members = plan.routers.flat();
  const known = lansOf(plan, context);
  const peers = writtenByAll(members, 'unicast_src_ip', 'mcast_src_ip', 'unicast_peer');
  trail.note(peers, 'peer-address');
  for (const router of plan.routers) {
    if (lanOf(context.cluster, router) !== undefined) continue;
    const device = interfaceOf(router);
    const keys = context.cluster.nodes.map((_, at) => `node.${at + 1}.address.${device}`);
    const values = { keys: keys.join(' and ') };
    trail.note(writtenByAll(router, 'interface'), 'interface-without-heartbeat', values);
  }
  return known.map((lan) => {
    const own = plan.routers.filter((router) => lanOf(context.cluster, router) === lan).flat();
    const from = writtenByAll(own, 'interface');
    const keys = lan.open.join(' and ');
    if (keys === '') trail.note(from, 'heartbeat-network', { lan: lan.name });
    else trail.note(from, 'heartbeat-open', { lan: lan.name, keys });
    return {
      name: lan.name,
      from: [...from, ...writtenByAll(own, 'unicast_src_ip', 'mcast_src_ip', 'unicast_peer')],
    };
  });
};

/** The <heart> of a module. */
export const heartElement = (plan: ModulePlan, context: Context): XmlElement => {
  const { choices, trail } = context;
  const members = plan.routers.flat();
  const [first] = members;
  const { pulseMs, timeoutMs } =
    first === undefined ? { pulseMs: 1000, timeoutMs: 3000 } : timersOf(first);
  const from = writtenByAll(members, 'advert_int', 'down_timer_adverts');
  const timeout = choices.choose(`module.${plan.name}.timeout`, {
    form: 'milliseconds',
    fallback: Math.max(10, timeoutMs),
    why: 'as long as VRRP waits; the default of SafeKit itself is 30000',
    about: from,
  });
  trail.note(from, 'timers', { timeout });
  noteOtherTimers(members, trail);
  return element('heart', {
    attributes: [
      attribute('pulse', `${pulseMs}ms`, from),
      attribute('timeout', `${timeout}ms`, from),
    ],
    children: heartbeatLans(plan, context).map((lan) =>
      element('heartbeat', { attributes: [attribute('name', lan.name, lan.from)] }),
    ),
  });
};
