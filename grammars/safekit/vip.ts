// <vip>: virtual addresses and how traffic to them is shared (SafeKit User's Guide §13.6). Nothing in it
// can be changed while the module runs.

import { ifname, int, int32, mac, oneOf, port, word } from '../schema.ts';
import { attribute, type ElementSpec, onOff } from './schema.ts';
import { anyHost, anyOr, duration, host, netmask4 } from './values.ts';

/** Of a virtual address, wherever it stands. */
const addressAttributes = {
  addr: attribute('The address, or a name that stands for it.', host(), { required: true }),
  check: attribute('Whether the module is stopped and started when the address is gone.', onOff, {
    default: 'on',
    applies: 'daemon',
  }),
  connections: attribute('Whether its connections are counted.', onOff, {
    default: 'off',
    since: '7.5',
    applies: 'daemon',
  }),
  netmask: attribute('Its netmask, where that of the interface is not meant (IPv4).', netmask4()),
} as const;

const virtualInterface = {
  doc: 'Virtual addresses that all nodes have, or one that has an Ethernet address of its own.',
  applies: 'plan',
  modes: ['farm', 'mirror'],
  dynamic: false,
  attributes: {
    type: attribute(
      'Whether answers name the Ethernet address of a node, or one that all nodes share.',
      oneOf('vmac_directed', 'vmac_invisible'),
    ),
    addr: attribute(
      'The shared Ethernet address of vmac_invisible: 5A:FE and the first virtual address unless said.',
      mac(),
    ),
  },
  children: {
    virtual_addr: {
      doc: 'A virtual address of the interface.',
      applies: 'plan',
      repeats: true,
      required: true,
      dynamic: false,
      attributes: {
        ...addressAttributes,
        where: attribute(
          'alias in a farm, where all nodes have it; one_side_alias in a mirror, where one has.',
          oneOf('alias', 'one_side_alias'),
          { default: 'alias' },
        ),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const realInterface = {
  doc: 'Virtual addresses that the primary node has beside its own.',
  applies: 'plan',
  modes: ['mirror'],
  dynamic: false,
  attributes: {},
  children: {
    virtual_addr: {
      doc: 'A virtual address of the interface.',
      applies: 'plan',
      repeats: true,
      required: true,
      dynamic: false,
      attributes: {
        ...addressAttributes,
        where: attribute(
          'one_side_alias: beside the own address; one_side: connections start from it, too.',
          oneOf('one_side_alias', 'one_side', 'alias'),
          { required: true },
        ),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const interfaceList = {
  doc: 'The interfaces that have virtual addresses.',
  applies: 'plan',
  required: true,
  dynamic: false,
  attributes: {},
  children: {
    interface: {
      doc: 'A network interface with its virtual addresses.',
      applies: 'plan',
      repeats: true,
      required: true,
      dynamic: false,
      attributes: {
        check: attribute('Whether the module waits while the interface is down.', onOff, {
          default: 'on',
          applies: 'daemon',
        }),
        arpreroute: attribute(
          'Whether neighbours are told again and again where the addresses are (IPv4).',
          onOff,
          { default: 'off', applies: 'daemon' },
        ),
        arpinterval: attribute('Time between two such announcements.', duration('s'), {
          default: '60s',
          applies: 'daemon',
        }),
        arpelapse: attribute('How long they are sent.', duration('s'), {
          default: '1200s',
          applies: 'daemon',
        }),
        name: attribute('Its name; found by the network of the addresses unless said.', ifname()),
      },
      children: { virtual_interface: virtualInterface, real_interface: realInterface },
    },
  },
} as const satisfies ElementSpec;

const group = {
  doc: 'Rules that share one table of buckets.',
  applies: 'plan',
  modes: ['farm'],
  repeats: true,
  required: true,
  dynamic: false,
  attributes: {
    name: attribute('Name of the group.', word('NAME'), { required: true }),
  },
  children: {
    cluster: {
      doc: 'What part of the traffic each node takes; without it all take the same.',
      applies: 'plan',
      dynamic: false,
      attributes: {},
      children: {
        host: {
          doc: 'A node and its part.',
          applies: 'plan',
          repeats: true,
          required: true,
          dynamic: false,
          attributes: {
            name: attribute('Name of the node in cluster.xml.', word('NODE', { form: 'name' }), {
              required: true,
            }),
            power: attribute(
              'Its weight among the nodes; 0 for no traffic.',
              int('WEIGHT', 0, int32),
              {
                required: true,
              },
            ),
          },
          children: {},
        },
      },
    },
    rule: {
      doc: 'Traffic that is shared, and what of a packet says who answers it.',
      applies: 'plan',
      repeats: true,
      required: true,
      dynamic: false,
      attributes: {
        virtual_addr: attribute('A virtual address of the module, or all.', anyHost(), {
          default: '*',
        }),
        port: attribute('Port of the service, or all.', anyOr(port()), { default: '*' }),
        proto: attribute(
          'Protocol; arp decides who answers for the address.',
          oneOf('tcp', 'udp', 'arp'),
          {
            required: true,
          },
        ),
        filter: attribute(
          'Address or port of the client, or the identification of the IPv4 packet.',
          oneOf('on_addr', 'on_port', 'on_ipid'),
          { required: true },
        ),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

export const vip = {
  doc: 'The virtual addresses of the module.',
  applies: 'plan',
  modes: ['mirror', 'farm'],
  dynamic: false,
  attributes: {
    tcpreset: attribute('Whether connections to an address are reset before it goes.', onOff, {
      default: 'on',
    }),
    scriptcontrol: attribute('Whether traffic stays closed until a script opens it.', onOff, {
      default: 'off',
      modes: ['farm'],
    }),
  },
  children: {
    interface_list: interfaceList,
    loadbalancing_list: {
      doc: 'What traffic is shared between the nodes; all other TCP and UDP is denied.',
      applies: 'plan',
      modes: ['farm'],
      dynamic: false,
      attributes: {},
      children: { group },
    },
  },
} as const satisfies ElementSpec;
