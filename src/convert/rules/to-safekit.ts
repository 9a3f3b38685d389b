// How keepalived.conf relates to SafeKit: one entry for each fact, with what differs and what to do.

import type { Rules } from '../rule.ts';

export const toSafekitRules = {
  // Virtual routers
  'vrrp-instance': {
    grade: 'lossless',
    says: 'Becomes a mirror module: one of two nodes has the addresses.',
  },
  'vrrp-sync-group': {
    grade: 'lossless',
    says: 'Its members are one module, which moves as a whole.',
  },
  'farm-instance': {
    grade: 'approximated',
    says: 'Becomes a farm module: all nodes have the addresses and share the traffic, and no node is master.',
  },
  'more-than-two-routers': {
    grade: 'dropped',
    says: 'Has {count} routers and a mirror module has two nodes: keep it in keepalived, or make it a farm module.',
  },
  'on-one-node-only': {
    grade: 'needs-decision',
    says: 'Only {file} has this and a module is the same on all nodes: look whether the other node should have it.',
  },
  'nodes-differ': {
    grade: 'needs-decision',
    says: 'The nodes say different things here and a module has one userconfig.xml: the text of {file} was taken, so look which one is right.',
  },
  'taken-from-first': {
    grade: 'dropped',
    says: 'The other node says something else, and a module has one userconfig.xml: the text of {file} was taken, so look which one is right.',
  },
  'heartbeat-network': {
    grade: 'approximated',
    says: 'Becomes a heartbeat over the network "{lan}": SafeKit sends UDP between the addresses of cluster.xml instead of VRRP adverts, so open its port.',
  },
  'heartbeat-open': {
    grade: 'needs-decision',
    says: 'Becomes a heartbeat over the network "{lan}", and no file says what addresses the nodes have there: their names were taken, so let them resolve to addresses of that network, or name {keys} by --map.',
  },
  'interface-without-heartbeat': {
    grade: 'approximated',
    says: 'Becomes the interface of its addresses, and heartbeats do not go over it: no file says what addresses the nodes have there, so name them as {keys} by --map.',
  },
  'peer-address': {
    grade: 'lossless',
    says: 'Becomes the address of a node in cluster.xml.',
  },
  'router-id': {
    grade: 'lossless',
    says: 'Becomes the name of the node.',
  },
  'router-id-unused': {
    grade: 'dropped',
    says: 'Is no name that a node can have, or both nodes have it: the nodes are called {names} instead, and --map can name them.',
  },
  'virtual-router-id': {
    grade: 'dropped',
    says: 'SafeKit tells modules apart by their names and ports, so the number of the virtual router is not needed.',
  },
  election: {
    grade: 'approximated',
    says: 'Becomes defaultprim="{primary}": {meaning}; numbers of priorities have no form in SafeKit.',
  },
  'election-guessed': {
    grade: 'needs-decision',
    says: 'Becomes defaultprim="{primary}" as far as one file of two can tell: convert both nodes\' files together, or set it by --map.',
  },
  'preempt-delay': {
    grade: 'dropped',
    says: 'SafeKit swaps back when the secondary is ready, without a delay of its own.',
  },
  timers: {
    grade: 'approximated',
    says: "A node is missed after {timeout} ms as in VRRP, without the skew by priority; SafeKit's own default is 30000 ms, which false alarms are rarer with.",
  },
  'timers-of-first': {
    grade: 'dropped',
    says: 'A module has one heartbeat for all its instances: the timers of {instance} were taken.',
  },
  authentication: {
    grade: 'dropped',
    says: 'SafeKit protects its own traffic with the keys of the module: the password is used nowhere and was not copied.',
  },
  protocol: {
    grade: 'dropped',
    says: 'Is about VRRP packets, which SafeKit does not send.',
  },
  'address-list': {
    grade: 'lossless',
    says: 'Becomes the list of interfaces with their addresses.',
  },
  'address-lossless': {
    grade: 'lossless',
    says: 'Becomes a virtual_addr with the same mask, set while the node is primary.',
  },
  'address-of-farm': {
    grade: 'approximated',
    says: 'Becomes a virtual_addr of a farm: every node has it at once, where VRRP gave it to one.',
  },
  'address-twice': {
    grade: 'needs-decision',
    says: 'Stands in several places of the module and SafeKit wants it once: the first of {file} was taken, so look which one is right.',
  },
  'address-words': {
    grade: 'approximated',
    says: 'Becomes a virtual_addr without "{words}", which SafeKit cannot say: set it in start_prim if something depends on it.',
  },
  'address-on-vmac': {
    grade: 'approximated',
    says: 'Becomes a virtual_addr with a virtual Ethernet address: SafeKit answers ARP with it and keeps it out of the headers of frames, where keepalived has a link of its own for it.',
  },
  'address-ipv6': {
    grade: 'approximated',
    says: 'Becomes a virtual_addr without its prefix length /{length}: SafeKit describes none for IPv6, so look which one it sets.',
  },
  'address-device': {
    grade: 'approximated',
    says: 'Becomes a virtual_addr of an interface without a name, since the nodes name it differently: SafeKit looks for the one whose network holds the address.',
  },
  vmac: {
    grade: 'approximated',
    says: 'Becomes a vmac_invisible address: switches never learn it and flood frames to it, and network cards must be promiscuous.',
  },
  'no-accept': {
    grade: 'dropped',
    says: 'keepalived drops packets to the addresses themselves, and SafeKit answers them: close the addresses with a firewall if nothing is to answer.',
  },
  'garp-refresh': {
    grade: 'approximated',
    says: 'Becomes arpreroute with that interval; SafeKit ends it after arpelapse, which was set to a year.',
  },
  'garp-burst': {
    grade: 'dropped',
    says: 'How often a new master announces itself at once cannot be set in SafeKit.',
  },
  'check-interface': {
    grade: 'lossless',
    says: 'Becomes check="on": the module waits while the interface is down, as an instance is in FAULT.',
  },
  'no-check-interface': {
    grade: 'lossless',
    says: 'Becomes check="off": the module does not look at the interface.',
  },
  'tracked-elsewhere': {
    grade: 'approximated',
    says: 'Becomes a checker that runs on each node and looks at {interface}: the module waits while it is down.',
  },
  'weighted-tracker': {
    grade: 'dropped',
    says: 'SafeKit has no weights: a tracker either makes the module wait or does nothing. Give it the weight 0, or write a failover rule.',
  },
  'tracked-script': {
    grade: 'approximated',
    says: 'Becomes a custom checker that runs the same command in a loop; on failure the module waits, and wakes up when it succeeds again.',
  },
  'tracked-ping': {
    grade: 'approximated',
    says: "Becomes SafeKit's own ping checker with the same host, interval and timeout; rise and fall are SafeKit's.",
  },
  'tracked-tcp': {
    grade: 'approximated',
    says: "Becomes SafeKit's own tcp checker with the same host, port, interval and timeout; rise and fall are SafeKit's.",
  },
  'tracked-process': {
    grade: 'approximated',
    says: 'Becomes a proc of errd: SafeKit stops and starts the module on this node when processes are missing, where keepalived puts the instance into FAULT.',
  },
  'tracked-file': {
    grade: 'approximated',
    says: 'Becomes a custom checker that reads the file in a loop; a value that is not 0 makes the module wait.',
  },
  'unused-tracker': {
    grade: 'dropped',
    says: 'No converted instance follows it.',
  },
  'tracked-bfd': {
    grade: 'dropped',
    says: 'SafeKit does not speak BFD: a ping checker on the neighbour comes closest.',
  },
  // Scripts
  'notify-master': {
    grade: 'approximated',
    says: 'Is run by start_prim, with the virtual address set; SafeKit waits for its end, where keepalived does not.',
  },
  'notify-backup': {
    grade: 'approximated',
    says: 'Is run by stop_prim when the node gives up the primary role, before its addresses go, and by start_second when it comes as secondary.',
  },
  'notify-fault': {
    grade: 'approximated',
    says: 'Is run by stop_prim when a checker makes the module wait, before its addresses go.',
  },
  'notify-stop': {
    grade: 'approximated',
    says: 'Is run by poststop, when the module stops.',
  },
  'notify-any': {
    grade: 'approximated',
    says: "Is run by transition with keepalived's arguments (INSTANCE or GROUP, name, state, priority), made of the states that SafeKit gives.",
  },
  'notify-any-priority': {
    grade: 'needs-decision',
    says: 'Is run by transition with the arguments of keepalived, but the nodes have other priorities and one script: it gives {priority} on both, as {file} says, so look whether the script reads it.',
  },
  'script-security': {
    grade: 'dropped',
    says: 'SafeKit runs the scripts of a module as root: commands of another user are run by runuser.',
  },
  'routes-and-rules': {
    grade: 'approximated',
    says: 'Is set by start_prim and removed by stop_prim: SafeKit does not watch it, and does not set it again when it is deleted.',
  },
  static: {
    grade: 'dropped',
    says: 'Is the same on a node whatever role it has: set it in the network configuration of the host.',
  },
  // Farms
  'farm-service': {
    grade: 'approximated',
    says: 'Becomes a rule of a farm: every node filters for itself, where one director sent connections on.',
  },
  'farm-election': {
    grade: 'dropped',
    says: 'All nodes of a farm serve, so none is elected: who is there is found out by pulses of SafeKit itself.',
  },
  'farm-interface': {
    grade: 'lossless',
    says: 'Becomes the interface of the addresses and the network that members find each other on.',
  },
  'farm-notify': {
    grade: 'dropped',
    says: 'No node of a farm becomes master or backup: put what the script has to do into start_both or stop_both.',
  },
  'farm-dr': {
    grade: 'lossless',
    says: 'Direct routing answers from the address of the service itself, as the nodes of a farm do.',
  },
  'farm-server': {
    grade: 'lossless',
    says: 'Is a node of the cluster, which every node of a farm serves for.',
  },
  'farm-weight': {
    grade: 'lossless',
    says: 'Becomes the power of the node.',
  },
  'farm-weight-even': {
    grade: 'lossless',
    says: 'All nodes have the same weight, which a farm does without saying so.',
  },
  'farm-scheduler': {
    grade: 'approximated',
    says: 'Becomes filter="{filter}": clients are spread by a hash alike, but which node a client meets is another.',
  },
  'farm-scheduler-replaced': {
    grade: 'approximated',
    says: 'Becomes filter="{filter}": a hash decides instead of {scheduler}, which is even over many clients, but not in turn and not by load.',
  },
  'farm-scheduler-open': {
    grade: 'needs-decision',
    says: 'A farm spreads by a hash and not by {scheduler}: filter="{filter}" was taken; on_addr keeps a client at one node, on_port spreads its connections.',
  },
  'farm-persistence': {
    grade: 'approximated',
    says: 'Becomes filter="on_addr": a client stays at its node as long as the nodes stay the same, not for a time.',
  },
  'farm-inhibit': {
    grade: 'approximated',
    says: 'A node of a farm that is gone has no share, with its table or without.',
  },
  'farm-check': {
    grade: 'approximated',
    says: 'Becomes a tcp checker on each node itself: its action restarts the module there, where keepalived took the server out of the pool.',
  },
  'farm-other-check': {
    grade: 'dropped',
    says: 'SafeKit has no checker of this kind: write a custom checker for it, or a tcp checker.',
  },
  'not-a-farm': {
    grade: 'dropped',
    says: "Is no farm of the cluster's nodes: {reason}. Keep it in keepalived, or run SafeKit on its servers.",
  },
  mail: {
    grade: 'dropped',
    says: "Mail is sent by SafeKit's notification agent, which is not configured in userconfig.xml.",
  },
  'sync-daemon': {
    grade: 'dropped',
    says: "SafeKit's nodes share no table of connections: those of a node that fails are lost.",
  },
} as const satisfies Rules;

export type ToSafekitRule = keyof typeof toSafekitRules;

/** Rules of directives that are not noted one by one. */
export const usualToSafekit: { readonly [path: string]: ToSafekitRule } = {
  'global_defs.notification_email': 'mail',
  'global_defs.notification_email.*': 'mail',
  'global_defs.notification_email_from': 'mail',
  'global_defs.smtp_server': 'mail',
  'global_defs.smtp_helo_name': 'mail',
  'global_defs.smtp_connect_timeout': 'mail',
  'global_defs.smtp_alert': 'mail',
  'global_defs.script_user': 'script-security',
  'global_defs.enable_script_security': 'script-security',
  'global_defs.lvs_sync_daemon': 'sync-daemon',
  'global_defs.vrrp_version': 'protocol',
  'global_defs.vrrp_strict': 'no-accept',
  'global_defs.vrrp_skip_check_adv_addr': 'protocol',
  'global_defs.vrrp_mcast_group4': 'protocol',
  'global_defs.vrrp_mcast_group6': 'protocol',
  'global_defs.vrrp_garp_master_delay': 'garp-burst',
  'global_defs.vrrp_garp_master_repeat': 'garp-burst',
  'global_defs.vrrp_garp_interval': 'garp-burst',
  'global_defs.vrrp_gna_interval': 'garp-burst',
  static_ipaddress: 'static',
  'static_ipaddress.*': 'static',
  static_routes: 'static',
  'static_routes.*': 'static',
  static_rules: 'static',
  'static_rules.*': 'static',
  'vrrp_sync_group.smtp_alert': 'mail',
  'vrrp_instance.smtp_alert': 'mail',
  'vrrp_instance.smtp_alerts': 'mail',
  'vrrp_instance.virtual_router_id': 'virtual-router-id',
  'vrrp_instance.version': 'protocol',
  'vrrp_instance.strict_mode': 'no-accept',
  'vrrp_instance.no_accept': 'no-accept',
  'vrrp_instance.authentication': 'authentication',
  'vrrp_instance.authentication.auth_type': 'authentication',
  'vrrp_instance.authentication.auth_pass': 'authentication',
  'vrrp_instance.auth_hmac': 'authentication',
  'vrrp_instance.preempt_delay': 'preempt-delay',
  'vrrp_instance.mcast_dst_ip': 'protocol',
  'vrrp_instance.unicast_ttl': 'protocol',
  'vrrp_instance.check_unicast_src': 'protocol',
  'vrrp_instance.old_unicast_checksum': 'protocol',
  'vrrp_instance.skip_check_adv_addr': 'protocol',
  'vrrp_instance.lower_prio_no_advert': 'protocol',
  'vrrp_instance.higher_prio_send_advert': 'protocol',
  'vrrp_instance.vmac_xmit_base': 'protocol',
  'vrrp_instance.garp_master_delay': 'garp-burst',
  'vrrp_instance.garp_master_repeat': 'garp-burst',
  'vrrp_instance.garp_master_refresh_repeat': 'garp-burst',
  'vrrp_instance.garp_lower_prio_delay': 'garp-burst',
  'vrrp_instance.garp_lower_prio_repeat': 'garp-burst',
  'vrrp_instance.track_bfd': 'tracked-bfd',
  'vrrp_instance.track_bfd.*': 'tracked-bfd',
  bfd_instance: 'tracked-bfd',
  vrrp_script: 'unused-tracker',
  vrrp_track_process: 'unused-tracker',
  vrrp_track_file: 'unused-tracker',
  track_file: 'unused-tracker',
  'vrrp_instance.lvs_sync_daemon_interface': 'sync-daemon',
};
