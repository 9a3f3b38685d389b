// userconfig.xml: a module (SafeKit User's Guide §13). Order of the children of an element has no meaning.

import { int, int32, oneOf, port, word } from '../schema.ts';
import { check } from './checks.ts';
import { rfs } from './rfs.ts';
import { attribute, count, type ElementSpec, type ElementTable, modes, onOff } from './schema.ts';
import { duration, host, oneOfOr } from './values.ts';
import { vip } from './vip.ts';

const oldServers = 'name a network of cluster.xml instead, as since 7.2';

const heart = {
  doc: 'How the two nodes of a mirror watch each other.',
  applies: 'daemon',
  modes: ['mirror'],
  dynamic: true,
  attributes: {
    port: attribute('UDP port: 8888 and the number of the module unless said.', port()),
    pulse: attribute('Time between two heartbeats.', duration('ms'), { default: '700ms' }),
    timeout: attribute(
      'Time without a heartbeat after which the other node counts as gone.',
      duration('ms'),
      { default: '30000ms' },
    ),
    permanent_arp: attribute(
      'Whether the Ethernet address of the other node is kept for good.',
      onOff,
      { default: 'on', applies: 'parsed' },
    ),
  },
  children: {
    heartbeat: {
      doc: 'A network that heartbeats go by.',
      applies: 'daemon',
      required: true,
      repeats: true,
      dynamic: true,
      attributes: {
        name: attribute('Name of the network in cluster.xml.', word('NETWORK'), {
          required: true,
          since: '7.2',
        }),
        ident: attribute(
          'Name of its resource; flow makes it the network of the replication.',
          word('NAME'),
          { applies: 'parsed' },
        ),
        pulse: attribute('As of <heart>, for this network.', duration('ms')),
        timeout: attribute('As of <heart>, for this network.', duration('ms')),
      },
      children: {
        server: {
          doc: 'A server of the network, as before 7.2.',
          applies: 'parsed',
          repeats: true,
          obsolete: oldServers,
          attributes: { addr: attribute('Its address.', host(), { required: true }) },
          children: {},
        },
      },
    },
  },
} as const satisfies ElementSpec;

const farm = {
  doc: 'How the nodes of a farm watch each other.',
  applies: 'daemon',
  modes: ['farm'],
  dynamic: false,
  attributes: {
    port: attribute('UDP port: 4803 and three for each module before unless said.', port()),
    pulse: attribute('Time between two pulses.', duration('ms'), { default: '100ms' }),
    mlost_count: attribute('Pulses that are missed before a new leader is chosen.', count(), {
      default: '20',
    }),
    slost_count: attribute('Pulses that are missed before another node counts as gone.', count(), {
      default: '10',
    }),
  },
  children: {
    lan: {
      doc: 'A network that the farm is watched on.',
      applies: 'daemon',
      required: true,
      repeats: true,
      dynamic: false,
      attributes: {
        name: attribute('Name of the network in cluster.xml.', word('NETWORK'), {
          required: true,
          since: '7.2',
        }),
      },
      children: {
        node: {
          doc: 'A server of the network, as before 7.2.',
          applies: 'parsed',
          repeats: true,
          obsolete: oldServers,
          attributes: {
            name: attribute('Its name.', word('NAME')),
            addr: attribute('Its address.', host()),
          },
          children: {},
        },
      },
    },
  },
} as const satisfies ElementSpec;

const user = {
  doc: 'The scripts of the module: without it none is run.',
  applies: 'parsed',
  notRun: 'the scripts of the module are not run: start and stop the application yourself',
  dynamic: true,
  attributes: {
    nicestoptimeout: attribute('Time that a stop script may take.', duration('s'), {
      default: '300s',
    }),
    forcestoptimeout: attribute(
      'Time that it may take when it is called with force.',
      duration('s'),
      { default: '300s' },
    ),
    logging: attribute('Where the output of scripts goes.', oneOf('userlog', 'none'), {
      default: 'userlog',
    }),
    userlogsize: attribute('Kilobytes that the log may have.', count('KILOBYTES'), {
      default: '2048',
    }),
  },
  children: {
    var: {
      doc: 'A variable in the environment of the scripts.',
      applies: 'parsed',
      repeats: true,
      dynamic: true,
      attributes: {
        name: attribute('Its name.', word('NAME'), { required: true }),
        value: attribute('Its value.', word('VALUE'), { required: true }),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const vhost = {
  doc: 'Another host name that the application sees.',
  applies: 'parsed',
  notRun: 'the application sees the real name of the host',
  dynamic: false,
  attributes: {},
  children: {
    virtualhostname: {
      doc: 'That name.',
      applies: 'parsed',
      required: true,
      dynamic: false,
      attributes: {
        name: attribute('The name.', word('HOSTNAME'), { required: true }),
        envfile: attribute('File with the environment that scripts read.', word('PATH'), {
          required: true,
        }),
        when: attribute('States in which the name is seen.', oneOf('prim', 'second', 'both'), {
          default: 'prim',
        }),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const errd = {
  doc: 'Processes that must be there; only with <user>.',
  applies: 'parsed',
  notRun: 'processes are not watched, and nothing is restarted when one ends',
  dynamic: true,
  attributes: {
    polltimer: attribute('Time between two looks at the processes.', duration('s'), {
      default: '30s',
    }),
  },
  children: {
    proc: {
      doc: 'A process, or a service of the system.',
      applies: 'parsed',
      repeats: true,
      dynamic: true,
      attributes: {
        name: attribute('Name of the process or the service, and of the resource.', word('NAME'), {
          required: true,
        }),
        service: attribute('Whether it is a service of the system.', oneOf('no', 'yes'), {
          default: 'no',
        }),
        nameregex: attribute('An expression for the name (Linux).', word('REGEX')),
        argregex: attribute('An expression for the arguments.', word('REGEX')),
        atleast: attribute('How many there must be; -1 for any number.', int('COUNT', -1, int32), {
          default: '1',
        }),
        atmax: attribute('How many there may be; -1 for any number.', int('COUNT', -1, int32), {
          default: '-1',
        }),
        action: attribute(
          'What is done when there are too few or too many.',
          oneOfOr('PATH', undefined, 'restart', 'stopstart', 'stop', 'noaction'),
          { default: 'stopstart' },
        ),
        restart_services: attribute(
          'Services that are restarted alone, with commas between.',
          word('SERVICES'),
          { since: '8.2.6' },
        ),
        class: attribute(
          'States in which it is watched, or a name of your own.',
          oneOfOr('NAME', undefined, 'prim', 'both', 'pre', 'second', 'sec'),
          { required: true },
        ),
        start_after: attribute(
          'Looks at the processes before the first one that counts.',
          count(),
          { default: '0' },
        ),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;

const failover = {
  doc: 'Rules of your own about what comes of checks, in CDATA.',
  applies: 'parsed',
  notRun: 'its rules are not followed',
  dynamic: false,
  holdsText: true,
  attributes: {
    extends: attribute('Whether the rules of SafeKit stay, too.', oneOf('yes', 'no'), {
      default: 'yes',
    }),
    period: attribute('Time between two looks at the rules.', duration('ms'), {
      default: '5000ms',
    }),
    handle_time: attribute('Time that a rule must hold before it acts.', duration('ms'), {
      default: '15000ms',
    }),
  },
  children: {},
} as const satisfies ElementSpec;

const service = {
  doc: 'The module: an application, and how it is kept available.',
  applies: 'plan',
  required: true,
  dynamic: ['boot', 'boot_delay', 'maxloop', 'loop_interval', 'automatic_reboot'],
  attributes: {
    mode: attribute(
      'Two nodes of which one works, several that share the work, or one alone.',
      oneOf(...modes),
      { required: true },
    ),
    boot: attribute(
      'Whether the module starts with the server.',
      oneOf('on', 'off', 'auto', 'ignore'),
      { default: 'ignore', since: '7.5', applies: 'parsed' },
    ),
    boot_delay: attribute('Time before it starts then.', duration('s'), {
      default: '0s',
      since: '7.5',
      applies: 'parsed',
    }),
    failover: attribute('Whether the secondary takes over by itself.', onOff, {
      default: 'on',
      modes: ['mirror'],
      applies: 'daemon',
    }),
    defaultprim: attribute(
      'Who is primary when both nodes could be: the one that is, the one that was, or a node by name.',
      oneOfOr('NODE', 'name', 'alone', 'lastprim'),
      { default: 'alone', modes: ['mirror'], applies: 'daemon' },
    ),
    maxloop: attribute(
      'Restarts by checks within loop_interval before the module is stopped.',
      count(),
      { default: '3', applies: 'parsed' },
    ),
    loop_interval: attribute('Time in which they are counted; 0 for no counting.', duration('h'), {
      default: '24h',
      applies: 'parsed',
    }),
    automatic_reboot: attribute(
      'Whether the server restarts when the module cannot be stopped.',
      onOff,
      { default: 'off', applies: 'parsed' },
    ),
  },
  children: { heart, farm, vip, rfs, user, vhost, errd, check, failover },
} as const satisfies ElementSpec;

export const moduleFile = {
  safe: {
    doc: 'Configuration of a module.',
    applies: 'plan',
    attributes: {},
    children: {
      macro: {
        doc: 'A name that stands for a text in what follows, as %NAME%.',
        applies: 'plan',
        repeats: true,
        attributes: {
          name: attribute('The name.', word('NAME'), { required: true }),
          value: attribute('The text.', word('TEXT'), { required: true }),
        },
        children: {},
      },
      service,
    },
  },
} as const satisfies ElementTable;
