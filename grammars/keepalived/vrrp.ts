// vrrp_instance, vrrp_sync_group and garp_group. keepalived.conf(5), VRRP CONFIGURATION.

import type { BlockSpec, OptionTable } from '../schema.ts';
import {
  bool,
  command,
  decimal,
  ifname,
  int,
  int32,
  ip,
  multicast,
  oneOf,
  optional,
  changedIn,
  uint32,
  word,
} from '../schema.ts';

import {
  routeLine,
  ruleLine,
  script,
  trackInterfaceLine,
  trackLine,
  unicastPeerLine,
  virtualAddressLine,
} from './lines.ts';

const vmacOptions = {
  name: {
    doc: 'Name of the link; the word name itself may be left out.',
    args: [ifname()],
    since: '2.2.8',
  },
  netlink_notify_msg: {
    doc: 'Ask the kernel for a notification when the link is made.',
    since: '2.2.8',
  },
  group: { doc: 'Link group.', args: [int('GROUP', 0, uint32)], since: '2.2.8' },
} as const satisfies OptionTable;

const ipvlanOptions = {
  name: {
    doc: 'Name of the link; the word name itself may be left out.',
    args: [ifname()],
    since: '2.2.8',
  },
  bridge: { doc: 'Makes the ipvlan in bridge mode.' },
  private: { doc: 'Makes the ipvlan in private mode.' },
  vepa: { doc: 'Makes the ipvlan in VEPA mode.' },
  group: { doc: 'Link group.', args: [int('GROUP', 0, uint32)], since: '2.2.8' },
} as const satisfies OptionTable;

export const authentication = {
  auth_type: {
    doc: 'AH only IPv4; ignored for v3 and strict.',
    args: [oneOf('PASS', 'AH')],
    default: 'none',
  },
  auth_pass: { doc: 'Shared password.', args: [word('STRING', { secret: true })], default: 'none' },
} as const satisfies BlockSpec;

export const authHmac = {
  key: {
    doc: 'One signing key; several allow rotation; group/world readable key file is a security error.',
    args: [int('ID', 1, 255), word('KEY', { secret: true })],
    default: 'none',
    since: '2.4.0',
  },
  active_key: {
    doc: 'Key used for sending; must be defined.',
    args: [int('ID', 1, 255)],
    default: '0 (extension disabled)',
    since: '2.4.0',
  },
  time_window: {
    doc: 'Freshness window in time mode.',
    args: [int('SECONDS', 1, 300)],
    default: 'max(3*advert_int,5)',
    since: '2.4.0',
  },
  anti_replay: {
    doc: 'Replay protection mode.',
    args: [oneOf('time', 'monotonic')],
    default: 'time',
    since: '2.4.0',
  },
  mode: {
    doc: 'Rollout mode; strict forces enforce.',
    args: [oneOf('enforce', 'permissive', 'receive-only')],
    default: 'enforce',
    since: '2.4.0',
  },
} as const satisfies BlockSpec;

export const vrrpInstance = {
  use_vmac: {
    doc: 'Create a private-mode macvlan for adverts and VIPs.',
    args: [optional(word('NAME|MAC', { form: 'link' })), optional(word('MAC', { form: 'link' }))],
    options: vmacOptions,
    ignoresOthers: true,
    default: 'name PREFIX.VRID; MAC 00:00:5e:00:01:VRID (v4) / 02 (v6)',
    repeat: 'first',
    applies: 'plan',
  },
  use_vmac_addr: { doc: 'Also create macvlans for VIPs on other interfaces.', since: '2.2.0' },
  vmac_xmit_base: {
    doc: 'Send/receive adverts on the base interface; forced on with unicast.',
    applies: 'plan',
  },
  use_ipvlan: {
    doc: 'Create an L2 ipvlan; IPv4 needs an address.',
    args: [optional(word('NAME|IP')), optional(word('IP'))],
    options: ipvlanOptions,
    repeat: 'first',
    default: 'bridge',
    since: '2.0.17',
  },
  unicast_peer: {
    doc: 'Value block of peers; duplicates dropped; any ttl option turns on check_unicast_src.',
    entries: unicastPeerLine,
    repeat: 'append',
    applies: 'plan',
  },
  unicast_fault_no_peer: {
    doc: 'FAULT instead of falling back to multicast when no peers.',
    since: '2.2.5',
  },
  check_unicast_src: {
    doc: 'Drop adverts whose source is not a configured peer.',
    default: 'vrrp_check_unicast_src',
    since: '2.1.0',
  },
  old_unicast_checksum: {
    doc: 'Pre-1.3.7 checksum compatibility (build option).',
    args: [optional(oneOf('never'))],
    default: 'auto',
  },
  native_ipv6: {
    doc: 'Deprecated: force IPv6/VRRPv3.',
    deprecated: { use: 'an IPv6 virtual_ipaddress' },
  },
  state: {
    doc: 'Initial state hint; case sensitive; other text becomes BACKUP with error.',
    args: [oneOf('MASTER', 'BACKUP')],
    default: 'BACKUP unless priority 255',
    applies: 'plan',
  },
  interface: {
    doc: 'Interface of the virtual router; last one wins silently.',
    args: [ifname()],
    default: 'required unless unicast with source',
    applies: 'plan',
  },
  vrf: {
    doc: 'VRF for unicast without interface.',
    args: [ifname()],
    default: 'none',
    since: '2.2.5',
  },
  dont_track_primary: { doc: 'Do not FAULT when own interface goes down.' },
  track_interface: {
    doc: 'Value block; weight 0 = FAULT when down.',
    entries: trackInterfaceLine,
    repeat: 'append',
  },
  track_script: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
  },
  track_file: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
    since: '2.0.0',
  },
  track_process: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
    since: '2.0.11',
  },
  track_bfd: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
    since: '2.0.0',
  },
  mcast_src_ip: { doc: 'Source address of adverts.', args: [ip()], default: 'primary address' },
  unicast_src_ip: {
    doc: 'Same as mcast_src_ip but marks the instance unicast.',
    synonymOf: 'mcast_src_ip',
    args: [ip()],
    default: 'primary address',
    applies: 'plan',
  },
  mcast_dst_ip: {
    doc: 'Per-instance multicast destination.',
    args: [multicast(ip())],
    default: 'vrrp_mcast_group4/6',
    since: '2.2.5',
  },
  track_src_ip: { doc: 'FAULT when the configured source address disappears.', since: '2.0.0' },
  virtual_router_id: {
    doc: 'VRID; missing is fatal.',
    args: [int('NUMBER', 1, 255)],
    default: 'required',
    applies: 'plan',
  },
  unicast_ttl: {
    doc: 'TTL of unicast adverts; only with peers.',
    args: [int('NUMBER', 0, 255)],
    default: '255 for IPv4, kernel default IPv6',
    since: '2.1.0',
  },
  version: {
    doc: 'VRRP version.',
    args: [int('VERSION', 2, 3)],
    default: 'vrrp_version (IPv6: 3)',
  },
  priority: {
    doc: 'Election priority; 255 = address owner.',
    args: [int('NUMBER', 1, 255)],
    default: '100; 255 if state MASTER and no priority',
    applies: 'plan',
  },
  advert_int: {
    doc: 'Advert interval; bad values are rounded/clamped with an error.',
    args: [decimal('SECONDS', 0.01, 255)],
    default: '1',
  },
  virtual_ipaddress: {
    doc: 'VIPs carried in adverts; one family; first address sets the family.',
    entries: virtualAddressLine,
    repeat: 'append',
    applies: 'plan',
  },
  virtual_ipaddress_excluded: {
    doc: 'VIPs set but not advertised; may be of the other family.',
    entries: virtualAddressLine,
    repeat: 'append',
    applies: 'plan',
  },
  no_virtual_ipaddress: { doc: 'Allow an instance without VIPs.', since: '2.2.8' },
  promote_secondaries: { doc: 'Set promote_secondaries on the interface.', applies: 'plan' },
  linkbeat_use_polling: {
    doc: 'Deprecated: use linkbeat_interfaces.',
    deprecated: { use: 'linkbeat_interfaces' },
  },
  v3_checksum_as_v2: {
    doc: 'VRRPv3 IPv4 checksum without pseudo header.',
    args: [optional(bool())],
    default: 'global value',
    since: '2.2.8',
  },
  virtual_routes: {
    doc: 'Routes present only while master.',
    entries: routeLine,
    repeat: 'append',
    applies: 'plan',
  },
  virtual_rules: {
    doc: 'Ip rules present only while master.',
    entries: ruleLine,
    repeat: 'append',
    applies: 'plan',
  },
  accept: { doc: 'Accept packets to VIPs.', default: 'on unless strict', applies: 'plan' },
  no_accept: {
    doc: 'Drop packets to/from VIPs with the firewall unless priority 255.',
    default: 'off unless strict',
    applies: 'plan',
  },
  skip_check_adv_addr: {
    doc: 'Skip advert address check; bug: any valid BOOL, even off, sets it on.',
    args: [optional(bool())],
    ignoresValue: true,
    default: 'vrrp_skip_check_adv_addr',
  },
  strict_mode: {
    doc: 'Per-instance vrrp_strict.',
    args: [optional(bool())],
    default: 'vrrp_strict',
    applies: 'plan',
  },
  preempt: { doc: 'Clear nopreempt.', default: 'default' },
  nopreempt: {
    doc: 'Do not take over from a lower priority master; cleared with state MASTER or priority 255.',
  },
  preempt_delay: {
    doc: 'Extra wait before preempting; cleared with state MASTER, nopreempt or strict.',
    args: [decimal('SECONDS', 0, 1000)],
    default: '0',
  },
  debug: { doc: 'Accepted, not implemented.', args: [int('LEVEL', 0, 4)], default: '0' },
  notify_backup: {
    doc: 'Run on entering BACKUP, no extra arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_master: {
    doc: 'Run on entering MASTER, no extra arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_fault: {
    doc: 'Run on entering FAULT, no extra arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_stop: { doc: 'Run at daemon stop.', args: script, default: 'none', repeat: 'first' },
  notify_deleted: {
    doc: 'Report DELETED instead of FAULT when a reload removes the instance; man page also lists it under vrrp_sync_group where the parser rejects it.',
    args: [optional(command()), optional(word('USER')), optional(word('GROUP'))],
    repeat: 'first',
    since: '2.1.0',
  },
  notify: {
    doc: 'Run on every transition after notify_*; appends GROUP|INSTANCE NAME STATE PRIORITY.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_master_rx_lower_pri: {
    doc: 'Run when a master receives a lower priority advert.',
    args: script,
    default: 'none',
    repeat: 'first',
    since: '2.0.6',
  },
  smtp_alert: {
    doc: 'Mail on transitions.',
    args: [optional(bool())],
    default: 'smtp_alert_vrrp, else smtp_alert, else off',
  },
  notify_priority_changes: {
    doc: 'Write priority changes to the FIFOs.',
    args: [optional(bool())],
    default: 'vrrp_notify_priority_changes',
    since: '2.0.16',
  },
  lvs_sync_daemon_interface: {
    doc: 'Deprecated: use global lvs_sync_daemon.',
    args: [ifname()],
    repeat: 'first',
    default: 'none',
    deprecated: { use: 'lvs_sync_daemon in global_defs' },
    applies: 'plan',
  },
  garp_master_delay: {
    doc: 'See global.',
    args: [int('SECONDS', 0, 4294)],
    default: 'vrrp_garp_master_delay (5)',
  },
  garp_master_refresh: {
    doc: 'See global.',
    args: [int('SECONDS', 0, uint32)],
    default: 'vrrp_garp_master_refresh (0)',
  },
  garp_master_repeat: {
    doc: 'See global.',
    args: [int('COUNT', 1, uint32)],
    default: 'vrrp_garp_master_repeat (5)',
  },
  garp_master_refresh_repeat: {
    doc: 'See global.',
    args: [int('COUNT', 1, uint32)],
    default: 'vrrp_garp_master_refresh_repeat (1)',
  },
  garp_lower_prio_delay: {
    doc: 'See global.',
    args: [int('SECONDS', 0, 4294)],
    default: 'vrrp_garp_lower_prio_delay',
  },
  garp_lower_prio_repeat: {
    doc: 'See global.',
    args: [int('COUNT', 0, int32)],
    default: 'vrrp_garp_lower_prio_repeat',
  },
  down_timer_adverts: {
    doc: 'Adverts missed before takeover; strict resets to 3.',
    args: [int('COUNT', 1, 100)],
    default: '3',
    since: '2.2.3',
  },
  timer_expired_backup: {
    doc: 'With nopreempt: fall back to BACKUP when our own timers ran too late.',
    args: [optional(int('PRIORITY', 1, 254))],
    default: 'off; bare = 254',
    since: '2.2.8',
  },
  thread_timer_expired: {
    doc: 'Misnamed alias of timer_expired_backup, reports an error.',
    args: [optional(int('PRIORITY', 1, 254))],
    since: '2.3.2',
    deprecated: { use: 'timer_expired_backup' },
  },
  garp_extra_if: {
    doc: 'See global.',
    args: [int('SECONDS', 0, 86400)],
    options: { all: { doc: 'Also on interfaces that hold no address of the instance.' } },
    default: 'vrrp_garp_extra_if',
    since: '2.2.3',
  },
  vmac_garp_intvl: {
    doc: 'Deprecated spelling of garp_extra_if.',
    args: [int('SECONDS', 0, 86400)],
    options: { all: { doc: 'Also on interfaces that hold no address of the instance.' } },
    default: '0',
    since: '2.2.0',
    deprecated: { use: 'garp_extra_if' },
  },
  lower_prio_no_advert: {
    doc: 'See global.',
    args: [optional(bool())],
    default: 'vrrp_lower_prio_no_advert',
  },
  higher_prio_send_advert: {
    doc: 'See global.',
    args: [optional(bool())],
    default: 'vrrp_higher_prio_send_advert',
  },
  owner_ignore_adverts: {
    doc: 'See global; explicit off with priority 255 is forced on.',
    args: [optional(bool())],
    default: 'vrrp_owner_ignore_adverts',
    since: '2.3.3',
  },
  kernel_rx_buf_size: {
    doc: 'Receive buffer contribution of this instance.',
    args: [int('BYTES', 0, uint32)],
    default: 'vrrp_rx_bufs_policy',
    since: '2.0.3',
  },
  authentication: {
    doc: 'Old VRRPv2 authentication sub-block.',
    block: authentication,
    repeat: 'append',
  },
  auth_hmac: {
    doc: 'HMAC-SHA256 authenticated trailer (new in 2.4.x).',
    block: authHmac,
    repeat: 'append',
    since: '2.4.0',
  },
} as const satisfies BlockSpec;

export const vrrpSyncGroup = {
  group: {
    doc: 'Value block of member names; one member only is reported as an error.',
    entries: { per: 'word', args: [word('INSTANCE')], notEmpty: true },
    repeat: 'append',
    applies: 'plan',
  },
  track_interface: {
    doc: 'Value block; weight 0 = FAULT when down.',
    entries: trackInterfaceLine,
    repeat: 'append',
  },
  track_script: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
  },
  track_file: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
    since: '2.0.0',
  },
  track_process: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
    since: '2.0.11',
  },
  track_bfd: {
    doc: 'Value block; names must already be defined.',
    entries: trackLine,
    repeat: 'append',
    since: '2.0.0',
  },
  notify_backup: {
    doc: 'Run on entering BACKUP, no extra arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_master: {
    doc: 'Run on entering MASTER, no extra arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_fault: {
    doc: 'Run on entering FAULT, no extra arguments.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  notify_stop: { doc: 'Run at daemon stop.', args: script, default: 'none', repeat: 'first' },
  notify: {
    doc: 'Run on every transition after notify_*; appends GROUP|INSTANCE NAME STATE PRIORITY.',
    args: script,
    default: 'none',
    repeat: 'first',
  },
  smtp_alert: {
    doc: 'Mail on transitions.',
    args: [optional(bool())],
    default: 'smtp_alert_vrrp, else smtp_alert, else off',
  },
  global_tracking: {
    doc: 'Deprecated; same effect as sync_group_tracking_weight plus an error.',
    deprecated: { use: 'sync_group_tracking_weight' },
  },
  sync_group_tracking_weight: {
    doc: 'Allow weighted trackers on members of a sync group.',
    since: '2.0.0',
  },
  notify_priority_changes: {
    doc: 'Write priority changes to the FIFOs.',
    args: [optional(bool())],
    default: 'vrrp_notify_priority_changes',
    since: '2.0.16',
  },
} as const satisfies BlockSpec;

export const garpGroup = {
  garp_interval: {
    doc: 'Gap between GARPs.',
    args: [
      changedIn('2.2.8', decimal('SECONDS', 0, 4294.967295), decimal('SECONDS', 0, 2147.483647)),
    ],
    default: 'none',
  },
  gna_interval: {
    doc: 'Gap between unsolicited NAs.',
    args: [
      changedIn('2.2.8', decimal('SECONDS', 0, 4294.967295), decimal('SECONDS', 0, 2147.483647)),
    ],
    default: 'none',
  },
  interface: { doc: 'Single interface the limits apply to.', args: [ifname()] },
  interfaces: {
    doc: 'Interfaces sharing one limit.',
    entries: { per: 'word', args: [ifname()], notEmpty: true },
    repeat: 'append',
  },
} as const satisfies BlockSpec;

export const vrrpBlocks = {
  vrrp_sync_group: {
    doc: 'Make instances change state together; exactly one name word required, duplicate name skips block.',
    args: [word('NAME')],
    exact: true,
    block: vrrpSyncGroup,
    repeat: 'append',
    applies: 'plan',
  },
  garp_group: {
    doc: 'Rate limit gratuitous ARP/NA on an interface or set of interfaces.',
    block: garpGroup,
    repeat: 'append',
  },
  vrrp_instance: {
    doc: 'One virtual router; exactly one name word required, duplicate name skips the block.',
    args: [word('NAME')],
    exact: true,
    block: vrrpInstance,
    repeat: 'append',
    applies: 'plan',
  },
} as const satisfies BlockSpec;
