// How ldirectord checks a server, as a checker of keepalived.

import { ipPort } from '../../base/ip.ts';
import { usualServices } from '../../../grammars/ldirectord/directives.ts';
import type { Statement } from '../document/keepalived.ts';
import { say } from '../to-keepalived/router.ts';
import type { fromLdirectordRules } from '../rules/from-ldirectord.ts';
import type { Trail } from '../trail.ts';
import { type Entry, fromOf, settingOf, valueOf } from './entries.ts';
import type { Endpoint } from './places.ts';

export type LdirectordTrail = Trail<typeof fromLdirectordRules>;

/** What the checks of a service have in common. */
export interface Checked {
  readonly entries: readonly Entry[];
  readonly globals: readonly Entry[];
  readonly trail: LdirectordTrail;
  /** `10.0.0.1` and `80`, or the mark and 0, as scripts are told. */
  readonly virtual: { readonly name: string; readonly port: number };
  readonly protocol: 'tcp' | 'udp' | 'fwm';
}

export interface Asked {
  readonly server: Endpoint;
  readonly request: string | undefined;
  readonly receive: string | undefined;
  /** Its own `real`, when it says what to ask. */
  readonly real: Entry;
}

type Kind = 'connect' | 'ping' | 'http' | 'smtp' | 'dns' | 'command' | 'none';

interface Plan {
  readonly kind: Kind;
  readonly isNegotiated: boolean;
}

const spoken: { readonly [service: string]: Kind } = {
  http: 'http',
  https: 'http',
  smtp: 'smtp',
  submission: 'smtp',
  dns: 'dns',
  none: 'none',
};

const serviceOf = ({ entries, virtual }: Checked): string =>
  valueOf(settingOf('service', entries)) ?? usualServices[virtual.port] ?? 'none';

const reaching = ({ protocol }: Checked): Kind => (protocol === 'udp' ? 'ping' : 'connect');

const negotiated = (checked: Checked): Plan => {
  const { entries, trail } = checked;
  const service = serviceOf(checked);
  const type = fromOf(settingOf('checktype', entries), settingOf('service', entries));
  const kind = spoken[service];
  const checker = service === 'https' ? 'SSL_GET' : 'HTTP_GET';
  if (kind === 'http') trail.note(type, 'check-http', { checker });
  else if (kind === 'smtp') trail.note(type, 'check-smtp');
  else if (kind === 'dns') trail.note(type, 'check-dns');
  else if (kind === 'none') trail.note(type, 'check-on');
  else {
    const made = reaching(checked) === 'ping' ? 'PING_CHECK' : 'TCP_CHECK';
    trail.note(type, 'check-by-connecting', { service, checker: made });
  }
  return { kind: kind ?? reaching(checked), isNegotiated: true };
};

/** The check that a service asks for, with its row. */
const planOf = (checked: Checked): Plan => {
  const { entries, trail } = checked;
  const entry = settingOf('checktype', entries);
  const type = valueOf(entry) ?? 'negotiate';
  const from = fromOf(entry);
  switch (type) {
    case 'connect': {
      const kind = reaching(checked);
      trail.note(from, kind === 'ping' ? 'check-udp' : 'check-tcp');
      return { kind, isNegotiated: false };
    }
    case 'ping':
      trail.note(from, 'check-ping');
      return { kind: 'ping', isNegotiated: false };
    case 'external':
    case 'external-perl':
      trail.note(from, type === 'external' ? 'check-command' : 'check-perl');
      return { kind: 'command', isNegotiated: false };
    case 'on':
      trail.note(from, 'check-on');
      return { kind: 'none', isNegotiated: false };
    case 'off':
      trail.note(from, 'check-off');
      return { kind: 'none', isNegotiated: false };
    default: {
      const plan = negotiated(checked);
      if (/^\d+$/.test(type)) trail.note(from, 'check-mixed', { count: type });
      return plan;
    }
  }
};

/** ldirectord(8): each of the two timeouts stands in for the other. */
const timeoutOf = ({ entries, globals, trail }: Checked, isNegotiated: boolean): Statement => {
  const names = ['checktimeout', 'negotiatetimeout'];
  const [first = '', second = ''] = isNegotiated ? names.toReversed() : names;
  const entry = settingOf(first, entries, globals) ?? settingOf(second, entries, globals);
  trail.note(fromOf(entry), 'connect-timeout');
  return say(['connect_timeout', valueOf(entry) ?? (isNegotiated ? 30 : 5)], fromOf(entry));
};

const retryLines = ({ entries, globals, trail }: Checked): Statement[] => {
  const failures = settingOf('failurecount', entries, globals);
  const interval = settingOf('checkinterval', [], globals);
  const count = Math.max(1, Number(valueOf(failures) ?? 1) || 1);
  trail.note(fromOf(failures), 'failures');
  return [
    say(['retry', count - 1], fromOf(failures)),
    ...(count > 1 ? [say(['delay_before_retry', valueOf(interval) ?? 10], fromOf(failures))] : []),
  ];
};

const portLines = ({ entries, trail }: Checked): Statement[] => {
  const entry = settingOf('checkport', entries);
  if (entry === undefined) return [];
  trail.note(fromOf(entry), 'check-part');
  return [say(['connect_port', valueOf(entry) ?? ''], fromOf(entry))];
};

const pathOf = (request: string | undefined): string => {
  const path = (request ?? '').replace(/^https?:\/\/[^/]*/, '');
  return path.startsWith('/') ? path : `/${path}`;
};

const httpCheck = (checked: Checked, asked: Asked): Statement => {
  const { entries, trail } = checked;
  const [host, request, receive, method] = ['virtualhost', 'request', 'receive', 'httpmethod'].map(
    (name) => settingOf(name, entries),
  );
  trail.note(fromOf(host, request, receive), 'check-part');
  trail.note(fromOf(method), valueOf(method) === 'HEAD' ? 'head' : 'check-part');
  const name = serviceOf(checked) === 'https' ? 'SSL_GET' : 'HTTP_GET';
  const ofUrl = [
    say(['path', pathOf(asked.request)], fromOf(request, method, asked.real)),
    say(['status_code', '200-299']),
    ...(asked.receive === undefined || asked.receive === ''
      ? []
      : [say(['regex', asked.receive], fromOf(receive))]),
    ...(host === undefined ? [] : [say(['virtualhost', valueOf(host) ?? ''], fromOf(host))]),
  ];
  return say([name], checkFrom(checked), [
    say(['url'], [], ofUrl),
    ...portLines(checked),
    timeoutOf(checked, true),
    ...retryLines(checked),
  ]);
};

const checkFrom = ({ entries }: Checked) =>
  fromOf(settingOf('checktype', entries), settingOf('service', entries));

const commandCheck = (checked: Checked, { server }: Asked): Statement => {
  const { entries, trail, virtual } = checked;
  const entry = settingOf('checkcommand', entries);
  trail.note(fromOf(entry), 'check-part');
  const command = [
    valueOf(entry) ?? '/bin/true',
    ...[virtual.name, virtual.port, server.ip, server.port],
  ].join(' ');
  const timeout = timeoutOf(checked, false);
  return say(['MISC_CHECK'], checkFrom(checked), [
    say(['misc_path', command], fromOf(entry)),
    { ...timeout, words: ['misc_timeout', ...timeout.words.slice(1)] },
  ]);
};

/** What the check has no use for has a row that says so. */
const noteUnused = ({ entries, trail }: Checked): void => {
  for (const { setting, directive } of entries) {
    const { name } = setting;
    if (['login', 'passwd', 'secret'].includes(name)) trail.note([directive], 'credential');
    const isOfCheck = ['request', 'receive', 'virtualhost', 'httpmethod', 'database'].includes(
      name,
    );
    const isUnused = isOfCheck || ['checkcommand', 'checkport'].includes(name);
    if (isUnused && !trail.notes.has(directive)) trail.note([directive], 'not-asked');
  }
};

/** The check of one server; none when its service is not checked. */
export const checkOf = (checked: Checked, asked: Asked): Statement[] => {
  const { kind, isNegotiated } = planOf(checked);
  const from = checkFrom(checked);
  const common = (): Statement[] => [
    ...(kind === 'ping' ? [] : portLines(checked)),
    timeoutOf(checked, isNegotiated),
    ...retryLines(checked),
  ];
  const made = (): Statement[] => {
    switch (kind) {
      case 'http':
        return [httpCheck(checked, asked)];
      case 'command':
        return [commandCheck(checked, asked)];
      case 'smtp':
        return [say(['SMTP_CHECK'], from, common())];
      case 'dns': {
        const request = settingOf('request', checked.entries);
        checked.trail.note(fromOf(request), 'check-part');
        const name =
          asked.request === undefined ? [] : [say(['name', asked.request], fromOf(request))];
        return [say(['DNS_CHECK'], from, [say(['type', 'A']), ...name, ...common()])];
      }
      case 'ping':
        return [say(['PING_CHECK'], from, common())];
      case 'connect':
        return [say(['TCP_CHECK'], from, common())];
      case 'none':
        return [];
    }
  };
  const statements = made();
  noteUnused(checked);
  return statements;
};

/** How scripts are told of a service. */
export const virtualText = ({ virtual }: Checked): string =>
  virtual.port === 0 ? virtual.name : ipPort(virtual.name, virtual.port);
