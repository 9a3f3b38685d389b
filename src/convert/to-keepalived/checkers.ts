// <check> and <errd> as vrrp_scripts. What is checked while the application runs here must not fail
// where it does not run, or that node could never take over: a small script asks for the state first.

import {
  type BoundElement,
  childNamed,
  childrenNamed,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import type { ServiceSpec } from '../../../grammars/safekit/index.ts';
import { parseIp } from '../../base/ip.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import { scriptLine, scriptOutput } from '../document/shell.ts';
import type { Output } from '../document/output.ts';
import type { Context } from './context.ts';
import { stateFile } from './module-script.ts';
import type { LanPlan } from './nodes.ts';
import { say } from './router.ts';
import type { SourceModule } from './source.ts';

export interface Checkers {
  /** vrrp_script blocks. */
  readonly scripts: readonly Statement[];
  /** Lines of track_script. */
  readonly tracked: readonly Statement[];
  /** Checks of the interface of the adverts. */
  readonly ofInterface: readonly Directive[];
  readonly files: readonly Output[];
  /** What the instance does by itself. */
  readonly ambient: readonly Directive[];
}

type Check = ServiceSpec['children']['check']['children'];
type Element<N extends keyof Check> = BoundElement<Check[N]>;

interface Probe {
  readonly name: string;
  readonly command: string;
  readonly intervalS: number;
  readonly timeoutS: number;
  readonly from: readonly Directive[];
}

const scriptName = (module: string, ident: string): string =>
  `${module}_${ident}`.replace(/[^\w.-]+/g, '_');

const times = ['@interval', '@polltimer', '@timeout'];
/** What a checker does about a failure is what tracking it does. */
const consequences = ['@action', '@ident', '@name'];

const named = (from: readonly Directive[], names: readonly string[]): Directive[] =>
  from.filter(({ path }) => names.includes(path.at(-1) ?? ''));

const elementsIn = (from: readonly Directive[]): Directive[] =>
  from.filter(({ path }) => path.at(-1)?.startsWith('@') === false);

const statementOf = ({ name, command, intervalS, timeoutS, from }: Probe): Statement => {
  const elements = elementsIn(from);
  const rest = from.filter((one) => !named([one], [...times, ...consequences]).includes(one));
  return say(
    ['vrrp_script', name],
    [...elements, ...named(from, ['@ident', '@name'])],
    [
      say(['script', command], rest),
      say(
        ['interval', Math.max(1, Math.round(intervalS))],
        named(from, ['@interval', '@polltimer']),
      ),
      say(['timeout', Math.max(1, Math.round(timeoutS))], named(from, ['@timeout'])),
      // Once is no failure to SafeKit either: a rule has to hold for a while.
      say(['fall', 2]),
      say(['rise', 2]),
    ],
  );
};

const trackedLine = ({ name, from }: Probe): Statement =>
  say([name], [...elementsIn(from), ...named(from, consequences)]);

interface Making {
  readonly module: SourceModule;
  readonly context: Context;
  /** The script that asks for the state; whether one was needed is told by its use. */
  readonly guard: string;
}

/** A command that counts only in the states of `when`. */
const guarded = ({ guard }: Making, when: string, command: string): string =>
  when === 'pre' ? command : `${guard} ${when} ${command}`;

const targetOf = (element: BoundElement, { module }: Making) => {
  const [to] = element.children;
  const { directives } = module;
  const own = directives.of(element, ...element.attributes.keys());
  return { from: to === undefined ? own : [...own, ...directives.of(to, ...to.attributes.keys())] };
};

const isHost = (host: string): boolean => /^[\w.:-]+$/.test(host);

const probePing = (element: Element<'ping'>, making: Making): Probe[] => {
  const { module, context } = making;
  const to = childNamed(element, 'to');
  const { from } = targetOf(element, making);
  const host = to && valueOf(to, 'addr');
  const ident = valueOf(element, 'ident');
  if (to === undefined || host === undefined || ident === undefined || !isHost(host)) return [];
  if (valueOf(element, 'action') === 'noaction') {
    context.trail.note(from, 'check-without-action');
    return [];
  }
  context.trail.note(from, 'check-ping');
  const timeoutS = valueOf(to, 'timeout');
  const command = guarded(
    making,
    valueOf(element, 'when'),
    `/bin/ping -c 1 -W ${timeoutS} ${host}`,
  );
  const name = scriptName(module.name, ident);
  return [{ name, command, intervalS: valueOf(to, 'interval'), timeoutS: timeoutS + 1, from }];
};

const probeTcp = (element: Element<'tcp'>, making: Making): Probe[] => {
  const { module, context } = making;
  const to = childNamed(element, 'to');
  const { from } = targetOf(element, making);
  const host = to && valueOf(to, 'addr');
  const port = to && valueOf(to, 'port');
  const ident = valueOf(element, 'ident');
  if (to === undefined || host === undefined || port === undefined || ident === undefined)
    return [];
  const action = valueOf(element, 'action');
  if (action === 'noaction' || !isHost(host)) {
    context.trail.note(from, 'check-without-action');
    return [];
  }
  context.trail.note(from, 'check-tcp', { action });
  const connect = `/bin/bash -c '</dev/tcp/${host}/${port}'`;
  return [
    {
      name: scriptName(module.name, ident),
      command: guarded(making, valueOf(element, 'when') ?? 'pre', connect),
      intervalS: valueOf(to, 'interval'),
      timeoutS: valueOf(to, 'timeout'),
      from,
    },
  ];
};

const probeModule = (element: Element<'module'>, making: Making): Probe[] => {
  const { module, context } = making;
  const { from } = targetOf(element, making);
  const other = valueOf(element, 'name');
  const to = childNamed(element, 'to');
  if (other === undefined || !/^[\w.-]+$/.test(other)) return [];
  context.trail.note(from, 'check-module');
  const host = (to && valueOf(to, 'addr')) ?? '127.0.0.1';
  const port = (to && valueOf(to, 'port')) ?? 9010;
  const isSecure = to !== undefined && valueOf(to, 'secure') === 'on';
  const shownHost = parseIp(host)?.includes(':') === true ? `[${host}]` : host;
  const url = `http${isSecure ? 's' : ''}://${shownHost}:${port}/var/modules/${other}/ready.txt`;
  return [
    {
      name: scriptName(module.name, `module_${other}`),
      command: `/usr/bin/curl -fsS -o /dev/null ${url}`,
      intervalS: to === undefined ? 10 : valueOf(to, 'interval'),
      timeoutS: to === undefined ? 5 : valueOf(to, 'timeout'),
      from,
    },
  ];
};

const probeSplitbrain = (element: Element<'splitbrain'>, making: Making): Probe[] => {
  const { module, context } = making;
  const { from } = targetOf(element, making);
  const witnesses = (valueOf(element, 'arg') ?? '').split(/\s+/).filter((one) => isHost(one));
  if (witnesses.length === 0) return [];
  context.trail.note(from, 'check-splitbrain');
  const pings = witnesses.map((host) => `/bin/ping -c 1 -W 2 ${host}`).join(' || ');
  return [
    {
      name: scriptName(module.name, valueOf(element, 'ident') ?? 'splitbrain'),
      command: witnesses.length === 1 ? pings : `/bin/sh -c '${pings}'`,
      intervalS: 10,
      timeoutS: 2 * witnesses.length + 1,
      from,
    },
  ];
};

type Proc = BoundElement<ServiceSpec['children']['errd']['children']['proc']>;

const states = new Set(['pre', 'prim', 'second', 'both', 'sec']);

const probeProcess = (element: Proc, intervalS: number, making: Making): Probe[] => {
  const { module, context } = making;
  const { directives } = module;
  const { trail } = context;
  const names = [...element.attributes.keys()];
  const from = directives.of(element, ...names);
  const name = valueOf(element, 'name');
  const when = valueOf(element, 'class') ?? 'prim';
  const action = valueOf(element, 'action');
  if (name === undefined || !/^[\w.@+-]+$/.test(name)) return [];
  if (!states.has(when)) {
    trail.note(from, 'own-class');
    return [];
  }
  if (action === 'noaction') {
    trail.note(from, 'check-without-action');
    return [];
  }
  const probe = { name: scriptName(module.name, `proc_${name}`), intervalS, timeoutS: 5 };
  if (valueOf(element, 'service') === 'yes') {
    trail.note(from, 'process-service');
    const command = guarded(making, when, `/bin/systemctl --quiet is-active ${name}`);
    return [{ ...probe, command, from }];
  }
  trail.note(from, 'processes', { action });
  const lost = directives.attributes(
    element,
    'nameregex',
    'argregex',
    'restart_services',
    'start_after',
  );
  trail.note(lost, 'process-expression');
  const counts = `${valueOf(element, 'atleast')} ${valueOf(element, 'atmax')} ${name}`;
  const kept = from.filter((one) => !lost.includes(one));
  return [{ ...probe, command: `${making.guard} ${when} processes ${counts}`, from: kept }];
};

/** Asks for the state, then runs a command or counts processes. */
const guardFile = (module: string, path: string): Output =>
  scriptOutput(
    path,
    [
      `${module}: WHEN COMMAND..., or WHEN processes LEAST MOST NAME. Succeeds where the module is not in`,
      'a state of WHEN (prim, second, both): what does not run there cannot fail.',
    ],
    [
      'when=$1 state=$(cat ' + stateFile(module) + ' 2>/dev/null)',
      'shift',
      'case "$when $state" in',
      '  pre*|"prim ALONE"|"second SECOND"|"both ALONE"|"both SECOND"|"sec SECOND"|"sec ALONE") ;;',
      '  *) exit 0 ;;',
      'esac',
      '[ "$1" = processes ] || exec "$@"',
      'count=$(pgrep -xc "$4")',
      '[ "$2" -lt 0 ] || [ "$count" -ge "$2" ] || exit 1',
      '[ "$3" -lt 0 ] || [ "$count" -le "$3" ]',
    ].map((text) => scriptLine(text)),
  );

/** Checks of the interface that has the address of a node on the network of the adverts. */
const interfaceChecks = (
  check: BoundElement<ServiceSpec['children']['check']> | undefined,
  { device, lan }: Channel,
  { module, context }: Making,
): Directive[] =>
  childrenNamed(check, 'intf').flatMap((element) => {
    const { directives } = module;
    const to = childNamed(element, 'to');
    const from = [
      ...directives.of(element, ...element.attributes.keys()),
      ...(to === undefined ? [] : directives.of(to, 'local_addr')),
    ];
    const address = to && valueOf(to, 'local_addr');
    if (lan?.nodes.some(({ ip }) => ip === address) !== true) {
      context.trail.note(from, 'check-intf-unknown');
      return [];
    }
    context.trail.note(from, 'check-intf', { interface: device });
    return from;
  });

/** Where the adverts of a module go. */
export interface Channel {
  readonly device: string;
  readonly lan: LanPlan | undefined;
}

/** All that a module checks; `name` of files below the folder of a node. */
export const checkersOf = (
  module: SourceModule,
  channel: Channel,
  fileOf: (name: string) => string,
  context: Context,
): Checkers => {
  const { service, directives, name } = module;
  const { trail, scriptDirectory } = context;
  const check = childNamed(service, 'check');
  const errd = childNamed(service, 'errd');
  const making: Making = { module, context, guard: `${scriptDirectory}/${name}-check` };
  const polling = errd === undefined ? [] : directives.attributes(errd, 'polltimer');
  trail.note(polling, 'other-polling');
  const intervalS = errd === undefined ? 30 : valueOf(errd, 'polltimer');
  const probes = [
    ...childrenNamed(check, 'ping').flatMap((one) => probePing(one, making)),
    ...(module.farm === undefined
      ? childrenNamed(check, 'tcp').flatMap((one) => probeTcp(one, making))
      : []),
    ...childrenNamed(check, 'module').flatMap((one) => probeModule(one, making)),
    ...childrenNamed(check, 'splitbrain').flatMap((one) => probeSplitbrain(one, making)),
    ...childrenNamed(errd, 'proc')
      .flatMap((one) => probeProcess(one, intervalS, making))
      .map((probe) => ({ ...probe, from: [...probe.from, ...polling] })),
  ];
  for (const element of childrenNamed(check, 'custom')) {
    trail.note(directives.of(element, ...element.attributes.keys()), 'check-custom');
  }
  const ofAddresses = childrenNamed(check, 'ip').flatMap((element) => {
    const to = childNamed(element, 'to');
    return [
      ...directives.of(element, ...element.attributes.keys()),
      ...(to === undefined ? [] : directives.of(to, ...to.attributes.keys())),
    ];
  });
  trail.note(ofAddresses, 'check-ip');
  const isGuarded = probes.some(({ command }) => command.startsWith(making.guard));
  return {
    scripts: probes.map(statementOf),
    tracked: probes.map(trackedLine),
    ofInterface: interfaceChecks(check, channel, making),
    ambient: ofAddresses,
    files: isGuarded ? [guardFile(name, fileOf(`${name}-check`))] : [],
  };
};
