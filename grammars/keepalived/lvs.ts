// virtual_server, real_server and virtual_server_group. keepalived.conf(5), LVS CONFIGURATION.

import type { BlockSpec, OptionTable } from '../schema.ts';
import {
  anySeconds,
  bool,
  decimal,
  int,
  int32,
  ip,
  netmask,
  oneOf,
  oneOfAnyCase,
  optional,
  port,
  silentBefore,
  uint32,
  word,
} from '../schema.ts';

import {
  bfdCheck,
  dnsCheck,
  fileCheck,
  httpGet,
  miscCheck,
  pingCheck,
  smtpCheck,
  sslGet,
  tcpCheck,
  udpCheck,
} from './checkers.ts';
import { script, serverGroupLine } from './lines.ts';
import { unreleased } from './versions.ts';

/** How TUN wraps packets: `type gue port 6080 nocsum`. */
const tunnelOptions = {
  type: { doc: 'Encapsulation.', args: [oneOf('ipip', 'gue', 'gre')] },
  port: { doc: 'UDP port of gue.', args: [port()] },
  nocsum: { doc: 'No checksum in the outer header.' },
  csum: { doc: 'Checksum in the outer header.' },
  remcsum: { doc: 'Remote checksum offload (gue).' },
} as const satisfies OptionTable;

export const realServer = {
  weight: {
    doc: 'IPVS weight.',
    args: [int('NUMBER', 0, int32)],
    default: 'VS weight (1)',
    applies: 'plan',
  },
  lvs_method: {
    doc: 'Forwarding method (there is no lb_kind here).',
    args: [oneOf('NAT', 'DR', 'TUN')],
    options: tunnelOptions,
    default: 'VS method',
    applies: 'plan',
  },
  uthreshold: {
    doc: 'Upper connection threshold.',
    args: [int('NUMBER', 0, uint32)],
    default: '0',
    applies: 'plan',
  },
  lthreshold: {
    doc: 'Lower connection threshold.',
    args: [int('NUMBER', 0, uint32)],
    default: '0',
    applies: 'plan',
  },
  inhibit_on_failure: {
    doc: 'Weight 0 instead of removal.',
    args: [optional(bool())],
    default: 'VS value',
    applies: 'plan',
  },
  notify_up: {
    doc: 'Run when added, no arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_down: {
    doc: 'Run when removed, no arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  alpha: {
    doc: 'Start down until checked.',
    args: [optional(bool())],
    default: 'VS value',
    applies: 'plan',
  },
  retry: {
    doc: 'Extra tries before down.',
    args: [int('COUNT', 1, uint32)],
    default: 'per checker (real_server: inherit)',
  },
  delay_before_retry: {
    doc: 'Wait between tries.',
    args: [decimal('SECONDS', 0, anySeconds)],
    default: 'per checker: 3 HTTP/SSL, delay_loop DNS, else 1',
  },
  warmup: {
    doc: 'Upper bound of the random first delay; 0 = none.',
    args: [decimal('SECONDS', 0, anySeconds)],
    default: 'delay_loop',
  },
  connect_timeout: {
    doc: 'Default connect timeout for checkers.',
    args: [decimal('SECONDS', 0.000001, 4294)],
    default: '5 (real_server: inherit)',
  },
  delay_loop: {
    doc: 'Interval between checks.',
    args: [decimal('SECONDS', 0.000001, anySeconds)],
    default: '60 (real_server: inherit)',
  },
  smtp_alert: {
    doc: 'Mail on RS changes (default differs from every other smtp_alert).',
    args: [optional(bool())],
    default: 'smtp_alert_checker, else smtp_alert, else ON',
  },
  virtualhost: {
    doc: 'Default Host header for HTTP/SSL checks.',
    args: [word('STRING')],
    default: 'none',
  },
  snmp_name: {
    doc: 'Label exposed through SNMP.',
    args: [word('STRING')],
    default: 'none',
    since: '2.2.3',
  },
  MISC_CHECK: { doc: 'Run a program as check.', block: miscCheck, repeat: 'append' },
  SMTP_CHECK: { doc: 'SMTP handshake check.', block: smtpCheck, repeat: 'append' },
  TCP_CHECK: { doc: 'TCP connect check.', block: tcpCheck, repeat: 'append' },
  PING_CHECK: { doc: 'ICMP echo check.', block: pingCheck, repeat: 'append', since: '2.1.0' },
  UDP_CHECK: {
    doc: 'UDP send, optional reply check.',
    block: udpCheck,
    repeat: 'append',
    since: '2.1.0',
  },
  HTTP_GET: {
    doc: 'HTTP check over one or more urls; needs at least one url.',
    block: httpGet,
    repeat: 'append',
  },
  SSL_GET: { doc: 'HTTPS check over one or more urls.', block: sslGet, repeat: 'append' },
  DNS_CHECK: { doc: 'DNS query check (UDP).', block: dnsCheck, repeat: 'append' },
  FILE_CHECK: { doc: 'Follow a track_file.', block: fileCheck, repeat: 'append', since: '2.1.0' },
  BFD_CHECK: { doc: 'Follow a bfd_instance.', block: bfdCheck, repeat: 'append', since: '2.0.0' },
} as const satisfies BlockSpec;

export const virtualServer = {
  ip_family: {
    doc: 'Family of a fwmark service.',
    args: [oneOf('inet', 'inet6')],
    default: 'from servers, else inet',
    applies: 'plan',
  },
  retry: {
    doc: 'Extra tries before down.',
    args: [int('COUNT', 1, uint32)],
    default: 'per checker (real_server: inherit)',
  },
  delay_before_retry: {
    doc: 'Wait between tries.',
    args: [decimal('SECONDS', 0, anySeconds)],
    default: 'per checker: 3 HTTP/SSL, delay_loop DNS, else 1',
  },
  warmup: {
    doc: 'Upper bound of the random first delay; 0 = none.',
    args: [decimal('SECONDS', 0, anySeconds)],
    default: 'delay_loop',
  },
  connect_timeout: {
    doc: 'Default connect timeout for checkers.',
    args: [decimal('SECONDS', 0.000001, 4294)],
    default: '5 (real_server: inherit)',
  },
  delay_loop: {
    doc: 'Interval between checks.',
    args: [decimal('SECONDS', 0.000001, anySeconds)],
    default: '60 (real_server: inherit)',
  },
  inhibit_on_failure: {
    doc: 'On failure set weight 0 instead of removing (no argument here).',
    applies: 'plan',
  },
  lb_algo: {
    doc: 'Scheduler.',
    args: [
      oneOf(
        'rr',
        'wrr',
        'lc',
        'wlc',
        'lblc',
        'sh',
        'mh',
        'dh',
        'fo',
        'ovf',
        'lblcr',
        'sed',
        'nq',
        'twos',
      ),
    ],
    default: 'wlc (with error)',
    applies: 'plan',
  },
  lvs_sched: {
    doc: 'Synonym of lb_algo.',
    synonymOf: 'lb_algo',
    args: [
      oneOf(
        'rr',
        'wrr',
        'lc',
        'wlc',
        'lblc',
        'sh',
        'mh',
        'dh',
        'fo',
        'ovf',
        'lblcr',
        'sed',
        'nq',
        'twos',
      ),
    ],
    default: 'wlc (with error)',
    applies: 'plan',
  },
  hashed: {
    doc: 'Legacy no-op: sets no flag and reports an error unless lb_algo sh or mh came first.',
  },
  ops: { doc: 'One-packet scheduling.', applies: 'plan' },
  'flag-1': { doc: 'Scheduler flag 1.', applies: 'plan' },
  'flag-2': { doc: 'Scheduler flag 2.', applies: 'plan' },
  'flag-3': { doc: 'Scheduler flag 3.', applies: 'plan' },
  'sh-port': {
    doc: 'Hash port too; must come AFTER lb_algo sh; silently nothing when the scheduler is mh.',
    applies: 'plan',
  },
  'sh-fallback': { doc: 'Fallback for sh; must come after lb_algo sh.', applies: 'plan' },
  'mh-port': {
    doc: 'Hash port too; must come after lb_algo mh; silently nothing when the scheduler is sh.',
    since: '2.0.20',
    applies: 'plan',
  },
  'mh-fallback': {
    doc: 'Fallback for mh; must come after lb_algo mh.',
    since: '2.0.20',
    applies: 'plan',
  },
  lb_kind: {
    doc: 'Forwarding method, case sensitive.',
    args: [oneOf('NAT', 'DR', 'TUN')],
    options: tunnelOptions,
    default: 'NAT (with error)',
    applies: 'plan',
  },
  lvs_method: {
    doc: 'Synonym of lb_kind.',
    synonymOf: 'lb_kind',
    args: [oneOf('NAT', 'DR', 'TUN')],
    options: tunnelOptions,
    default: 'NAT (with error)',
    applies: 'plan',
  },
  persistence_engine: {
    doc: 'IPVS persistence engine (sip).',
    args: [silentBefore(unreleased, word('NAME', { form: 'name' }))],
    default: 'none',
    applies: 'plan',
  },
  persistence_timeout: {
    doc: 'Client persistence time.',
    args: [optional(int('SECONDS', 1, 2678400))],
    default: 'off; bare = 360',
    applies: 'plan',
  },
  persistence_granularity: {
    doc: 'Client grouping; turns persistence on (360) when unset.',
    args: [netmask()],
    default: 'host',
    applies: 'plan',
  },
  protocol: {
    doc: 'L4 protocol; ignored for fwmark.',
    args: [oneOfAnyCase('TCP', 'UDP', 'SCTP')],
    default: 'UDP (with error)',
    applies: 'plan',
  },
  ha_suspend: { doc: 'Stop checking while the VS address is not on this host; not with fwmarks.' },
  smtp_alert: {
    doc: 'Mail on quorum changes.',
    args: [optional(bool())],
    default: 'smtp_alert_checker, else smtp_alert, else off',
  },
  virtualhost: {
    doc: 'Default Host header for HTTP/SSL checks.',
    args: [word('STRING')],
    default: 'none',
  },
  snmp_name: {
    doc: 'Label exposed through SNMP.',
    args: [word('STRING')],
    default: 'none',
    since: '2.2.3',
  },
  alpha: { doc: 'Start with all RS down until checked (no argument here).', applies: 'plan' },
  omega: { doc: 'Run RS/VS down notifiers and mails at shutdown.' },
  quorum_up: { doc: 'Run when quorum gained.', args: script, default: 'none', repeat: 'first' },
  quorum_down: { doc: 'Run when quorum lost.', args: script, default: 'none', repeat: 'first' },
  quorum: {
    doc: 'Total live weight required.',
    args: [int('WEIGHT', 1, uint32)],
    default: '1',
    applies: 'plan',
  },
  hysteresis: {
    doc: 'Damping around quorum.',
    args: [int('WEIGHT', 0, uint32)],
    default: '0',
    applies: 'plan',
  },
  weight: {
    doc: 'Default RS weight.',
    args: [int('NUMBER', 1, int32)],
    default: '1',
    applies: 'plan',
  },
  sorry_server: {
    doc: 'Used when quorum is lost.',
    args: [ip(), optional(int('PORT', 0, 65535))],
    default: 'none',
    applies: 'plan',
  },
  sorry_server_inhibit: {
    doc: 'Keep sorry server at weight 0; must follow sorry_server.',
    applies: 'plan',
  },
  sorry_server_lvs_method: {
    doc: 'Forwarding for sorry server; must follow sorry_server.',
    args: [oneOf('NAT', 'DR', 'TUN')],
    options: tunnelOptions,
    default: 'VS method',
    applies: 'plan',
  },
  real_server: {
    doc: 'One destination; bad address skips the block.',
    args: [ip(), optional(int('PORT', 0, 65535))],
    block: realServer,
    repeat: 'append',
    applies: 'plan',
  },
} as const satisfies BlockSpec;

export const ssl = {
  password: {
    doc: 'Private key pass phrase.',
    args: [word('STRING', { secret: true })],
    default: 'none',
    repeat: 'replace',
  },
  ca: { doc: 'CA file.', args: [word('PATH')], default: 'none', repeat: 'replace' },
  certificate: {
    doc: 'Client certificate file.',
    args: [word('PATH')],
    default: 'none',
    repeat: 'replace',
  },
  key: { doc: 'Client key file.', args: [word('PATH')], default: 'none', repeat: 'replace' },
} as const satisfies BlockSpec;

export const lvsBlocks = {
  SSL: { doc: 'Client TLS context parameters used by SSL_GET.', block: ssl, repeat: 'replace' },
  virtual_server_group: {
    doc: 'Named list of addresses/ranges/fwmarks sharing one RS pool.',
    args: [word('NAME')],
    entries: serverGroupLine,
    repeat: 'append',
    applies: 'plan',
  },
  virtual_server: {
    doc: 'One IPVS service; block skipped on bad address; dropped with error if it has no real_server.',
    args: [word('IP|fwmark|group'), optional(word('PORT|MARK|NAME'))],
    block: virtualServer,
    repeat: 'append',
    applies: 'plan',
  },
} as const satisfies BlockSpec;
