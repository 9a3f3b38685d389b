// Differences from the list that are meant, with the reason.

const zero = '0 stands for 1, with a complaint';
const isSilent = 'keepalived says nothing when there is none';

export const reasons: ReadonlyMap<string, string> = new Map([
  [
    'global_defs.smtp_connect_timeout: is within 1 and 4294, not 0..4294 (0 becomes 1 with error)',
    zero,
  ],
  [
    'global_defs.max_auto_priority: is within -1 and 99, not -1..sched_get_priority_max',
    'the highest priority of Linux is 99',
  ],
  ...['global_defs.vrrp_', 'vrrp_instance.'].flatMap((start) =>
    ['garp_master_repeat', 'garp_master_refresh_repeat'].map((word): [string, string] => [
      `${start}${word}: is within 1 and 4294967295, not 0..UINT_MAX (0 becomes 1)`,
      zero,
    ]),
  ),
  [
    'global_defs.vrrp_ipsets: 2.2.7 refuses it',
    'as Debian builds it: HA4002 says what it depends on',
  ],
  [
    'vrrp_instance.auth_hmac.key: is there since 2.4.0, not undefined',
    'SSL has a key since long: the list has the first block that knows a word',
  ],
  [
    'virtual_server: wants 1 words, not IPADDR [PORT] | fwmark NUM | group NAME {',
    'how many words it takes depends on the first; HA3009 looks at that',
  ],
  [
    'virtual_server.real_server.SMTP_CHECK.host: has the default RS address',
    'its keywords say that',
  ],
  ...['HTTP_GET', 'SSL_GET'].flatMap((checker): [string, string][] => [
    [
      `virtual_server.real_server.${checker}.url.status_code: wants 0 words, not CODE|CODE-CODE ...`,
      isSilent,
    ],
    [
      `virtual_server.real_server.${checker}.url.regex_options: wants 0 words, not OPTION ...`,
      isSilent,
    ],
  ]),
  ['<address-line>.default: is not there', 'it is an address: the prefix form knows it'],
  ['<route-line>.<type>: is not there', 'each type is a word of its own'],
  ['<virtual_server_group-line>.fwmark: is not there', 'it stands in the place of the address'],
  ['<virtual_server_group-line>.<address>: is not there', 'it stands for an argument'],
]);
