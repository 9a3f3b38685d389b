// What the target wants and no source says is chosen, not invented: each choice has a key, a default
// that is always the same, and a place in the report. A map of the user answers by key.

import { parseIp } from '../base/ip.ts';
import type { Directive } from './directive.ts';

export type ChoiceValue = string | number;

/** What a value must be; also the patterns of docs/convert-map.schema.json. */
export const choiceForms = {
  name: {
    pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$',
    expected: 'letters, digits, "_", "." and "-"',
  },
  host: { pattern: '^[A-Za-z0-9:][A-Za-z0-9_.:-]*$', expected: 'an address or a host name' },
  hostAddress: {
    pattern: '^([0-9A-Fa-f:.]*)$',
    expected: 'an address',
  },
  path: {
    pattern: '^/[^\\s"\'#!{}\\\\]*$',
    expected: 'an absolute path without blanks and quotes',
  },
  interface: { pattern: '^[^\\s/:"\'#!{}\\\\]{1,15}$', expected: 'the name of an interface' },
  filter: { pattern: '^(on_addr|on_port|on_ipid)$', expected: 'on_addr, on_port or on_ipid' },
  scheduler: { pattern: '^(sh|mh)$', expected: 'sh or mh' },
  primary: {
    pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$',
    expected: 'alone, or the name of a node',
  },
  routerId: {
    pattern: '^([1-9]|[1-9][0-9]|1[0-9][0-9]|2[0-4][0-9]|25[0-5])$',
    expected: 'a number from 1 to 255',
  },
  seconds: { pattern: '^[1-9][0-9]{0,4}$', expected: 'a number of seconds from 1 to 99999' },
  milliseconds: {
    pattern: '^[1-9][0-9]{1,6}$',
    expected: 'a number of milliseconds from 10 to 9999999',
  },
  prefixLength: { pattern: '^([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$', expected: 'a prefix length' },
} as const;

export type ChoiceForm = keyof typeof choiceForms;

export interface Choice {
  readonly key: string;
  readonly value: ChoiceValue;
  /** The one that is taken when nobody says otherwise. */
  readonly fallback: ChoiceValue;
  readonly isDefault: boolean;
  readonly form: ChoiceForm;
  /** Why the sources do not say it, and what hangs on it. */
  readonly why: string;
  readonly about: readonly Directive[];
}

export interface BadChoice {
  readonly key: string;
  readonly reason: string;
}

export interface Choices {
  /** The value of a key: that of the map, or the default. The same key always has the same answer. */
  readonly choose: <V extends ChoiceValue>(key: string, question: Question<V>) => V;
  /** Whether the map answers a key. */
  readonly isGiven: (key: string) => boolean;
  /** All that were asked, in the order of their keys. */
  readonly made: () => readonly Choice[];
  /** What of the map cannot be, or answers what nobody asked. */
  readonly bad: () => readonly BadChoice[];
}

export interface Question<V extends ChoiceValue> {
  readonly form: ChoiceForm;
  readonly fallback: V;
  readonly why: string;
  readonly about?: readonly (Directive | undefined)[];
  /** Why an answer of the right form cannot be; nothing when it can. */
  readonly objection?: (answer: string) => string | undefined;
}

const fits = (form: ChoiceForm, value: ChoiceValue): boolean => {
  const text = String(value);
  if (form === 'host' && /^[\d.]+$|:/.test(text)) return parseIp(text) !== null;
  if (form === 'hostAddress') return text === '' || parseIp(text) !== null;
  return new RegExp(choiceForms[form].pattern).test(text);
};

const problemOf = (
  answer: ChoiceValue,
  form: ChoiceForm,
  objection: ((answer: string) => string | undefined) | undefined,
): string | undefined =>
  fits(form, answer) ? objection?.(String(answer)) : `must be ${choiceForms[form].expected}`;

/** An objection to what another has already: `owner` names it. */
export const takenBy =
  (taken: readonly string[], owner: string) =>
  (answer: string): string | undefined =>
    taken.includes(answer) ? `another ${owner} has it already` : undefined;

/** An objection to whoever is none of the nodes. */
export const noneOf =
  (nodes: readonly string[]) =>
  (answer: string): string | undefined =>
    answer === 'alone' || nodes.includes(answer)
      ? undefined
      : `must be alone or a node (${nodes.filter((node) => node !== 'alone').join(', ')})`;

const byKey = (one: { readonly key: string }, other: { readonly key: string }): number =>
  one.key < other.key ? -1 : one.key > other.key ? 1 : 0;

export const createChoices = (given: ReadonlyMap<string, ChoiceValue> = new Map()): Choices => {
  const made = new Map<string, Choice>();
  const bad: BadChoice[] = [];
  const choose = <V extends ChoiceValue>(key: string, question: Question<V>): V => {
    const { form, fallback, why, about = [], objection } = question;
    const known = made.get(key);
    if (known !== undefined) return known.value as V;
    const answer = given.get(key);
    const problem = answer === undefined ? undefined : problemOf(answer, form, objection);
    const isFit = answer !== undefined && problem === undefined;
    if (problem !== undefined)
      bad.push({ key, reason: `it is ${JSON.stringify(answer)}, and ${problem}` });
    const value = (
      isFit ? (typeof fallback === 'number' ? Number(answer) : String(answer)) : fallback
    ) as V;
    const places = about.filter((one) => one !== undefined);
    made.set(key, { key, value, fallback, isDefault: !isFit, form, why, about: places });
    return value;
  };
  return {
    choose,
    isGiven: (key) => given.has(key),
    made: () => [...made.values()].sort(byKey),
    bad: () => [
      ...bad,
      ...[...given.keys()]
        .filter((key) => !made.has(key))
        .sort()
        .map((key) => ({ key, reason: 'this conversion asks for no such thing' })),
    ],
  };
};
