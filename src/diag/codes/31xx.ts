// 31xx: what a module of SafeKit means, and what of it hactl runs.

import type { CodeSpec } from '../diagnostic.ts';

export const moduleMeaningCodes = {
  HA3101: {
    slug: 'element-not-run',
    severity: 'info',
    summary: 'Part that hactl does not run',
    detail: 'hactl reads <{name}> and does not run it: {meaning}.',
    help: 'see to it in another way, or leave the module to SafeKit',
  },
  HA3102: {
    slug: 'vmac-without-type',
    severity: 'warning',
    summary: 'Virtual interface without a type',
    detail:
      'The guide names no default for type of <virtual_interface>, so nobody knows what SafeKit makes of this.',
    help: 'write type="vmac_directed" or type="vmac_invisible"',
  },
  HA3103: {
    slug: 'no-default-vmac',
    severity: 'warning',
    summary: 'No virtual Ethernet address to be made',
    detail:
      'The virtual Ethernet address is 5A:FE and the first virtual address unless addr says it, and "{first}" is no IPv4 address to make it of.',
    help: 'write addr="5A:FE:xx:xx:xx:xx" at <virtual_interface>',
  },
  HA3104: {
    slug: 'interface-of-no-kind',
    severity: 'error',
    summary: 'Interface is not of one kind',
    detail:
      '<interface> holds either <virtual_interface> or <real_interface>, and this one holds {found}.',
    help: 'write virtual addresses of a farm into <virtual_interface>, those of a mirror into <real_interface>',
  },
  HA3105: {
    slug: 'place-of-other-mode',
    severity: 'error',
    summary: 'Address is placed as in another kind of module',
    detail: 'where="{place}" in {here} is not described for a {mode} module.',
    help: 'write where="{wanted}"',
  },
  HA3106: {
    slug: 'repeated-virtual-address',
    severity: 'error',
    summary: 'Virtual address stands twice',
    detail: '{host} is a virtual address of this module twice.',
    help: 'remove one of the two',
  },
  HA3107: {
    slug: 'rule-for-other-address',
    severity: 'error',
    summary: 'Rule for an address that the module does not have',
    detail: '{host} is no virtual address of this module, so the rule is for no traffic.',
    help: '{mend}',
  },
  HA3108: {
    slug: 'arp-rule-out-of-place',
    severity: 'error',
    summary: 'Rule for arp that cannot work',
    detail: 'proto="arp" goes with filter="on_addr" and with interfaces of vmac_directed; {why}.',
    help: '{mend}',
  },
  HA3109: {
    slug: 'shared-mac',
    severity: 'error',
    summary: 'Virtual Ethernet address is a group address',
    detail:
      '{mac} is an address of a group of hosts: its first octet is odd, and no interface can have it.',
    help: 'write an even first octet, such as 5A',
  },
  HA3110: {
    slug: 'netmask-at-ipv6',
    severity: 'warning',
    summary: 'Netmask at an IPv6 address',
    detail: 'netmask is for IPv4 addresses; at {host} it is not read.',
    help: 'remove it: the network of the interface says how long the prefix is',
  },
  HA3111: {
    slug: 'directed-in-mirror',
    severity: 'error',
    summary: 'Directed addresses in a mirror',
    detail: 'In a mirror one node has the address, so there is nothing to direct.',
    help: 'write <real_interface>, or type="vmac_invisible" for an Ethernet address that moves along',
  },
  HA3112: {
    slug: 'repeated-host',
    severity: 'error',
    summary: 'Node stands twice',
    detail: '{name} stands twice in one <{parent}>.',
    help: 'remove one of the two',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
