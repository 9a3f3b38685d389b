// A mirror module on one node: a vrrp_instance, its trackers, its notify script.

import { noneOf } from '../choices.ts';
import type { Mirror } from '../../ir/mirror.ts';
import { childNamed, childrenNamed, valueOf } from '../../syntax/safekit/bound.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import type { Output } from '../document/output.ts';
import {
  addressStatements,
  followStatements,
  literalAddresses,
  placeAddresses,
} from './addresses.ts';
import { checkersOf } from './checkers.ts';
import type { Context } from './context.ts';
import { moduleScript } from './module-script.ts';
import { lanNamed, type LanPlan } from './nodes.ts';
import {
  advertInterface,
  listOf,
  type Router,
  routerFamily,
  say,
  timersFor,
  unicast,
} from './router.ts';
import type { SourceModule } from './source.ts';

/** What one module is on one node. */
export interface NodeModule {
  /** vrrp_script blocks and the like, then what uses them. */
  readonly statements: readonly Statement[];
  readonly files: readonly Output[];
}

/** Where files go on a node, below the folder of the conversion. */
export type FileOf = (name: string) => string;

interface Channel {
  readonly lan: LanPlan | undefined;
  readonly pulseMs: number;
  readonly timeoutMs: number;
  readonly from: readonly Directive[];
  readonly timers: readonly Directive[];
}

/** The heartbeat that becomes VRRP: the first one, or that of the map. */
const channelOf = (module: SourceModule, mirror: Mirror, context: Context): Channel => {
  const { service, directives, name } = module;
  const { choices, trail, network } = context;
  const heart = childNamed(service, 'heart');
  const elements = childrenNamed(heart, 'heartbeat');
  const names = elements.map((element) => valueOf(element, 'name') ?? '');
  const wanted = choices.choose(`module.${name}.heartbeat`, {
    form: 'name',
    fallback: names[0] ?? network.lans[0]?.name ?? 'default',
    why: 'VRRP has one channel: the first heartbeat was taken',
    about: elements.flatMap((element) => directives.of(element)),
  });
  const index = Math.max(0, names.indexOf(wanted));
  const own = elements[index];
  const beat = mirror.heartbeats.find(({ lan }) => lan === wanted) ?? mirror.heartbeats[0];
  for (const element of elements) {
    if (element !== own) trail.note(directives.of(element, 'name'), 'heartbeat-lost');
    const times = directives.attributes(element, 'pulse', 'timeout');
    if (element !== own) trail.note(times, 'timers-unused');
  }
  const hasOwn = own?.attributes.has('pulse') === true && own.attributes.has('timeout');
  const ofHeart = heart === undefined ? [] : directives.attributes(heart, 'pulse', 'timeout');
  if (hasOwn) trail.note(ofHeart, 'timers-unused');
  return {
    lan: lanNamed(network, wanted),
    pulseMs: beat?.pulseMs ?? 700,
    timeoutMs: beat?.timeoutMs ?? 30_000,
    from: [
      ...(heart === undefined ? [] : directives.of(heart)),
      ...(own === undefined ? [] : directives.of(own, 'name')),
    ],
    timers: [
      ...(hasOwn ? [] : ofHeart),
      ...(own === undefined ? [] : directives.attributes(own, 'pulse', 'timeout')),
    ],
  };
};

const higher = 150;
const usual = 100;

/** priority and nopreempt of a node. */
const electionOf = (
  module: SourceModule,
  mirror: Mirror,
  node: string,
  { trail, choices, network }: Context,
): Statement[] => {
  const { directives, service, name } = module;
  const from = directives.attributes(service, 'defaultprim');
  const { defaultPrimary } = mirror;
  const key = `module.${name}.defaultprim`;
  const written = typeof defaultPrimary === 'string' ? 'alone' : defaultPrimary.node;
  const primary = choices.choose(key, {
    form: 'primary',
    fallback: written,
    why: 'alone, or the node that takes the role back; lastprim cannot be said in keepalived',
    about: from,
    objection: noneOf([...network.names, written]),
  });
  if (primary !== 'alone') {
    trail.note(from, 'defaultprim-node', { node: primary });
    return [say(['priority', primary === node ? higher : usual], from)];
  }
  const isLast = defaultPrimary === 'lastprim' && !choices.isGiven(key);
  trail.note(from, isLast ? 'defaultprim-last' : 'defaultprim-alone');
  return [say(['priority', usual], from), say(['nopreempt'], from)];
};

const notify = (
  module: SourceModule,
  from: readonly Directive[],
  { scriptDirectory }: Context,
): Statement[] =>
  ['MASTER', 'BACKUP', 'FAULT', 'STOP'].map((state) =>
    say([`notify_${state.toLowerCase()}`, `${scriptDirectory}/${module.name} ${state}`], from),
  );

/** A mirror on the node of this name. */
export const mirrorOnNode = (
  module: SourceModule,
  mirror: Mirror,
  node: string,
  vrid: number,
  fileOf: FileOf,
  context: Context,
): NodeModule => {
  const { service, directives, name } = module;
  const { trail } = context;
  const channel = channelOf(module, mirror, context);
  const named = mirror.interfaces.find((one) => one.name !== undefined)?.name;
  const primary = advertInterface(name, named, channel.from, context);
  const family = routerFamily(channel.lan, literalAddresses(mirror.interfaces));
  const router: Router = { vrid, device: primary, family };
  const placed = placeAddresses(module, mirror.interfaces, router, context);
  const { advertS, count } = timersFor(channel.pulseMs, channel.timeoutMs);
  const seconds = Math.round(advertS * count * 100) / 100;
  const ofLan = channel.lan?.from ?? [];
  trail.note(ofLan, 'lan');
  trail.note(channel.timers, 'timers', { advert: advertS, count, seconds });
  const failover = directives.attributes(service, 'failover');
  trail.note(failover, mirror.failover ? 'failover-on' : 'failover-off');
  const vip = childNamed(service, 'vip');
  const reset = vip === undefined ? [] : directives.attributes(vip, 'tcpreset');
  trail.note(reset, mirror.tcpReset ? 'tcp-reset' : 'no-tcp-reset');
  const user = childNamed(service, 'user');
  const ips = mirror.tcpReset ? placed.addresses.map(({ ip }) => ip) : [];
  const needsScript =
    user !== undefined || ips.length > 0 || childNamed(service, 'errd') !== undefined;
  const ofScript = user === undefined ? [] : directives.of(user);
  const head = directives.of(service, 'mode');
  if (placed.addresses.length === 0) {
    trail.note(head, 'no-address');
    return { statements: [], files: [] };
  }
  trail.note(head, 'mirror');
  const checkers = checkersOf(module, { device: primary, lan: channel.lan }, fileOf, context);
  const followed = followStatements(placed, router, checkers.ofInterface.length > 0);
  const instance = say(
    ['vrrp_instance', name],
    [
      ...head,
      ...(mirror.failover ? failover : []),
      ...(mirror.tcpReset ? [] : reset),
      ...placed.ambient,
      ...checkers.ambient,
    ],
    [
      say(['state', 'BACKUP']),
      say(
        ['interface', primary],
        [
          ...channel.from,
          ...ofLan,
          ...(placed.checked.get(primary) ?? []),
          ...checkers.ofInterface,
        ],
      ),
      say(['virtual_router_id', vrid]),
      say(['version', 3]),
      ...electionOf(module, mirror, node, context),
      say(['advert_int', advertS], channel.timers),
      say(['down_timer_adverts', count], channel.timers),
      ...placed.vmac,
      ...unicast(channel.lan, node, router, context),
      ...placed.reroute,
      ...addressStatements(placed, router),
      ...followed,
      ...listOf('track_script', checkers.tracked),
      ...(needsScript ? notify(module, ofScript, context) : []),
    ],
  );
  const script = needsScript
    ? [moduleScript(module, fileOf(name), { ips, from: reset }, context)]
    : [];
  return {
    statements: [...checkers.scripts, instance],
    files: [...script, ...checkers.files],
  };
};
