// Kinds of values that only SafeKit's files have.

import { type ArgSpec, type Form, ip4, word } from '../schema.ts';

export const timeUnits = ['d', 'h', 'm', 's', 'ms', 'us'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** A time; without a unit it counts in `unit`, and its value comes in that unit. */
export const duration = (unit: TimeUnit): ArgSpec<number> => ({
  kind: 'duration',
  name: `TIME in ${unit}`,
  unit,
});

/** An address, in its canonical form, or the name of a host. */
export const host = (): ArgSpec<string> => ({ kind: 'host', name: 'ADDRESS|HOST' });
/** The same; cluster.xml writes IPv6 addresses in brackets. */
export const hostInBrackets = (): ArgSpec<string> => ({ ...host(), brackets: true });
/** A host, or `*` for all. */
export const anyHost = (): ArgSpec<string> => ({ ...host(), words: ['*'] });

export const anyOr = <T>(arg: ArgSpec<T>): ArgSpec<T | '*'> => ({ ...arg, words: ['*'] });

/** One of some words, or a word of another kind. */
export const oneOfOr = <const V extends readonly string[]>(
  name: string,
  form: Form | undefined,
  ...words: V
): ArgSpec<string> => ({
  ...word(name, form === undefined ? {} : { form }),
  name: [...words, name].join('|'),
  words,
});

export const netmask4 = (): ArgSpec<string> => ({ ...ip4('NETMASK'), kind: 'netmask4' });
