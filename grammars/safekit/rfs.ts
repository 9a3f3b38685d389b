// <rfs>: files that are replicated between the nodes of a mirror (SafeKit User's Guide §13.7). Read and
// checked, so that nothing of a file is strange; hactl replicates nothing.

import { decimalOrHex, int, int32, oneOf, word } from '../schema.ts';
import { attribute, count, type ElementSpec, onOff } from './schema.ts';
import { duration, host } from './values.ts';

const replicated = {
  doc: 'A directory that is replicated.',
  applies: 'parsed',
  repeats: true,
  required: true,
  attributes: {
    dir: attribute('Its path.', word('PATH'), { required: true }),
    mode: attribute('Whether the secondary may read it.', oneOf('read_only')),
  },
  children: {
    notreplicated: {
      doc: 'Something in it that is left out.',
      applies: 'parsed',
      repeats: true,
      attributes: {
        path: attribute('Its path below the directory.', word('PATH')),
        regexpath: attribute(
          'An expression for such paths; ! before it means all others.',
          word('REGEX'),
        ),
      },
      children: {},
    },
    tocheck: {
      doc: 'Something in it that must be there before the module starts as primary.',
      applies: 'parsed',
      repeats: true,
      attributes: {
        path: attribute('Its path below the directory.', word('PATH'), { required: true }),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const flow = {
  doc: 'The network of the replication, as before 7.2.',
  applies: 'parsed',
  obsolete: 'give the heartbeat of that network ident="flow"',
  attributes: { name: attribute('Name of the network.', word('NAME')) },
  children: {
    server: {
      doc: 'A server of that network.',
      applies: 'parsed',
      repeats: true,
      attributes: { addr: attribute('Its address.', host(), { required: true }) },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const megabytes = '8388608';

export const rfs = {
  doc: 'Replication of files between the two nodes.',
  applies: 'parsed',
  notRun:
    'files are not replicated: without SafeKit, or another way to copy them, the second node has other data than the first',
  modes: ['mirror'],
  dynamic: ['async', 'nbrei', 'reitimeout', 'reidetail'],
  attributes: {
    mountoversuffix: attribute(
      'What is added to the name of the directory that is mounted over.',
      word('SUFFIX'),
      { default: '_For_SafeKit_Replication' },
    ),
    acl: attribute('Whether access control lists are replicated.', onOff, { default: 'off' }),
    async: attribute(
      'Whether the secondary may be written a moment later.',
      oneOf('second', 'none'),
      { default: 'second' },
    ),
    packetsize: attribute('Size of packets of the replication.', count('BYTES')),
    reipacketsize: attribute('Size of packets while the data is made equal.', count('BYTES'), {
      default: megabytes,
    }),
    ruzone_blocksize: attribute('Size of the zones that are compared.', count('BYTES'), {
      default: megabytes,
    }),
    iotimeout: attribute('Time that an access may take (Windows).', duration('s'), {
      default: '300s',
    }),
    roflags: attribute(
      'How access of the secondary is refused (Windows).',
      oneOf('0x10', '0x10000'),
      { default: '0x10' },
    ),
    locktimeout: attribute('Time that a lock is waited for.', duration('s'), { default: '100s' }),
    sendtimeout: attribute('Time that the other node may take.', duration('s'), { default: '30s' }),
    nbrei: attribute('Threads that make the data equal.', count(), { default: '6' }),
    namespacepolicy: attribute('How changes of names are replicated.', oneOf('0', '1', '3', '4'), {
      default: '4',
    }),
    reitimeout: attribute(
      'Time that a request may take while the data is made equal.',
      duration('s'),
      { default: '150s' },
    ),
    reicommit: attribute('Blocks after which data is written out meanwhile.', count(), {
      default: '0',
    }),
    reidetail: attribute('Whether each file is logged meanwhile.', onOff, { default: 'off' }),
    allocthreshold: attribute(
      'Size from which files are made as a whole (Windows).',
      count('GIGABYTES'),
      { default: '0' },
    ),
    nbremconn: attribute('Connections to the other node.', int('COUNT', 1, int32), {
      default: '1',
    }),
    checktime: attribute('Time that a check of the file system may take.', duration('ms'), {
      default: '220000ms',
    }),
    checkintv: attribute('Time between two such checks.', duration('s'), { default: '120s' }),
    nfsbox_options: attribute(
      'Whether what is mounted below is replicated (Windows).',
      oneOf('cross', 'nocross'),
      { default: 'cross' },
    ),
    scripts: attribute('Whether scripts run around replication.', onOff, { default: 'off' }),
    reiallowedbw: attribute(
      'What it may take of the network meanwhile.',
      decimalOrHex('KB/S', 0, int32),
    ),
    syncdelta: attribute('How old the data of a node may be that becomes primary.', duration('m'), {
      default: '0m',
    }),
    syncat: attribute('When the data is compared, as in crontab(5).', word('SCHEDULE')),
  },
  children: { replicated, flow },
} as const satisfies ElementSpec;
