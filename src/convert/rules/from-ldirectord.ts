// How ldirectord.cf relates to keepalived.conf: one entry for each fact, with what differs and what to do.

import type { Rules } from '../rule.ts';

export const fromLdirectordRules = {
  service: { grade: 'lossless', says: 'Becomes a virtual_server.' },
  server: { grade: 'lossless', says: 'Becomes a real_server.' },
  servers: { grade: 'lossless', says: 'Becomes {count} real_servers, one for each address.' },
  'host-name': {
    grade: 'needs-decision',
    says: 'keepalived takes addresses only and "{host}" is a name, so this was left out: write its address and convert again.',
  },
  'unknown-port': {
    grade: 'needs-decision',
    says: 'keepalived takes numbers of ports only and "{port}" is a name that is not known here, so this was left out: write its number and convert again.',
  },
  'port-of-service': {
    grade: 'approximated',
    says: 'Becomes a real_server at port {port}, that of the service: only NAT translates ports, and ldirectord does the same in silence.',
  },
  value: { grade: 'lossless', says: 'Means the same in keepalived.' },
  persistence: { grade: 'lossless', says: 'Becomes persistence_timeout.' },
  interval: {
    grade: 'approximated',
    says: 'Becomes delay_loop: keepalived checks each server by itself and spreads the checks over the interval.',
  },
  'interval-without-fork': {
    grade: 'dropped',
    says: 'ldirectord reads this only with fork=yes, so the global interval was taken.',
  },
  'connect-timeout': { grade: 'lossless', says: 'Becomes connect_timeout of the checks.' },
  'unused-timeout': {
    grade: 'dropped',
    says: 'No check of the file goes by this, so nothing changes.',
  },
  failures: {
    grade: 'approximated',
    says: 'Becomes retry: keepalived tries again after delay_before_retry, here the interval, and ldirectord at its next round.',
  },
  'check-count': {
    grade: 'dropped',
    says: 'Counts attempts of ping checks and is deprecated: failurecount says the same for all checks.',
  },
  'check-off': {
    grade: 'approximated',
    says: 'ldirectord never activates servers that are not checked: they are written with weight 0, so raise it to use them.',
  },
  'check-on': { grade: 'lossless', says: 'Servers without a check are always up.' },
  'check-tcp': { grade: 'lossless', says: 'Becomes TCP_CHECK, which connects.' },
  'check-udp': {
    grade: 'lossless',
    says: 'ldirectord sends a ping for UDP services: becomes PING_CHECK.',
  },
  'check-ping': { grade: 'lossless', says: 'Becomes PING_CHECK.' },
  'check-http': {
    grade: 'approximated',
    says: 'Becomes {checker}: keepalived wants a status of 200 to 299, and "receive" is a regular expression of PCRE there, which few differ in.',
  },
  'check-smtp': { grade: 'lossless', says: 'Becomes SMTP_CHECK, which greets the server.' },
  'check-dns': {
    grade: 'approximated',
    says: 'Becomes DNS_CHECK: any answer will do, the addresses in it are not compared.',
  },
  'check-by-connecting': {
    grade: 'approximated',
    says: 'keepalived does not speak {service}: becomes {checker}, which only tries to reach the server; MISC_CHECK with a script of your own can do more.',
  },
  'check-mixed': {
    grade: 'approximated',
    says: 'ldirectord connects {count} times and then asks once: becomes the check that asks each time.',
  },
  'check-command': {
    grade: 'lossless',
    says: 'Becomes MISC_CHECK with the arguments that ldirectord gives.',
  },
  'check-perl': {
    grade: 'approximated',
    says: 'Becomes MISC_CHECK, which starts the script each time: it must be executable and end with status 0 for a good server.',
  },
  'check-part': { grade: 'lossless', says: 'Becomes part of the check.' },
  'not-asked': {
    grade: 'dropped',
    says: 'The check that this became has no use for it.',
  },
  head: {
    grade: 'dropped',
    says: 'keepalived asks with GET only, which reads the whole page.',
  },
  credential: {
    grade: 'dropped',
    says: 'No check of keepalived logs in, so it was copied nowhere.',
  },
  quiescent: {
    grade: 'lossless',
    says: 'Becomes inhibit_on_failure: a failed server stays with weight 0.',
  },
  'not-quiescent': {
    grade: 'lossless',
    says: 'Without inhibit_on_failure keepalived removes a failed server as well.',
  },
  fallback: { grade: 'lossless', says: 'Becomes sorry_server.' },
  'fallback-other-family': {
    grade: 'dropped',
    says: 'Its family is not that of a service here, so no service would use it.',
  },
  'fallback-command': {
    grade: 'lossless',
    says: 'Becomes quorum_down and quorum_up with the same arguments.',
  },
  mail: {
    grade: 'approximated',
    says: 'Becomes notification_email and smtp_alert_checker: keepalived writes at each change of a server, once.',
  },
  'mail-of-service': {
    grade: 'dropped',
    says: 'keepalived has one list of addresses for all services: add it to notification_email.',
  },
  'mail-server': { grade: 'lossless', says: 'Becomes smtp_server.' },
  'mail-from': { grade: 'lossless', says: 'Becomes notification_email_from.' },
  'mail-again': {
    grade: 'dropped',
    says: 'keepalived writes once at each change, and never again.',
  },
  remark: { grade: 'lossless', says: 'Becomes a comment.' },
  'no-need': {
    grade: 'dropped',
    says: 'keepalived needs no such setting: {why}.',
  },
  'another-file': {
    grade: 'dropped',
    says: 'Names another configuration: convert that file as well, and include the result.',
  },
  maintenance: {
    grade: 'dropped',
    says: 'keepalived looks for no such files: a FILE_CHECK with a weight, or track_file, can take a server out.',
  },
} as const satisfies Rules;
