// 47xx: a configuration on the host that it is for, judged when facts of that host are given.

import type { CodeSpec } from '../diagnostic.ts';

export const factCodes = {
  HA4701: {
    slug: 'interface-not-there',
    severity: 'error',
    summary: 'Interface that the host does not have',
    detail: '{host} has no interface {name}; keepalived does not start without it.',
    help: '{mend}, or add dynamic_interfaces to global_defs if it comes later',
  },
  HA4702: {
    slug: 'address-outside-networks',
    severity: 'warning',
    summary: 'Virtual address in no network of its interface',
    detail:
      '{ip} is in no network of {device}, which has {list} on {host}: unless somebody routes it there, nobody on that network finds it.',
    help: 'correct the address or the interface',
  },
  HA4703: {
    slug: 'missing-script',
    severity: 'error',
    summary: 'Script that is not there',
    detail: 'There is no {program}{part}: keepalived leaves it out.',
    help: 'put it there, or correct the path',
  },
  HA4704: {
    slug: 'refused-script',
    severity: 'error',
    summary: 'Script that script security refuses',
    detail:
      'keepalived does not run {program} as root, since others could change it: {path} is not safe, {reason}.',
    help: 'give {path} to root and take write permission from all others, or let another user run the script',
  },
  HA4705: {
    slug: 'weak-script',
    severity: 'warning',
    summary: 'Script runs as root and others can change it',
    detail:
      '{program} runs as root, but {path} is not safe: {reason}. Who can change it can become root.',
    help: 'give {path} to root and take write permission from all others; enable_script_security makes keepalived refuse such scripts',
  },
  HA4706: {
    slug: 'missing-user',
    severity: 'error',
    summary: 'User or group that the host does not know',
    detail: '{host} has no {kind} "{name}", so keepalived does not run what is to run as that.',
    help: 'create it, or correct the name',
  },
  HA4707: {
    slug: 'script-not-executable',
    severity: 'warning',
    summary: 'Script that nobody may execute',
    detail: '{program} cannot be executed: {reason}.',
    help: 'chmod +x, or correct the path',
  },
  HA4708: {
    slug: 'source-of-other-host',
    severity: 'warning',
    summary: 'Source address that the host does not have',
    detail: '{keyword} is {ip}, which is no address of {host}: adverts cannot be sent from it.',
    help: 'write the address of this node; each node has a file of its own here',
  },
  HA4709: {
    slug: 'scripts-run-as-root',
    severity: 'info',
    summary: 'Scripts run as root',
    detail:
      'Nobody says whom {keyword} runs as, and {host} has no user {user}, so it runs as root.',
    help: 'create the user {user}, or write script_user in global_defs',
  },
  HA4710: {
    slug: 'vip-outside-networks',
    severity: 'warning',
    summary: 'Virtual address in no network of the host',
    detail:
      '{ip} is in no network of {where}, which has {list}: SafeKit finds no interface for it, and neighbours do not find it.',
    help: 'correct the address, or write name and netmask',
  },
  HA4711: {
    slug: 'interface-not-told',
    severity: 'warning',
    summary: 'Several interfaces for one virtual address',
    detail:
      '{ip} lies in a network of each of {interfaces} on {host}; which one is to have it is not said.',
    help: 'write name="{first}", or another one, on <interface>',
  },
  HA4712: {
    slug: 'module-interface-not-there',
    severity: 'error',
    summary: 'Interface that the host does not have',
    detail: '{host} has no interface {name}, so the virtual addresses have no place.',
    help: '{mend}; it must have the same name on all nodes',
  },
  HA4713: {
    slug: 'host-name-not-known',
    severity: 'warning',
    summary: 'Host name that the host cannot resolve',
    detail: '"{name}" stands for {found} on {host}, so no plan can be made there.',
    help: 'write the address itself: then the module does not depend on a name server',
  },
  HA4714: {
    slug: 'scripts-without-user',
    severity: 'error',
    summary: 'Script that nobody may run',
    detail:
      'Nobody says whom {keyword} runs as, and {host} has no user {user}: with enable_script_security keepalived then does not run it.',
    help: 'create the user {user}, or write script_user in global_defs',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
