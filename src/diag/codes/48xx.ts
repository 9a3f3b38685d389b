// 48xx: the files of the nodes of one cluster beside each other.

import type { CodeSpec } from '../diagnostic.ts';

export const clusterCodes = {
  HA4801: {
    slug: 'vrid-differs',
    severity: 'error',
    summary: 'Another virtual router id than on another node',
    detail:
      'vrrp_instance "{name}" has virtual_router_id {vrid} here and {other} in {place}: the nodes do not hear each other, and both become master.',
    help: 'write one virtual_router_id on all nodes',
  },
  HA4802: {
    slug: 'version-differs',
    severity: 'error',
    summary: 'Another VRRP version than on another node',
    detail:
      'vrrp_instance "{name}" speaks version {version} here and {other} in {place}: each drops the adverts of the other, and both become master.',
    help: 'write one vrrp_version in global_defs of all nodes',
  },
  HA4803: {
    slug: 'addresses-differ',
    severity: 'error',
    summary: 'Other virtual addresses than on another node',
    detail:
      'The addresses of vrrp_instance "{name}" are not those of {place}: {difference}. Each node drops the adverts of the other, and both become master.',
    help: 'write the same virtual_ipaddress on all nodes; virtual_ipaddress_excluded holds what is not advertised',
  },
  HA4804: {
    slug: 'excluded-addresses-differ',
    severity: 'warning',
    summary: 'Other excluded addresses than on another node',
    detail:
      'The virtual_ipaddress_excluded of vrrp_instance "{name}" is not that of {place}: {difference}. When the other node takes over, the address does not move.',
    help: 'write the same virtual_ipaddress_excluded on all nodes',
  },
  HA4805: {
    slug: 'interval-differs',
    severity: 'error',
    summary: 'Another advert interval than on another node',
    detail:
      'advert_int is {seconds} here and {other} in {place}: with version 2 each node drops the adverts of the other, and both become master.',
    help: 'write one advert_int on all nodes',
  },
  HA4806: {
    slug: 'own-interval-as-master',
    severity: 'info',
    summary: 'Failover takes another time from each node',
    detail:
      'advert_int is {seconds} here and {other} in {place}: version 3 goes by the interval of the master, so it changes with the master.',
    help: 'write one advert_int on all nodes',
  },
  HA4807: {
    slug: 'authentication-differs',
    severity: 'error',
    summary: 'Other authentication than on another node',
    detail:
      'The {what} is not that of {place}: each node drops the adverts of the other, and both become master.',
    help: 'write one auth_type and one auth_pass on all nodes',
  },
  HA4808: {
    slug: 'equal-priorities',
    severity: 'warning',
    summary: 'Two nodes of the same priority',
    detail:
      'vrrp_instance "{name}" has priority {priority} here and in {place}: the higher source address decides which of them is master.',
    help: 'give the node that shall be master the higher priority',
  },
  HA4809: {
    slug: 'state-against-priority',
    severity: 'info',
    summary: 'State MASTER on a node that does not win',
    detail:
      'vrrp_instance "{name}" says state MASTER with priority {priority}, and {place} has {highest}: the priority decides.',
    help: 'write state BACKUP, or raise the priority',
  },
  HA4810: {
    slug: 'weight-too-small',
    severity: 'warning',
    summary: 'Failure changes no master',
    detail:
      'When everything fails that is weighed here, priority {left} is left, and {place} has {other}: this node stays master.',
    help: 'take away at least {wanted} with the weights, or bring the priorities nearer to each other',
  },
  HA4811: {
    slug: 'node-is-no-peer',
    severity: 'error',
    summary: 'Another node is no unicast peer',
    detail:
      '{ip}, which {place} sends from, is no unicast_peer here: that node gets no adverts and becomes master too.',
    help: 'add {ip} to unicast_peer',
  },
  HA4812: {
    slug: 'peer-is-no-node',
    severity: 'warning',
    summary: 'Unicast peer that no node sends from',
    detail: '{ip} is the source address of none of the other nodes ({files}).',
    help: 'write the unicast_src_ip of the other node, or add its file to the check',
  },
  HA4813: {
    slug: 'unicast-and-multicast',
    severity: 'error',
    summary: 'One node sends unicast, another multicast',
    detail:
      'vrrp_instance "{name}" sends {own} here and {other} in {place}: the nodes do not hear each other, and both become master.',
    help: 'write unicast_peer on all nodes, or on none',
  },
  HA4814: {
    slug: 'same-source-address',
    severity: 'error',
    summary: 'Two nodes send from one address',
    detail:
      'vrrp_instance "{name}" sends from {ip} here and in {place}; an address belongs to one node.',
    help: 'write the address of this node',
  },
  HA4815: {
    slug: 'sync-groups-differ',
    severity: 'warning',
    summary: 'Another sync group than on another node',
    detail:
      'vrrp_sync_group "{name}" holds {members} here and {others} in {place}: what moves together depends on the node.',
    help: 'write the same group on all nodes',
  },
  HA4816: {
    slug: 'instance-without-counterpart',
    severity: 'warning',
    summary: 'Instance that another node does not have',
    detail:
      'vrrp_instance "{name}" has no counterpart in {files}: that node never takes its addresses over.',
    help: 'add it there, with the same virtual_router_id',
  },
  HA4817: {
    slug: 'service-without-counterpart',
    severity: 'warning',
    summary: 'Virtual server that another node does not have',
    detail:
      'virtual_server {name} is not in {files}: nothing is forwarded while that node is master.',
    help: 'add it there',
  },
  HA4818: {
    slug: 'address-order',
    severity: 'info',
    summary: 'Virtual addresses in another order than on another node',
    detail:
      'vrrp_instance "{name}" lists its addresses in another order than {place}. keepalived does not mind; other routers, and people who compare the files, may.',
    help: 'write them in one order on all nodes',
  },
  HA4820: {
    slug: 'clashing-modules',
    severity: 'error',
    summary: 'Virtual address of two modules',
    detail: '{host} is a virtual address in {place}, too; on one server each module has its own.',
    help: 'give one of the modules another address',
  },
  HA4821: {
    slug: 'unknown-host',
    severity: 'error',
    summary: 'Node that the cluster does not have',
    detail: '{file} has no node "{name}".',
    help: '{mend}',
  },
  HA4822: {
    slug: 'node-without-power',
    severity: 'warning',
    summary: 'Node is missing from a group',
    detail:
      'Group "{group}" does not name {nodes} of {file}; the guide wants all nodes here, and does not say what becomes of the others.',
    help: 'add <host name="NAME" power="0"/> for a node that is to have no traffic',
  },
  HA4823: {
    slug: 'unknown-network',
    severity: 'error',
    summary: 'Network that the cluster does not have',
    detail: '{file} has no <lan> of the name "{name}".',
    help: '{mend}',
  },
  HA4824: {
    slug: 'address-of-node',
    severity: 'error',
    summary: 'Virtual address is that of a node',
    detail: '{host} is the own address of {node} in {file}: it would be on two servers at once.',
    help: 'take an address that no server has',
  },
  HA4830: {
    slug: 'not-dynamic',
    severity: 'warning',
    summary: 'Change that wants a stop',
    detail: '{what} differs from {file}, and cannot be changed while the module runs.',
    help: 'stop the module on all nodes before you apply it, or leave {what} as it was',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
