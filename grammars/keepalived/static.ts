// What stands at the top of the file and lives as long as the daemon: process settings, static
// addresses, routes and rules. keepalived.conf(5), GLOBAL CONFIGURATION.

import type { BlockSpec } from '../schema.ts';
import { decimal, ifname, int, oneOf, optional, silentBefore, uint32, word } from '../schema.ts';

import { unreleased } from './versions.ts';
import { staticAddressLine, staticRouteLine, staticRuleLine } from './lines.ts';

export const processKeywords = {
  linkbeat_use_polling: {
    doc: 'Poll link state (MII/ETHTOOL/ioctl) instead of trusting netlink for every interface (root-level statement).',
  },
  net_namespace: {
    doc: 'Run in network namespace NAME; forces use_pid_dir; cannot change on reload; duplicate ignored with error.',
    args: [word('NAME')],
    default: 'none',
    repeat: 'first',
  },
  net_namespace_ipvs: {
    doc: 'Put IPVS config in another netns; no NAME means the default namespace.',
    args: [optional(word('NAME'))],
    default: 'same as net_namespace',
    since: '2.1.0',
  },
  namespace_with_ipsets: { doc: 'Allow ipsets with a netns on kernels before 3.13.' },
  use_pid_dir: { doc: 'Put pid files in RUNDIR/keepalived/.' },
  instance: {
    doc: 'Instance name used in pid file names; forces use_pid_dir; ignored on reload.',
    args: [word('NAME')],
    repeat: 'first',
    default: 'none',
  },
  child_wait_time: {
    doc: 'Seconds parent waits for children at shutdown before SIGKILL.',
    args: [int('SECONDS', 0, uint32)],
    default: '5',
    since: '2.0.0',
  },
} as const satisfies BlockSpec;

export const staticBlocks = {
  track_group: {
    doc: 'Named list of vrrp_instances that follow static addresses/routes/rules; must precede the static entries that name it.',
    args: [word('NAME')],
    exact: true,
    block: {
      group: {
        doc: 'Names of the vrrp_instances.',
        repeat: 'append',
        entries: { per: 'word', args: [word('INSTANCE')], notEmpty: true },
      },
    },
    repeat: 'append',
    since: '2.0.3',
  },
  static_ipaddress: {
    doc: 'Addresses owned for the life of the daemon; one address line each; removed at exit.',
    entries: staticAddressLine,
    repeat: 'append',
    applies: 'plan',
  },
  static_routes: {
    doc: 'Routes owned for the life of the daemon; one route per line.',
    entries: staticRouteLine,
    repeat: 'append',
    applies: 'plan',
  },
  static_rules: {
    doc: 'Ip rules owned for the life of the daemon; one rule per line.',
    entries: staticRuleLine,
    repeat: 'append',
    applies: 'plan',
  },
  linkbeat_interfaces: {
    doc: 'Per-interface linkbeat polling; each line IFNAME [MII|ETHTOOL|IOCTL].',
    entries: { per: 'line', args: [ifname(), optional(oneOf('MII', 'ETHTOOL', 'IOCTL'))] },
    repeat: 'append',
    since: '2.0.13',
  },
  interface_up_down_delays: {
    doc: 'Debounce link changes; each line IFNAME DOWN_DELAY [UP_DELAY] seconds 0..255, must be < (down_timer_adverts-1)*advert_int; code uses 0 for omitted up delay, man page says same as down.',
    entries: {
      per: 'line',
      args: [
        ifname(),
        silentBefore(unreleased, decimal('DOWN_SECONDS', 0, 255)),
        optional(decimal('UP_SECONDS', 0, 255)),
      ],
    },
    repeat: 'append',
    since: '2.2.3',
  },
} as const satisfies BlockSpec;
