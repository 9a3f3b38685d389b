// 3xxx: what the statements mean together.

import type { CodeSpec } from '../diagnostic.ts';

export const meaningCodes = {
  HA3001: {
    slug: 'duplicate-name',
    severity: 'error',
    summary: 'Name is defined twice',
    detail: '{keyword} "{name}" is defined already; keepalived skips this block.',
    help: 'rename or remove one of the two',
  },
  HA3002: {
    slug: 'undefined-instance',
    severity: 'error',
    summary: 'No such vrrp_instance',
    detail: '"{name}" is not a vrrp_instance of this file, so {user} cannot follow it.',
    help: '{mend}',
  },
  HA3003: {
    slug: 'instance-in-two-groups',
    severity: 'error',
    summary: 'Instance in two sync groups',
    detail: '"{name}" is a member of two vrrp_sync_groups, but an instance can follow only one.',
    help: 'name it in one group only',
  },
  HA3004: {
    slug: 'missing-interface',
    severity: 'error',
    summary: 'Instance without interface',
    detail: 'vrrp_instance "{name}" names no interface, so nobody knows where its addresses go.',
    help: 'add a line: interface NAME',
  },
  HA3005: {
    slug: 'missing-vrid',
    severity: 'error',
    summary: 'Instance without virtual_router_id',
    detail: 'vrrp_instance "{name}" has no virtual_router_id; keepalived would not start.',
    help: 'add a line: virtual_router_id NUMBER, from 1 to 255, the same on all nodes of this router',
  },
  HA3006: {
    slug: 'mixed-families',
    severity: 'error',
    summary: 'IPv4 and IPv6 in one instance',
    detail:
      '{ip} is not of the family of the first address of "{name}"; an advert carries one family.',
    help: 'move it to virtual_ipaddress_excluded, or to an instance of its own',
  },
  HA3007: {
    slug: 'no-virtual-address',
    severity: 'warning',
    summary: 'Instance without addresses',
    detail:
      'vrrp_instance "{name}" has no virtual_ipaddress: its adverts carry no address, and VRRP version 3 does not start like that.',
    help: 'add a virtual_ipaddress block',
  },
  HA3008: {
    slug: 'duplicate-vrid',
    severity: 'error',
    summary: 'Two instances with one virtual router id',
    detail:
      '"{name}" and "{other}" both use virtual_router_id {vrid} for {family} on {interface}; each would take the other for a peer.',
    help: 'give each a virtual_router_id of its own',
  },
  HA3009: {
    slug: 'bad-virtual-server',
    severity: 'error',
    summary: 'Head of a virtual_server is wrong',
    detail: '"{text}" is not what a virtual_server can be: {reason}.',
    help: 'write virtual_server IP PORT, virtual_server fwmark NUMBER or virtual_server group NAME',
  },
  HA3010: {
    slug: 'undefined-server-group',
    severity: 'warning',
    summary: 'No such virtual_server_group',
    detail:
      '"{name}" is not a virtual_server_group of this file, so keepalived sets up nothing for it.',
    help: '{mend}',
  },
  HA3011: {
    slug: 'no-real-server',
    severity: 'error',
    summary: 'Virtual server without real servers',
    detail: 'virtual_server {name} has no real_server; keepalived drops it.',
    help: 'add a real_server block, or remove the virtual_server',
  },
  HA3012: {
    slug: 'duplicate-service',
    severity: 'warning',
    summary: 'Two virtual servers for the same traffic',
    detail:
      '{service} belongs to two virtual_servers; they would fight over one service of the kernel.',
    help: 'merge the two, or change the address, port, protocol or mark of one',
  },
  HA3013: {
    slug: 'duplicate-real-server',
    severity: 'error',
    summary: 'Real server stands twice',
    detail:
      'real_server {server} stands twice in virtual_server {name}; keepalived drops the second.',
    help: 'remove one, or change its port; to give it more load raise its weight',
  },
  HA3014: {
    slug: 'bad-group-line',
    severity: 'error',
    summary: 'Line of a virtual_server_group is wrong',
    detail: '"{text}" is not a line of a virtual_server_group: {reason}.',
    help: 'write IP PORT, IP-LAST PORT, IP/LENGTH PORT or fwmark NUMBER [inet|inet6]',
  },
  HA3015: {
    slug: 'rule-without-priority',
    severity: 'warning',
    summary: 'Rule without priority',
    detail:
      'The rule has no priority, so it gets {priority}, counted down from 16384 in the order of the file; a new rule above moves it.',
    help: 'add: priority NUMBER',
  },
  HA3016: {
    slug: 'address-without-device',
    severity: 'warning',
    summary: 'Static address without interface',
    detail: '{ip} names no interface, so it goes to {interface}.',
    help: 'add: dev NAME, or default_interface in global_defs',
  },
  HA3017: {
    slug: 'service-default',
    severity: 'warning',
    summary: 'Virtual server relies on a default',
    detail: 'virtual_server {name} has no {keyword}; keepalived takes {value}.',
    help: 'say which: {keyword} {value}',
  },
  HA3018: {
    slug: 'port-not-forwarded',
    severity: 'warning',
    summary: 'Port cannot be changed by this forwarding method',
    detail:
      '{server} has port {port}, but {method} does not rewrite packets: they arrive at port {used}.',
    help: 'write port {used}, or use lb_kind NAT',
  },
  HA3019: {
    slug: 'flag-of-other-scheduler',
    severity: 'error',
    summary: 'Flag of another scheduler',
    detail: '{flag} does nothing under lb_algo {scheduler}.',
    help: 'remove it, or choose the scheduler it belongs to',
  },
  HA3020: {
    slug: 'quorum-out-of-reach',
    severity: 'warning',
    summary: 'Quorum is above all weights',
    detail:
      'quorum {quorum} can never be reached: the servers of {name} weigh {weight} together; keepalived takes {weight}.',
    help: 'lower the quorum to at most {weight}',
  },
  HA3021: {
    slug: 'one-packet-without-udp',
    severity: 'warning',
    summary: 'One-packet scheduling wants UDP',
    detail: 'ops works for UDP and fwmark services only; keepalived drops it for {name}.',
    help: 'remove ops, or set protocol UDP',
  },
  HA3022: {
    slug: 'zero-port-persists',
    severity: 'warning',
    summary: 'Service for all ports is persistent',
    detail:
      '{name} has no port, and the kernel takes such a service only with persistence: {seconds} seconds are set.',
    help: 'add persistence_timeout SECONDS, or a port',
  },
  HA3023: {
    slug: 'hysteresis-keeps-quorum-down',
    severity: 'warning',
    summary: 'Hysteresis keeps the quorum from being reached',
    detail:
      'quorum {quorum} and hysteresis {hysteresis} want more than the {weight} that the servers of {name} weigh: the quorum is never reached.',
    help: '{mend}',
  },
  HA3024: {
    slug: 'auth-pass-too-long',
    severity: 'warning',
    summary: 'Password is cut to 8 characters',
    detail:
      'auth_pass holds more than the 8 characters that a VRRP advert carries; the rest is not used.',
    help: 'shorten it to 8 characters on all nodes',
  },
  HA3025: {
    slug: 'missing-authentication',
    severity: 'warning',
    summary: 'Authentication is not complete',
    detail:
      'The authentication block of "{name}" lacks {missing}, so adverts go without authentication.',
    help: 'add {missing}',
  },
  HA3026: {
    slug: 'route-without-target',
    severity: 'error',
    summary: 'Route without destination or way',
    detail: 'The route has no {missing}.',
    help: 'write DESTINATION via GATEWAY, DESTINATION dev INTERFACE, or blackhole DESTINATION',
  },
  HA3027: {
    slug: 'rule-without-action',
    severity: 'error',
    summary: 'Rule that does nothing',
    detail: 'The rule names neither a table nor an action.',
    help: 'add: table NUMBER, or one of goto, blackhole, unreachable, prohibit',
  },
  HA3028: {
    slug: 'hysteresis-not-below-quorum',
    severity: 'warning',
    summary: 'Hysteresis is not below the quorum',
    detail: 'hysteresis {hysteresis} is not below quorum {quorum}; keepalived takes {used}.',
    help: 'write hysteresis {used}, or raise the quorum',
  },
  HA3029: {
    slug: 'destination-is-no-network',
    severity: 'warning',
    summary: 'Destination has bits set behind its length',
    detail:
      'The kernel refuses a route to {destination} when it comes to set it: the network is {network}.',
    help: 'write {network}, or /32 for the one address',
  },
  HA3030: {
    slug: 'server-of-other-family',
    severity: 'error',
    summary: 'Server of another family than its service',
    detail:
      '{server} is {family}, but virtual_server {name} listens on {other}, and {method} does not lead from one to the other; the server is left out.',
    help: 'choose a server of the same family, or TUN',
  },
  HA3031: {
    slug: 'protocol-of-tracked-route',
    severity: 'warning',
    summary: 'Protocol of a watched route',
    detail:
      'protocol {protocol} is not used: a route that keepalived watches always has protocol keepalived.',
    help: 'remove it, or add no_track if nobody has to watch the route',
  },
  HA3032: {
    slug: 'ignored-word',
    severity: 'warning',
    summary: 'Word without effect',
    detail: '"{word}" has no effect here: {reason}.',
    help: '{mend}',
  },
  HA3034: {
    slug: 'setting-dropped',
    severity: 'warning',
    summary: 'Setting that another one cancels',
    detail: 'keepalived drops {keyword} of "{name}": {reason}.',
    help: '{mend}',
  },
  HA3035: {
    slug: 'authentication-dropped',
    severity: 'warning',
    summary: 'Authentication is not used',
    detail: '"{name}" runs without authentication: {reason}.',
    help: '{mend}',
  },
  HA3036: {
    slug: 'preemption-dropped',
    severity: 'warning',
    summary: 'Preemption works in another way',
    detail: '{keyword} of "{name}" is not used: {reason}.',
    help: '{mend}',
  },
  HA3037: {
    slug: 'not-in-strict-mode',
    severity: 'warning',
    summary: 'Not in strict mode',
    detail: 'Strict mode does not go with {what} of "{name}": keepalived {effect}.',
    help: 'remove it, or turn strict mode off',
  },
  HA3038: {
    slug: 'advert-interval-changed',
    severity: 'warning',
    summary: 'Advert interval is changed',
    detail:
      'VRRP version {version} sends adverts {possible}, so keepalived takes {used} s for "{name}".',
    help: 'write advert_int {used}, the same on all nodes',
  },
  HA3039: {
    slug: 'unicast-without-peers',
    severity: 'warning',
    summary: 'Unicast without peers',
    detail:
      '{keyword} is for unicast, but "{name}" has no unicast_peer: its adverts go to the multicast group.',
    help: 'add a unicast_peer block, or remove {keyword}',
  },
  HA3040: {
    slug: 'own-interface-tracked',
    severity: 'warning',
    summary: 'Own interface is tracked',
    detail: '"{name}" follows {interface} anyway, since it runs there: the line has no effect.',
    help: 'remove the line',
  },
  HA3041: {
    slug: 'duplicate-entry',
    severity: 'warning',
    summary: 'Entry stands twice',
    detail: '{entry} stands twice in {keyword} of "{name}"; the second one has no effect.',
    help: 'remove one',
  },
  HA3042: {
    slug: 'undefined-tracker',
    severity: 'error',
    summary: 'Tracked object is not defined',
    detail:
      '{keyword} "{name}" is not defined above, where keepalived looks for it: the line is ignored.',
    help: '{mend}',
  },
  HA3043: {
    slug: 'incomplete-block',
    severity: 'error',
    summary: 'Block lacks what it is for',
    detail: '{keyword} "{name}" has no {missing}, so keepalived leaves it out.',
    help: '{mend}',
  },
  HA3044: {
    slug: 'lone-member',
    severity: 'warning',
    summary: 'Sync group of one instance',
    detail: 'vrrp_sync_group "{name}" has one instance only, so there is nothing to keep in step.',
    help: 'add the other instances, or remove the group',
  },
  HA3045: {
    slug: 'weight-not-used',
    severity: 'warning',
    summary: 'Weight without effect',
    detail: 'The weight of {tracked} is not used for "{name}": {reason}.',
    help: '{mend}',
  },
  HA3046: {
    slug: 'address-of-other-family',
    severity: 'error',
    summary: 'Address of another family',
    detail: '{ip} is {family}, but "{name}" is {other}; keepalived leaves the address out.',
    help: 'write an {other} address',
  },
  HA3047: {
    slug: 'virtual-link-refused',
    severity: 'error',
    summary: 'Virtual link cannot be made like this',
    detail: 'keepalived does not take {word} for the virtual link of "{name}": {reason}.',
    help: '{mend}',
  },
  HA3048: {
    slug: 'tracked-twice',
    severity: 'warning',
    summary: 'Tracked by instance and group',
    detail:
      '{interface} is tracked by "{name}" and by its sync group; keepalived uses one of the two.',
    help: 'remove one of the two lines',
  },
  HA3053: {
    slug: 'loopback-interface',
    severity: 'error',
    summary: 'Loopback interface',
    detail: '"{name}" cannot run on {interface}: nobody hears its adverts there.',
    help: 'name the interface that leads to the other nodes',
  },
  HA3057: {
    slug: 'empty-range',
    severity: 'warning',
    summary: 'Lower end above the upper one',
    detail: '{least} is above {most}: {effect}.',
    help: 'swap the two',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
