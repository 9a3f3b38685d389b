// 54xx: what modules of SafeKit leave to the host that runs them.

import type { CodeSpec } from '../diagnostic.ts';

export const moduleCodes = {
  HA5401: {
    slug: 'unresolved-host-name',
    severity: 'error',
    summary: 'Host name that is no address',
    detail: '"{name}" stands for {found} on this host, and an address is wanted.',
    help: 'write the address itself: then the module does not depend on a name server',
  },
  HA5402: {
    slug: 'address-without-interface',
    severity: 'error',
    summary: 'Address in no network of the host',
    detail: 'No interface {where} has an address in the network of {address}, so it has no place.',
    help: '{mend}',
  },
  HA5403: {
    slug: 'several-interfaces',
    severity: 'error',
    summary: 'Address in the network of several interfaces',
    detail:
      '{address} lies in a network of each of {interfaces}; which one is to have it is not said.',
    help: 'write name="{first}", or another one, on <interface>',
  },
  HA5404: {
    slug: 'unknown-netmask',
    severity: 'error',
    summary: 'Length of the network is not known',
    detail: '{reason}, so the length of the network of {address} is not known.',
    help: '{mend}',
  },
  HA5405: {
    slug: 'netmask-apart',
    severity: 'warning',
    summary: 'Virtual address in a network of its own',
    detail:
      '{address}/{length} is not in the network of {own}, the address of {interface}: it becomes the primary address of a second network there.',
    help: 'leave netmask away, unless neighbours use this network',
  },
  HA5411: {
    slug: 'unknown-node',
    severity: 'error',
    summary: 'Node that the cluster does not have',
    detail: '{option} names "{name}", and cluster.xml has no node of this name.',
    help: '{mend}',
  },
  HA5412: {
    slug: 'node-not-known',
    severity: 'error',
    summary: 'Which node this host is, is not known',
    detail: 'A share of the traffic belongs to a node, and {reason}.',
    help: '{mend}',
  },
  HA5413: {
    slug: 'members-not-known',
    severity: 'error',
    summary: 'Who shares the traffic is not known',
    detail: 'Module "{module}" shares its traffic, and nothing says between which nodes.',
    help: 'say it with --members NAME,NAME, or name cluster.xml with --cluster FILE',
  },
  HA5414: {
    slug: 'unknown-module',
    severity: 'error',
    summary: 'Option for a farm that is not there',
    detail: '{option} is about "{module}", which is no farm module among the files.',
    help: '{mend}',
  },
  HA5421: {
    slug: 'farm-nodes-unknown',
    severity: 'error',
    summary: 'Nobody says which nodes a farm has',
    detail:
      'Group "{group}" names no hosts, so it is of all nodes of the cluster, and no cluster.xml says which these are.',
    help: 'give it with --cluster FILE, or name the hosts with their powers in <cluster>',
  },
  HA5422: {
    slug: 'peer-without-address',
    severity: 'error',
    summary: 'Node that nothing can be handed to',
    detail:
      'Traffic to {address} that is the share of {node} is handed on to it, and no network of the cluster gives {node} an {family} address in a network of {interface}.',
    help: 'add a <lan> with such addresses to cluster.xml, or take vmac_invisible, which hands nothing on',
  },
  HA5423: {
    slug: 'unknown-ethernet-address',
    severity: 'error',
    summary: 'Ethernet address of the interface is not known',
    detail:
      'Frames with the virtual Ethernet address of {address} must leave with that of {interface}, which is not known here.',
    help: 'plan against the live kernel or a saved state',
  },
  HA5424: {
    slug: 'no-link-local-address',
    severity: 'error',
    summary: 'Interface without link-local address',
    detail:
      'Neighbours must be asked for from an address of {interface} alone, not from {address}, which all nodes have; it has no link-local address.',
    help: 'give {interface} one (addrgenmode, disable_ipv6), or plan against the live kernel or a saved state',
  },
  HA5425: {
    slug: 'share-of-nobody',
    severity: 'warning',
    summary: 'Traffic that no node answers',
    detail: 'Of group "{group}" no node is there that has power, so all its traffic is dropped.',
    help: 'give a node that is there a power above 0, or open its traffic',
  },
  HA5431: {
    slug: 'not-a-module',
    severity: 'error',
    summary: 'File that is no module among modules',
    detail:
      '"{file}" is no file of SafeKit, so it cannot be planned {with}: a plan is made of one keepalived.conf, or of the modules of a server.',
    help: 'plan it by itself; what one plan made, a plan of another file removes',
  },
  HA5432: {
    slug: 'cluster-for-module',
    severity: 'error',
    summary: 'Module and cluster mixed up',
    detail: '"{file}" is {is}, and {wanted} is wanted in its place.',
    help: '{mend}',
  },
  HA5433: {
    slug: 'module-twice',
    severity: 'error',
    summary: 'Two files for one module',
    detail:
      '"{first}" and "{file}" are both called {name}, and tables, labels and roles go by that name.',
    help: 'keep them as modules/NAME/conf/userconfig.xml, as SafeKit does, or as files of different names',
  },
  HA5434: {
    slug: 'address-of-two-modules',
    severity: 'error',
    summary: 'Virtual address of two modules',
    detail:
      '{address} belongs to module {first} ({firstFile}) and to module {second} ({secondFile}); on one server each module has addresses of its own.',
    help: 'give one of the modules another address',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
