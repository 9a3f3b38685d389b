// 4xxx: what is allowed, and most likely not meant.

import type { CodeSpec } from '../diagnostic.ts';

export const lintCodes = {
  HA4001: {
    slug: 'repeated-keyword',
    severity: 'warning',
    summary: 'Keyword stands twice',
    detail:
      '{keyword} stands twice in this block; keepalived takes the {counts} one without a word.',
    help: 'remove the one that is not meant',
  },
  HA4201: {
    slug: 'shared-address',
    severity: 'warning',
    summary: 'One address in two instances',
    detail:
      '{ip} belongs to vrrp_instance "{name}" and to "{other}": whichever of them stops being master takes it away from the other, and two nodes can hold it at once.',
    help: 'keep the address in one of them; instances that move together belong into a vrrp_sync_group',
  },
  HA4202: {
    slug: 'unused-tracker',
    severity: 'warning',
    summary: 'Script, file, process or session that nothing follows',
    detail:
      '{keyword} "{name}" is defined, but no instance, group or server follows it: whatever it finds, nothing happens.',
    help: '{mend}',
  },
  HA4203: {
    slug: 'nopreempt-with-weights',
    severity: 'warning',
    summary: 'Weights under nopreempt',
    detail:
      'A node with nopreempt does not take over from a master whose priority falls below its own, so the weight of "{name}" moves priorities and never the addresses.',
    help: 'remove the weight, so that a failure means FAULT and the master gives up, or remove nopreempt',
  },
  HA4204: {
    slug: 'weights-above-limit',
    severity: 'warning',
    summary: 'Weights reach above the highest priority',
    detail:
      'Priority {priority} and the weights make {sum}, but a priority ends at 254: the first {lost} that a failure takes away change nothing.',
    help: '{mend}',
  },
  HA4205: {
    slug: 'clear-text-password',
    severity: 'info',
    summary: 'Password that everybody on the network can read',
    detail:
      'auth_type PASS sends the password in clear text with every advert, so it keeps nobody out; RFC 3768 removed it from VRRP for that reason.',
    help: 'it helps against mixing up two routers only; to keep others out, filter VRRP by source address',
  },
  HA4206: {
    slug: 'own-address-as-peer',
    severity: 'warning',
    summary: 'Unicast peer is this node itself',
    detail: '{ip} is {what}, so adverts to it reach no other node.',
    help: 'list the addresses that the other nodes send from, and no others',
  },
  HA4207: {
    slug: 'unicast-without-source',
    severity: 'info',
    summary: 'Unicast without a source address',
    detail:
      'vrrp_instance "{name}" names peers and no unicast_src_ip: it sends from the first address of {device}, and peers that list another one do not know it.',
    help: 'add: unicast_src_ip ADDRESS, the one that the peers list',
  },
  HA4208: {
    slug: 'owner-by-default',
    severity: 'warning',
    summary: 'Master without a priority',
    detail:
      'vrrp_instance "{name}" has state MASTER and no priority: keepalived takes 255, the priority of an address owner, which no weight lowers and nopreempt does not hold.',
    help: 'add: priority NUMBER, up to 254',
  },
  HA4209: {
    slug: 'strict-closes-addresses',
    severity: 'warning',
    summary: 'Virtual addresses will not answer',
    detail:
      '{keyword} drops all packets to and from the virtual addresses of {names}: they answer neither ping nor connections.',
    help: 'remove it, or add accept to the instances whose addresses serve anything',
  },
  HA4210: {
    slug: 'slow-failover',
    severity: 'info',
    summary: 'Long wait for a new master',
    detail:
      'With an advert every {seconds} seconds the others wait {wait} seconds before one of them takes over from a dead master.',
    help: 'write a shorter advert_int, the same on all nodes',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
