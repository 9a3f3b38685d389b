// How SafeKit relates to keepalived.conf: one entry for each fact, with what differs and what to do.

import type { Rules } from '../rule.ts';

export const toKeepalivedRules = {
  // cluster.xml
  node: {
    grade: 'lossless',
    says: 'Becomes a keepalived.conf of its own, and its name the router_id.',
  },
  'node-address': {
    grade: 'lossless',
    says: 'Becomes the address that the node sends adverts from, and a peer of the other nodes.',
  },
  'node-name-for-address': {
    grade: 'needs-decision',
    says: 'keepalived wants an address and not a host name: name it as {key} by --map, or adverts go to the multicast group.',
  },
  'node-address-family': {
    grade: 'dropped',
    says: 'An advert of VRRP goes from and to addresses of the family of the virtual addresses, so the nodes send to the multicast group: let it pass on that network.',
  },
  'node-not-converted': {
    grade: 'dropped',
    says: 'Only the file of {node} was asked for; --all-nodes makes those of all.',
  },
  lan: {
    grade: 'lossless',
    says: 'Becomes the network that adverts of VRRP go over.',
  },
  'lan-unused': {
    grade: 'dropped',
    says: 'No module that was converted uses the network.',
  },
  'nat-address': {
    grade: 'dropped',
    says: 'keepalived knows no address behind NAT: adverts have to reach the addresses of the nodes themselves.',
  },
  'cluster-protocol': {
    grade: 'dropped',
    says: "Is about SafeKit's own membership: keepalived has none besides VRRP.",
  },
  // Modules
  mirror: {
    grade: 'lossless',
    says: 'Becomes a vrrp_instance with the name of the module: one of the nodes has its addresses.',
  },
  'no-address': {
    grade: 'dropped',
    says: 'keepalived starts no instance without an address: give the module a virtual address, or name those of its hosts by --map.',
  },
  'light-module': {
    grade: 'dropped',
    says: 'A light module restarts an application on one node and has no address: let systemd do that (Restart=on-failure).',
  },
  'defaultprim-alone': {
    grade: 'lossless',
    says: 'Becomes nopreempt with equal priorities: the node that has the role keeps it.',
  },
  'defaultprim-node': {
    grade: 'approximated',
    says: 'Becomes the higher priority of {node}: keepalived gives the role back at once when the node returns, without waiting for the data to be the same again.',
  },
  'defaultprim-last': {
    grade: 'needs-decision',
    says: 'keepalived does not remember who was primary: nopreempt comes closest, or give one node the role by --map.',
  },
  'failover-on': {
    grade: 'lossless',
    says: 'VRRP takes over by itself.',
  },
  'failover-off': {
    grade: 'dropped',
    says: 'keepalived always takes over: keep the daemon stopped on the secondary and start it by hand.',
  },
  heartbeat: {
    grade: 'approximated',
    says: 'Becomes adverts of VRRP over {interface} between the addresses of the nodes: the only channel, so the nodes part when it alone is broken.',
  },
  'heartbeat-open': {
    grade: 'needs-decision',
    says: 'Becomes adverts of VRRP over {interface}, the only channel; that interface is a guess, as no file names one: set {key} by --map.',
  },
  'heartbeat-lost': {
    grade: 'dropped',
    says: 'VRRP has one channel: a second heartbeat has no counterpart, so use a bond, or choose the network by --map.',
  },
  timers: {
    grade: 'approximated',
    says: 'Becomes advert_int {advert} and down_timer_adverts {count}: the other node counts as gone after {seconds} s, give or take the skew of VRRP.',
  },
  'heartbeat-name': {
    grade: 'dropped',
    says: 'Names of resources are not needed: keepalived logs the instance by its name.',
  },
  'timers-unused': {
    grade: 'dropped',
    says: 'The timers of the network that adverts go over count.',
  },
  'service-port': {
    grade: 'dropped',
    says: 'VRRP has no ports: let IP protocol 112 pass between the nodes.',
  },
  'lost-loops': {
    grade: 'dropped',
    says: 'keepalived does not count restarts: use StartLimitBurst and StartLimitIntervalSec of systemd for the application.',
  },
  boot: {
    grade: 'dropped',
    says: "Whether it starts with the server is systemd's matter: systemctl enable keepalived.",
  },
  replication: {
    grade: 'dropped',
    says: 'keepalived replicates no files: without another replication (DRBD, or that of the database) both nodes have data of their own, so do not switch over before it is there.',
  },
  'virtual-host': {
    grade: 'dropped',
    says: 'Applications see the real name of the host: set it where the application is configured.',
  },
  'failover-rules': {
    grade: 'dropped',
    says: 'Rules of your own have no counterpart: a tracker of keepalived either puts the instance into FAULT or moves its priority.',
  },
  // Addresses
  vip: {
    grade: 'lossless',
    says: 'Becomes the addresses of the instance.',
  },
  address: {
    grade: 'lossless',
    says: 'Is set by the node that is master, and removed when it no longer is.',
  },
  'address-without-mask': {
    grade: 'approximated',
    says: 'SafeKit takes the mask of the interface, which no file says: /{length} was written, which answers alike and adds no route; {key} of --map sets it.',
  },
  'address-on-vmac': {
    grade: 'approximated',
    says: 'Is set on the virtual link of the instance by the node that is master, where SafeKit has it on the interface and keeps the virtual Ethernet address out of the headers of frames.',
  },
  'address-without-vmac': {
    grade: 'approximated',
    says: 'Is set on the interface itself and answers with its Ethernet address: neighbours learn of a takeover by gratuitous ARP.',
  },
  'address-by-name': {
    grade: 'needs-decision',
    says: 'keepalived wants an address and not a host name, so it is missing: name it as {key} by --map.',
  },
  'one-side': {
    grade: 'approximated',
    says: 'Becomes a virtual_route that makes it the source of connections to its own network; those to other networks come from the address of the node.',
  },
  'one-side-without-mask': {
    grade: 'needs-decision',
    says: 'To make it the source of connections its mask has to be known: name it as {key} by --map.',
  },
  'interface-name': {
    grade: 'lossless',
    says: 'Becomes the interface of the addresses.',
  },
  'check-interface': {
    grade: 'lossless',
    says: 'keepalived follows the interface: the instance is in FAULT while it is down, as the module waits.',
  },
  'no-check-interface': {
    grade: 'lossless',
    says: 'keepalived does not follow the interface.',
  },
  'check-address': {
    grade: 'approximated',
    says: 'keepalived gives the role up when the address is gone; SafeKit stops and starts the module, and counts that.',
  },
  'check-address-lost': {
    grade: 'approximated',
    says: 'The interface is not followed, and keepalived follows it and its addresses together: nothing happens when the address is gone.',
  },
  'no-check-address': {
    grade: 'lossless',
    says: 'Becomes no_track: nothing happens when the address is gone.',
  },
  'arp-on': {
    grade: 'approximated',
    says: 'Becomes garp_master_refresh: keepalived announces the address as long as it has it, and does not end after arpelapse.',
  },
  'arp-off': {
    grade: 'approximated',
    says: 'keepalived always announces an address that it takes over, five times at once and five times later.',
  },
  connections: {
    grade: 'dropped',
    says: 'keepalived counts no connections: `ss -Hn state established src ADDRESS` does.',
  },
  'tcp-reset': {
    grade: 'approximated',
    says: 'Becomes ss -K in the notify script, which runs when the address is gone already; the kernel needs CONFIG_INET_DIAG_DESTROY.',
  },
  'no-tcp-reset': {
    grade: 'lossless',
    says: 'keepalived resets no connections.',
  },
  vmac: {
    grade: 'approximated',
    says: 'Becomes use_vmac with the same address: switches learn it, so they flood no frames, and no card has to be promiscuous.',
  },
  'vmac-elsewhere': {
    grade: 'dropped',
    says: 'keepalived has one virtual link for each instance, on the interface of its adverts: choose that interface by --map, or do without.',
  },
  // Scripts
  user: {
    grade: 'approximated',
    says: "Becomes notify scripts that call those of the module with SafeKit's arguments in SafeKit's order: keepalived neither waits for them nor looks at their status, and removes the address before the stop scripts run.",
  },
  'stop-timeout': {
    grade: 'lossless',
    says: 'The notify script gives stop scripts as much time.',
  },
  'script-log': {
    grade: 'dropped',
    says: "What scripts print goes where keepalived's own output goes.",
  },
  variable: {
    grade: 'lossless',
    says: 'Is exported by the notify script.',
  },
  // Checkers
  'check-ping': {
    grade: 'approximated',
    says: 'Becomes a vrrp_script that pings; two failures in a row put the instance into FAULT, where SafeKit waits handle_time.',
  },
  'check-tcp': {
    grade: 'approximated',
    says: 'Becomes a vrrp_script that connects while the application runs here: two failures give the role to the other node, where SafeKit does "{action}".',
  },
  'check-module': {
    grade: 'approximated',
    says: "Becomes a vrrp_script that asks for the module's health page: it works as long as that module stays with SafeKit.",
  },
  'check-splitbrain': {
    grade: 'approximated',
    says: 'Becomes a vrrp_script that pings the witnesses: FAULT whenever none answers, where SafeKit asks only when heartbeats are lost.',
  },
  'check-intf': {
    grade: 'approximated',
    says: 'keepalived follows {interface}, the interface of its adverts and so of that address.',
  },
  'check-intf-unknown': {
    grade: 'dropped',
    says: 'No file says which interface has that address: add it to track_interface by hand.',
  },
  'check-ip': {
    grade: 'lossless',
    says: 'keepalived follows the addresses of an instance without being told.',
  },
  'check-custom': {
    grade: 'dropped',
    says: 'A program that writes a resource of SafeKit has none here: rewrite it as a command that ends with 0 or another status, and make a vrrp_script of it.',
  },
  'check-without-action': {
    grade: 'dropped',
    says: 'Its result has no consequence here (noaction), and keepalived has no checks that only watch.',
  },
  processes: {
    grade: 'approximated',
    says: 'Becomes a vrrp_script that counts processes while the application runs here: too few or too many give the role to the other node, where SafeKit does "{action}".',
  },
  'process-expression': {
    grade: 'dropped',
    says: 'The script looks for the exact name of the program: change its pgrep to match more.',
  },
  'process-service': {
    grade: 'approximated',
    says: 'Becomes a vrrp_script that asks systemctl is-active while the application runs here.',
  },
  'own-class': {
    grade: 'dropped',
    says: 'Processes of a class of your own are watched when a script says so, which keepalived knows nothing of.',
  },
  'other-polling': {
    grade: 'lossless',
    says: 'Becomes the interval of the scripts that count processes.',
  },
  // Farms
  farm: {
    grade: 'approximated',
    says: 'Becomes an IPVS director that VRRP elects, with all nodes as real servers by direct routing: all traffic enters by one node, and a takeover takes as long as VRRP.',
  },
  'farm-timers': {
    grade: 'approximated',
    says: 'Becomes advert_int {advert} and down_timer_adverts {count} of the director, and delay_loop of the checks of servers.',
  },
  'farm-vmac': {
    grade: 'approximated',
    says: 'There is one director at a time, with its own Ethernet address: no frames are flooded, and neighbours learn of a takeover by gratuitous ARP.',
  },
  'farm-address': {
    grade: 'approximated',
    says: 'The director has it on its interface, all nodes have it on lo without answering ARP for it, by the script {script}.',
  },
  'farm-reset': {
    grade: 'dropped',
    says: 'Nobody resets connections when a node leaves: IPVS forgets them, and clients connect again.',
  },
  'farm-user': {
    grade: 'approximated',
    says: 'start_both and stop_both are run by the script of the node, when keepalived starts and stops; transition and update are not run.',
  },
  'farm-variable': {
    grade: 'dropped',
    says: 'Set it in the unit of keepalived: scripts of a farm get its environment.',
  },
  'no-script-control': {
    grade: 'lossless',
    says: 'Traffic is open as long as the node serves.',
  },
  'script-control': {
    grade: 'dropped',
    says: 'Traffic is open as soon as the checks of a server succeed: let the application listen when it is ready, or take the node out with weight 0.',
  },
  group: {
    grade: 'approximated',
    says: 'Becomes one virtual_server for each of its rules and addresses; its name has no form in keepalived.',
  },
  rule: {
    grade: 'lossless',
    says: 'Becomes a virtual_server.',
  },
  'rule-probed': {
    grade: 'approximated',
    says: 'Becomes a virtual_server whose servers are probed by {probe} every {seconds} s ({key} of --map): no checker of the module says anything of this service, and keepalived has to find out who is there.',
  },
  'rule-without-servers': {
    grade: 'dropped',
    says: 'No node with power has an address of the family of the virtual address in cluster.xml, and direct routing does not change it: name such addresses there.',
  },
  'rule-partly': {
    grade: 'needs-decision',
    says: 'Becomes a virtual_server for the addresses whose family the nodes have in cluster.xml: the others are served by nobody until the nodes have addresses of theirs.',
  },
  'rule-all-ports': {
    grade: 'approximated',
    says: 'Becomes a virtual_server of port 0, which IPVS wants to be persistent: a client stays at its node for all ports, for {persistence} s, and its servers are pinged every {seconds} s; SafeKit does neither, so see {keys} of --map.',
  },
  'rule-arp': {
    grade: 'dropped',
    says: 'Not needed: only the director answers for the address.',
  },
  'filter-address': {
    grade: 'approximated',
    says: 'Becomes lvs_sched {scheduler}: a client stays at one node as before, but at which one is decided by another hash.',
  },
  'filter-port': {
    grade: 'approximated',
    says: 'Becomes lvs_sched {scheduler} with {scheduler}-port: address and port together decide, where SafeKit takes the port alone.',
  },
  'filter-port-of-all': {
    grade: 'needs-decision',
    says: 'IPVS cannot spread connections to all ports by their source port: they stay together by client, so name the ports if that is not what you want.',
  },
  'filter-ipid': {
    grade: 'approximated',
    says: 'Becomes lvs_sched {scheduler} with {scheduler}-port: all datagrams of a socket go to one node, since a scheduler in turn would send them on from node to node.',
  },
  power: {
    grade: 'lossless',
    says: 'Becomes the weight of the real server.',
  },
  'power-none': {
    grade: 'lossless',
    says: 'A node without power is no real server of this group.',
  },
  'farm-check': {
    grade: 'approximated',
    says: 'Becomes the TCP_CHECK of the real servers: keepalived takes a server out of the pool, where SafeKit does "{action}".',
  },
  // The file as such
  macro: {
    grade: 'lossless',
    says: 'Its text stands where it was used.',
  },
  'macro-unused': {
    grade: 'dropped',
    says: 'Nothing that was converted uses it.',
  },
} as const satisfies Rules;

export type ToKeepalivedRule = keyof typeof toKeepalivedRules;

/** Rules of directives that are not noted one by one. */
export const usualToKeepalived: { readonly [path: string]: ToKeepalivedRule } = {
  'safe.macro': 'macro-unused',
  'safe.macro.@name': 'macro-unused',
  'safe.macro.@value': 'macro-unused',
  'safe.service.@maxloop': 'lost-loops',
  'safe.service.@loop_interval': 'lost-loops',
  'safe.service.@automatic_reboot': 'lost-loops',
  'safe.service.@boot': 'boot',
  'safe.service.@boot_delay': 'boot',
  'safe.service.heart.@port': 'service-port',
  'safe.service.heart.@permanent_arp': 'service-port',
  'safe.service.heart.heartbeat.@ident': 'heartbeat-name',
  'safe.service.farm.@port': 'service-port',
  'safe.service.rfs': 'replication',
  'safe.service.vhost': 'virtual-host',
  'safe.service.failover': 'failover-rules',
  'safe.service.user.@logging': 'script-log',
  'safe.service.user.@userlogsize': 'script-log',
  'cluster.lans.@port': 'cluster-protocol',
  'cluster.lans.@pulse': 'cluster-protocol',
  'cluster.lans.@mlost_count': 'cluster-protocol',
  'cluster.lans.@slost_count': 'cluster-protocol',
  'cluster.lans.lan.@command': 'cluster-protocol',
  'cluster.lans.lan.@console': 'cluster-protocol',
  'cluster.lans.lan.@framework': 'cluster-protocol',
  'cluster.lans.lan': 'lan-unused',
  'cluster.lans.lan.@name': 'lan-unused',
  'cluster.lans.lan.node': 'lan-unused',
  'cluster.lans.lan.node.@name': 'lan-unused',
  'cluster.lans.lan.node.@addr': 'lan-unused',
  'cluster.lans.lan.node.@laddr': 'nat-address',
};
