// A virtual section of ldirectord.cf as a virtual_server.

import { familyOf } from '../../base/ip.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import { say } from '../to-keepalived/router.ts';
import { checkOf, type Checked, type LdirectordTrail, virtualText } from './checks.ts';
import { type Entry, fromOf, type Section, settingOf, valueOf } from './entries.ts';
import { type Endpoint, type Problem, readEndpoint } from './places.ts';
import { type Method, readReal, type Real } from './servers.ts';

export interface ServiceContext {
  readonly globals: readonly Entry[];
  readonly trail: LdirectordTrail;
}

const noteProblem = (entry: Entry, problem: Problem, trail: LdirectordTrail): void =>
  problem.problem === 'host-name'
    ? trail.note([entry.directive], 'host-name', { host: problem.host })
    : trail.note([entry.directive], 'unknown-port', { port: problem.port });

type Head = { readonly mark: string } | Endpoint;

const headOf = ({ setting }: Entry): Head | Problem =>
  /^\d+$/.test(setting.value) ? { mark: setting.value } : readEndpoint(setting.value);

const isYes = (entry: Entry | undefined, usual: boolean): boolean => {
  const value = valueOf(entry);
  return value === undefined ? usual : value.toLowerCase() === 'yes';
};

/** A setting that is one statement, whatever its value. */
const line = (
  keyword: string,
  entry: Entry | undefined,
  trail: LdirectordTrail,
  change: (value: string) => string = (value) => value,
): Statement[] => {
  if (entry === undefined) return [];
  trail.note([entry.directive], keyword === 'persistence_timeout' ? 'persistence' : 'value');
  return [say([keyword, change(valueOf(entry) ?? '')], fromOf(entry))];
};

const intervalLine = (entries: readonly Entry[], { globals, trail }: ServiceContext): Statement => {
  const own = settingOf('checkinterval', entries);
  const isForked = isYes(settingOf('fork', globals), false);
  if (own !== undefined && !isForked) trail.note([own.directive], 'interval-without-fork');
  const entry = own !== undefined && isForked ? own : settingOf('checkinterval', globals);
  trail.note(fromOf(entry), 'interval');
  return say(['delay_loop', valueOf(entry) ?? 10], fromOf(entry));
};

/** Only NAT translates ports. */
const portFor = ({ port }: Endpoint, method: Method, checked: Checked): number => {
  if (checked.protocol === 'fwm') return method === 'NAT' ? port : 0;
  return method === 'NAT' && port > 0 ? port : checked.virtual.port;
};

const serverLines = (
  entry: Entry,
  real: Real,
  usual: Method,
  checked: Checked,
  quiescent: Entry | undefined,
): Statement[] => {
  const { entries, globals, trail } = checked;
  const { directive } = entry;
  const isOff = valueOf(settingOf('checktype', entries)) === 'off';
  const ports = new Set(real.endpoints.map((one) => portFor(one, real.method, checked)));
  const [port = 0] = ports;
  const isMoved = real.endpoints.some((one) => one.port !== 0 && one.port !== port);
  if (isMoved) trail.note([directive], 'port-of-service', { port });
  else if (real.endpoints.length > 1)
    trail.note([directive], 'servers', { count: real.endpoints.length });
  else trail.note([directive], 'server');
  const stays = isYes(quiescent, true);
  trail.note(fromOf(quiescent), stays ? 'quiescent' : 'not-quiescent');
  const request = settingOf('request', entries, globals);
  const receive = settingOf('receive', entries, globals);
  return real.endpoints.map(({ ip }) => {
    const asked = {
      server: { ip, port },
      request: real.request ?? valueOf(request),
      receive: real.receive ?? valueOf(receive),
      real: entry,
    };
    const { lowerThreshold, upperThreshold } = real;
    const checkers = checkOf(checked, asked);
    return say(
      ['real_server', ip, ...(port === 0 ? [] : [port])],
      [directive],
      [
        say(['weight', isOff ? 0 : real.weight]),
        ...(real.method === usual ? [] : [say(['lvs_method', real.method])]),
        ...(upperThreshold === undefined ? [] : [say(['uthreshold', upperThreshold])]),
        ...(lowerThreshold === undefined ? [] : [say(['lthreshold', lowerThreshold])]),
        ...(stays && checkers.length > 0 ? [say(['inhibit_on_failure'], fromOf(quiescent))] : []),
        ...checkers,
      ],
    );
  });
};

const fallbackLines = (
  entry: Entry | undefined,
  family: 'inet' | 'inet6',
  usual: Method,
  checked: Checked,
): Statement[] => {
  const { trail } = checked;
  const real = entry && readReal(entry.setting.value);
  if (entry === undefined || real == null) return [];
  if ('problem' in real) {
    noteProblem(entry, real, trail);
    return [];
  }
  const [place] = real.endpoints;
  if (place === undefined || familyOf(place.ip) !== family) return [];
  trail.note([entry.directive], 'fallback');
  const port = portFor(place, real.method, checked);
  return [
    say(['sorry_server', place.ip, ...(port === 0 ? [] : [port])], [entry.directive]),
    ...(real.method === usual ? [] : [say(['sorry_server_lvs_method', real.method])]),
  ];
};

const commandLines = (checked: Checked): Statement[] => {
  const { entries, globals, trail, protocol } = checked;
  const entry = settingOf('fallbackcommand', entries, globals);
  if (entry === undefined) return [];
  trail.note([entry.directive], 'fallback-command');
  const command = (state: string): string =>
    `${valueOf(entry)} ${state} ${virtualText(checked)} ${protocol}`;
  return [
    say(['quorum_down', command('start')], [entry.directive]),
    say(['quorum_up', command('stop')], [entry.directive]),
  ];
};

const protocolOf = (head: Head, entries: readonly Entry[]): Checked['protocol'] => {
  if ('mark' in head) return 'fwm';
  const written = valueOf(settingOf('protocol', entries));
  if (written === 'udp' || written === 'tcp') return written;
  return head.port === 53 ? 'udp' : 'tcp';
};

/** What a section says for people, and what the whole file means for each service. */
const remarksOf = (entries: readonly Entry[], trail: LdirectordTrail): string[] =>
  ['servicename', 'comment'].flatMap((name) => {
    const entry = settingOf(name, entries);
    trail.note(fromOf(entry), 'remark');
    return valueOf(entry) ?? [];
  });

/** The virtual_server of a section; nothing when it cannot be one. */
export const serviceStatement = (section: Section, context: ServiceContext): Statement[] => {
  const { head: headEntry, entries } = section;
  const { globals, trail } = context;
  const head = headOf(headEntry);
  if ('problem' in head) {
    noteProblem(headEntry, head, trail);
    return [];
  }
  const virtual =
    'mark' in head ? { name: head.mark, port: 0 } : { name: head.ip, port: head.port };
  const checked: Checked = {
    ...{ entries, globals, trail, virtual },
    protocol: protocolOf(head, entries),
  };
  const reals = entries
    .filter(({ setting }) => setting.name === 'real')
    .flatMap((entry) => {
      const real = readReal(entry.setting.value);
      if (real === null) return [];
      if (!('problem' in real)) return { entry, real };
      noteProblem(entry, real, trail);
      return [];
    });
  const [first] = reals;
  if (first === undefined) return [];
  const usual = first.real.method;
  const family = familyOf(first.real.endpoints[0]?.ip ?? '');
  trail.note([headEntry.directive], 'service');
  const protocol = settingOf('protocol', entries);
  trail.note(fromOf(protocol), 'value');
  const quiescent = settingOf('quiescent', entries, globals);
  const fallback = settingOf(family === 'inet' ? 'fallback' : 'fallback6', entries, globals);
  const remarks = remarksOf(entries, trail);
  const from: Directive[] = [
    headEntry.directive,
    ...fromOf(quiescent, settingOf('servicename', entries), settingOf('comment', entries)),
    ...(checked.protocol === 'fwm' ? fromOf(protocol) : []),
    ...fromOf(settingOf('checktype', entries), settingOf('service', entries)),
  ];
  const words = 'mark' in head ? ['fwmark', head.mark] : [head.ip, head.port];
  const body = [
    intervalLine(entries, context),
    ...(settingOf('scheduler', entries) === undefined
      ? [say(['lb_algo', 'wrr'])]
      : line('lb_algo', settingOf('scheduler', entries), trail)),
    say(['lb_kind', usual]),
    checked.protocol === 'fwm'
      ? say(['ip_family', family])
      : say(['protocol', checked.protocol.toUpperCase()], fromOf(protocol)),
    ...line('persistence_timeout', settingOf('persistent', entries), trail),
    ...line('persistence_granularity', settingOf('netmask', entries), trail),
    ...commandLines(checked),
    ...fallbackLines(fallback, family, usual, checked),
    ...reals.flatMap(({ entry, real }) => serverLines(entry, real, usual, checked, quiescent)),
  ];
  return [
    {
      ...say(['virtual_server', ...words], from, body),
      ...(remarks.length > 0 && { note: remarks.join(': ') }),
    },
  ];
};
