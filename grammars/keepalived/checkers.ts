// The health checkers of a real_server. keepalived.conf(5), VIRTUAL SERVER(S).

import type { BlockSpec } from '../schema.ts';
import {
  anySeconds,
  bool,
  command,
  decimal,
  ifname,
  int,
  int32,
  ip,
  oneOf,
  oneOfAnyCase,
  optional,
  port,
  rest,
  restNotEmpty,
  silentBefore,
  uint32,
  word,
} from '../schema.ts';
import { unreleased } from './versions.ts';

/** What every checker but FILE_CHECK and BFD_CHECK takes. */
const timing = {
  retry: {
    doc: 'Extra tries before down.',
    args: [int('COUNT', 0, uint32)],
    default: '1 (DNS 3, MISC 0)',
  },
  delay_before_retry: {
    doc: 'Wait between tries.',
    args: [decimal('SECONDS', 0, anySeconds)],
    default: '1 (HTTP/SSL 3, DNS delay_loop)',
  },
  warmup: {
    doc: 'Random first delay bound.',
    args: [decimal('SECONDS', 0, anySeconds)],
    default: 'delay_loop',
  },
  delay_loop: {
    doc: 'Check interval.',
    args: [decimal('SECONDS', 0.000001, anySeconds)],
    default: 'RS/VS value (60)',
  },
  alpha: { doc: 'Start in failed state.', args: [optional(bool())], default: 'RS value' },
  log_all_failures: {
    doc: 'Log every failure.',
    args: [optional(bool())],
    default: 'checker_log_all_failures',
    since: '2.0.11',
  },
} as const satisfies BlockSpec;

/** Where a checker connects to and from. */
const connection = {
  connect_ip: { doc: 'Address to check.', args: [ip()], default: 'RS address' },
  connect_port: { doc: 'Port to check.', args: [port()], default: 'RS port' },
  bindto: { doc: 'Local address.', args: [ip()], default: 'any' },
  bind_port: { doc: 'Local port.', args: [port()], default: 'any' },
  bind_if: { doc: 'Local interface.', args: [ifname()], default: 'none' },
  connect_timeout: {
    doc: 'Connect timeout.',
    args: [decimal('SECONDS', 0.000001, 4294)],
    default: 'RS/VS value (5)',
  },
  fwmark: { doc: 'SO_MARK on check sockets.', args: [int('NUMBER', 0, uint32)], default: '0' },
} as const satisfies BlockSpec;

export const tcpCheck = {
  ...connection,
  ...timing,
} as const satisfies BlockSpec;

export const udpCheck = {
  ...connection,
  ...timing,
  payload: {
    doc: 'Datagram to send.',
    args: [restNotEmpty(word('HEX', { form: 'hex' }))],
    default: 'random',
    since: '2.2.0',
  },
  require_reply: {
    doc: 'Require (matching) reply.',
    args: [rest(word('HEX', { form: 'hexPattern' }))],
    since: '2.1.0',
  },
  min_reply_length: {
    doc: 'Minimum reply size.',
    args: [int('NUMBER', 0, 65535)],
    default: '0',
    since: '2.2.0',
  },
  max_reply_length: {
    doc: 'Maximum reply size.',
    args: [int('NUMBER', 0, 65535)],
    default: '255',
    since: '2.2.0',
  },
} as const satisfies BlockSpec;

export const dnsCheck = {
  ...connection,
  ...timing,
  type: {
    doc: 'Query type.',
    args: [oneOfAnyCase('A', 'NS', 'CNAME', 'SOA', 'MX', 'TXT', 'AAAA', 'RRSIG', 'DNSKEY')],
    default: 'SOA',
  },
  name: {
    doc: 'Query name.',
    args: [word('DNSNAME', { form: 'dnsName' })],
    default: '. (root)',
    repeat: 'first',
  },
} as const satisfies BlockSpec;

export const pingCheck = {
  ...connection,
  ...timing,
} as const satisfies BlockSpec;

export const miscCheck = {
  ...timing,
  misc_path: { doc: 'Program with arguments.', args: [command()], default: 'required' },
  misc_timeout: {
    doc: 'Kill after this time.',
    args: [int('SECONDS', 0, 4294)],
    default: 'delay_loop',
  },
  misc_dynamic: { doc: 'Exit 0 ok, 1 fail, 2..255 weight = exit-2.' },
  user: { doc: 'Run as.', args: [word('USER'), optional(word('GROUP'))], default: 'script_user' },
} as const satisfies BlockSpec;

export const fileCheck = {
  track_file: {
    doc: 'Track_file to follow; must already be defined.',
    args: [word('NAME')],
    default: 'required',
    since: '2.0.0',
  },
  weight: {
    doc: 'Multiplier of the file value.',
    args: [int('WEIGHT', -int32, int32), optional(oneOf('reverse', 'noreverse'))],
    default: 'track_file weight',
  },
} as const satisfies BlockSpec;

export const bfdCheck = {
  name: {
    doc: 'Bfd_instance to follow; must already be defined.',
    args: [word('NAME')],
    default: 'required',
  },
  alpha: timing.alpha,
} as const satisfies BlockSpec;

const host = { ...connection, ...timing } as const satisfies BlockSpec;

export const smtpCheck = {
  ...connection,
  ...timing,
  helo_name: {
    doc: 'HELO name.',
    args: [word('STRING')],
    default: 'smtpchecker.keepalived.org',
    repeat: 'replace',
  },
  host: {
    doc: 'Deprecated nested connection block; adds one more checker each.',
    block: host,
    repeat: 'append',
    deprecated: { use: 'connect_ip and connect_port in SMTP_CHECK itself' },
  },
} as const satisfies BlockSpec;

export const httpUrl = {
  path: { doc: 'Request path.', args: [word('STRING')], default: 'required', repeat: 'replace' },
  digest: {
    doc: 'Expected MD5 of the body.',
    args: [word('MD5', { form: 'md5' })],
    default: 'none',
    repeat: 'append',
  },
  status_code: {
    doc: 'Accepted status codes.',
    args: [rest(word('CODE|CODE-CODE', { form: 'status' }))],
    default: '200-299',
  },
  virtualhost: {
    doc: 'Host header for this url.',
    args: [word('STRING')],
    repeat: 'replace',
    default: 'checker/RS/VS virtualhost',
  },
  regex: {
    doc: 'PCRE2 that must match the body.',
    args: [silentBefore(unreleased, word('REGEX', { quoting: 'plain' }))],
    repeat: 'replace',
    default: 'none',
    since: '2.0.7',
  },
  regex_no_match: { doc: 'Invert regex.', since: '2.0.7' },
  regex_options: {
    doc: 'PCRE2 compile options; unknown option silently ignored.',
    args: [rest(word('OPTION'))],
    default: 'none',
    since: '2.0.7',
  },
  regex_min_offset: {
    doc: 'Start searching here; bad number only logged.',
    args: [silentBefore(unreleased, int('BYTES', 0, uint32))],
    default: '0',
    since: '2.0.7',
  },
  regex_max_offset: {
    doc: 'Match must start at or before this; bad number only logged.',
    args: [silentBefore(unreleased, int('BYTES', 0, uint32))],
    default: 'none',
    since: '2.0.7',
  },
  regex_stack: {
    doc: 'PCRE2 JIT stack sizes.',
    args: [
      silentBefore(unreleased, int('START', 0, uint32)),
      silentBefore(unreleased, int('MAX', 0, uint32)),
    ],
    default: 'none',
    since: '2.0.7',
  },
} as const satisfies BlockSpec;

export const httpGet = {
  ...connection,
  ...timing,
  nb_get_retry: {
    doc: 'Deprecated: use retry.',
    synonymOf: 'retry',
    args: [int('COUNT', 0, uint32)],
    default: '1',
    deprecated: { use: 'retry' },
  },
  virtualhost: {
    doc: 'Host header for all urls.',
    args: [word('STRING')],
    default: 'RS/VS virtualhost',
  },
  http_protocol: {
    doc: 'Request line version; 1.0C adds Connection: close.',
    args: [oneOf('1.0', '1.0C', '1.1')],
    default: '1.0',
    since: '2.0.17',
  },
  enable_sni: { doc: 'Send SNI (the host name).', args: [optional(bool())] },
  sni_name: {
    doc: 'SNI value; implies enable_sni (after 2.4.3).',
    args: [optional(word('NAME'))],
    default: 'virtualhost',
    since: unreleased,
  },
  fast_recovery: {
    doc: 'No delay between urls while recovering.',
    args: [optional(bool())],
    since: '2.0.17',
  },
  url: { doc: 'One url to test; repeatable.', block: httpUrl, repeat: 'append' },
} as const satisfies BlockSpec;

const sslUrl = {
  ...httpUrl,
  tls_compliant: {
    doc: 'Per-url close_notify (SSL_GET only).',
    args: [optional(bool())],
    default: 'checker value',
    since: '2.2.8',
  },
} as const satisfies BlockSpec;

export const sslGet = {
  ...httpGet,
  tls_compliant: {
    doc: 'Send close_notify (SSL_GET only).',
    args: [optional(bool())],
    since: '2.2.8',
  },
  url: { ...httpGet.url, block: sslUrl },
} as const satisfies BlockSpec;
