// cluster.xml: the servers of a cluster and the networks between them (SafeKit User's Guide §12).

import { int32, int, oneOf, port, word } from '../schema.ts';
import { attribute, count, type ElementSpec, type ElementTable } from './schema.ts';
import { hostInBrackets } from './values.ts';

const onOff = oneOf('on', 'off');
const unread = 'SafeKit 8.2 ignores it';

const node = {
  doc: 'A server of the cluster as it is known on this network.',
  applies: 'plan',
  required: true,
  repeats: true,
  attributes: {
    name: attribute(
      'Name of the server, the same on every network.',
      word('NAME', { form: 'name' }),
      {
        required: true,
      },
    ),
    addr: attribute('Its address on this network as the others see it.', hostInBrackets(), {
      required: true,
    }),
    laddr: attribute(
      'Its own address on this network when it stands behind NAT.',
      hostInBrackets(),
    ),
  },
  children: {},
} as const satisfies ElementSpec;

const lan = {
  doc: 'A network that joins servers of the cluster.',
  applies: 'plan',
  required: true,
  repeats: true,
  attributes: {
    name: attribute('Name that heartbeats and farms use.', word('NAME'), { required: true }),
    command: attribute('Whether commands for the whole cluster go by it.', onOff, {
      default: 'off',
      applies: 'parsed',
    }),
    console: attribute('Meant the web console before 8.2.', onOff, {
      obsolete: unread,
      applies: 'parsed',
    }),
    framework: attribute('Meant commands for the whole cluster before 8.2.', onOff, {
      obsolete: unread,
      applies: 'parsed',
    }),
  },
  children: { node },
} as const satisfies ElementSpec;

const lans = {
  doc: 'The networks of the cluster, and how its servers watch each other.',
  applies: 'plan',
  required: true,
  attributes: {
    port: attribute('UDP port of the membership.', port(), { default: '4800', applies: 'daemon' }),
    pulse: attribute('Milliseconds between two pulses.', int('MILLISECONDS', 1, int32), {
      default: '100',
      applies: 'daemon',
    }),
    mlost_count: attribute('Pulses that are missed before a new leader is chosen.', count(), {
      default: '20',
      applies: 'daemon',
    }),
    slost_count: attribute(
      'Pulses that are missed before another server counts as gone.',
      count(),
      {
        default: '10',
        applies: 'daemon',
      },
    ),
  },
  children: { lan },
} as const satisfies ElementSpec;

export const clusterFile = {
  cluster: {
    doc: 'The servers that run SafeKit together.',
    applies: 'plan',
    attributes: {},
    children: { lans },
  },
} as const satisfies ElementTable;
