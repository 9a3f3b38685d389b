// 46xx: what SafeKit takes and its users most likely did not mean, in one file.

import type { CodeSpec } from '../diagnostic.ts';

export const moduleLintCodes = {
  HA4601: {
    slug: 'farm-without-rules',
    severity: 'warning',
    summary: 'Farm without rules',
    detail:
      'No rule says what traffic is shared, and what matches no rule is denied: all TCP and UDP to the virtual addresses.',
    help: 'add <loadbalancing_list> with a <group> and a <rule> for each service',
  },
  HA4602: {
    slug: 'overlapping-rules',
    severity: 'warning',
    summary: 'Rules for the same traffic',
    detail:
      'Traffic that matches this rule may match the one in group "{other}", too, and the guide does not say which of them counts; hactl takes the first.',
    help: 'make them apart by virtual_addr or port, or remove one',
  },
  HA4603: {
    slug: 'identification-filter',
    severity: 'warning',
    summary: 'Filter that the traffic has nothing for',
    detail: 'filter="on_ipid" makes no sense {where}: {why}.',
    help: 'write filter="on_addr" or filter="on_port"',
  },
  HA4604: {
    slug: 'no-arp-rule',
    severity: 'warning',
    summary: 'Every node answers for the address',
    detail:
      'Without a rule for arp every node answers who has {host}, and the last answer wins: which node traffic goes to first is left to chance.',
    help: 'add <rule proto="arp" filter="on_addr"/> to a group',
  },
  HA4605: {
    slug: 'no-power',
    severity: 'warning',
    summary: 'Group that no node works for',
    detail: 'All nodes of group "{name}" have power 0, so nobody answers its traffic.',
    help: 'give at least one node a power of 1',
  },
  HA4606: {
    slug: 'arp-at-ipv6',
    severity: 'warning',
    summary: 'ARP for IPv6 addresses',
    detail: '{name} is for IPv4 addresses, and this interface has none: it does nothing.',
    help: 'remove it: neighbours find IPv6 addresses by themselves',
  },
  HA4607: {
    slug: 'arp-options-off',
    severity: 'info',
    summary: 'Setting of what is off',
    detail: '{name} does nothing without arpreroute="on".',
    help: 'write arpreroute="on", or remove it',
  },
  HA4608: {
    slug: 'arpreroute-of-shared-mac',
    severity: 'warning',
    summary: 'Announcements of an address that does not move',
    detail:
      'With vmac_invisible all nodes have one Ethernet address, so there is nothing to announce; the guide does not say what arpreroute does then.',
    help: 'remove arpreroute',
  },
  HA4609: {
    slug: 'unused-vmac',
    severity: 'warning',
    summary: 'Ethernet address that is not used',
    detail: 'vmac_directed has no virtual Ethernet address: addr is ignored.',
    help: 'remove addr, or write type="vmac_invisible"',
  },
  HA4610: {
    slug: 'check-of-bond',
    severity: 'info',
    summary: 'Check of an aggregate of links',
    detail: '{name} looks like an aggregate of links, for which the guide advises check="off".',
    help: 'write check="off" and let the bonding driver watch its links',
  },
  HA4611: {
    slug: 'port-of-arp',
    severity: 'warning',
    summary: 'Port in a rule for arp',
    detail: 'ARP has no ports: port="{port}" does nothing here.',
    help: 'remove port',
  },
  HA4612: {
    slug: 'name-for-address',
    severity: 'info',
    summary: 'Virtual address by name',
    detail:
      'What {host} stands for is asked when the module starts; without a name server it has no address.',
    help: 'write the address itself',
  },
  HA4613: {
    slug: 'repeated-group',
    severity: 'warning',
    summary: 'Two groups of one name',
    detail: 'There is another group "{name}", and the guide does not say what comes of that.',
    help: 'rename one of them, or put their rules together',
  },
  HA4614: {
    slug: 'errd-without-user',
    severity: 'warning',
    summary: 'Processes are watched without scripts',
    detail: '<errd> needs <user>: without it SafeKit runs no scripts and watches no processes.',
    help: 'add <user/>',
  },
  HA4615: {
    slug: 'flow-without-files',
    severity: 'warning',
    summary: 'Network for a replication that is not there',
    detail:
      'ident="flow" keeps a network for the replication; without <rfs> the module waits for it for ever.',
    help: 'give the heartbeat another ident',
  },
  HA4616: {
    slug: 'no-common-network',
    severity: 'warning',
    summary: 'No network has all nodes',
    detail: 'The nodes of the cluster are {nodes}, and no <lan> has all of them.',
    help: 'add the missing ones to a <lan>',
  },
  HA4617: {
    slug: 'several-command-networks',
    severity: 'warning',
    summary: 'Several networks for commands',
    detail: 'Only one <lan> may have command="on".',
    help: 'leave command="on" at the one that has all nodes',
  },
  HA4618: {
    slug: 'lone-node',
    severity: 'warning',
    summary: 'Network with one node',
    detail: '<lan name="{name}"> has one node, and it takes two to watch each other.',
    help: 'add the other nodes',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
