// <check>: what is watched, and what comes of it (SafeKit User's Guide §13.11 to §13.18).

import { oneOf, port, word } from '../schema.ts';
import { attribute, type ElementSpec, onOff } from './schema.ts';
import { duration, host } from './values.ts';

const ident = attribute('Name of the check, and of its resource.', word('NAME'), {
  required: true,
});
const actions = oneOf('wait', 'stop', 'stopstart', 'restart', 'noaction');
const always = oneOf('pre', 'prim', 'second', 'both');
const interval = attribute('Time between two checks.', duration('s'), { default: '10s' });
const timeout = attribute('Time that an answer may take.', duration('s'), { default: '5s' });
const address = attribute('Address or name of what is checked.', host(), { required: true });

const one = { applies: 'parsed', repeats: true } as const;
const target = { applies: 'parsed', required: true, children: {} } as const;

export const check = {
  doc: 'What is watched besides the virtual addresses.',
  applies: 'parsed',
  notRun: 'what it watches is not watched, and nothing is restarted or stopped for it',
  dynamic: true,
  attributes: {},
  children: {
    tcp: {
      ...one,
      doc: 'Whether a TCP service answers.',
      attributes: {
        ident,
        when: attribute('States in which it is checked.', always, { required: true }),
        action: attribute('What is done when it is down.', actions, {
          default: 'restart',
          since: '8.2.3',
        }),
      },
      children: {
        to: {
          ...target,
          doc: 'The service.',
          attributes: {
            addr: address,
            port: attribute('Its port.', port(), { required: true }),
            interval,
            timeout,
          },
        },
      },
    },
    ping: {
      ...one,
      doc: 'Whether a host answers a ping.',
      attributes: {
        ident,
        when: attribute('States in which it is checked.', always, { default: 'pre' }),
        action: attribute('What is done when it is down.', actions, {
          default: 'wait',
          since: '8.2.3',
        }),
      },
      children: {
        to: { ...target, doc: 'The host.', attributes: { addr: address, interval, timeout } },
      },
    },
    intf: {
      ...one,
      doc: 'Whether a network interface is up.',
      attributes: {
        ident,
        when: attribute('When it is checked.', oneOf('pre'), { default: 'pre' }),
      },
      children: {
        to: {
          ...target,
          doc: 'The interface.',
          attributes: {
            local_addr: attribute('An address of this server on it.', host(), { required: true }),
          },
        },
      },
    },
    ip: {
      ...one,
      doc: 'Whether an address is there.',
      attributes: {
        ident,
        when: attribute(
          'States in which it is checked: prim in a mirror, both in a farm unless said.',
          oneOf('prim', 'both'),
        ),
      },
      children: { to: { ...target, doc: 'The address.', attributes: { addr: address, interval } } },
    },
    custom: {
      ...one,
      doc: 'A program of your own that says whether something is up.',
      attributes: {
        ident,
        when: attribute('States in which it runs.', always, { required: true }),
        exec: attribute('The program.', word('PATH'), { required: true }),
        arg: attribute('Its arguments.', word('ARGUMENTS')),
        action: attribute('What is done when it is down.', actions, {
          default: 'noaction',
          since: '8.0',
        }),
      },
      children: {},
    },
    module: {
      ...one,
      doc: 'Whether another module is up.',
      attributes: {
        name: attribute('Name of that module.', word('NAME'), { required: true }),
        ident: attribute(
          'Name of the check: that of the module with its address unless said.',
          word('NAME'),
        ),
      },
      children: {
        to: {
          doc: 'Where it runs: on this server unless said.',
          applies: 'parsed',
          attributes: {
            addr: address,
            port: attribute('Port of its web service: 9010, or 9453 for HTTPS.', port(), {
              required: true,
            }),
            interval,
            timeout,
            secure: attribute('Whether HTTPS is used.', onOff, { default: 'off' }),
          },
          children: {},
        },
      },
    },
    splitbrain: {
      doc: 'Whether a witness answers a node that has lost the other one.',
      applies: 'parsed',
      modes: ['mirror'],
      attributes: {
        ident,
        when: attribute('When it is checked.', oneOf('pre'), { default: 'pre' }),
        exec: attribute('How it is checked.', oneOf('ping'), { required: true }),
        arg: attribute('The witnesses, with blanks between.', word('HOSTS'), { required: true }),
      },
      children: {},
    },
  },
} as const satisfies ElementSpec;
