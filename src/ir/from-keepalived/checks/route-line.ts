// One line of a route block: families that differ, words of the other family, and a type that stands
// behind its destination.

import {
  isNewerThan,
  type Version,
  watchesAnyRoute,
} from '../../../../grammars/keepalived/versions.ts';
import { type Family, familyOf } from '../../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { BoundEntry } from '../../../syntax/tree.ts';
import { familyNames } from './family-names.ts';

const types = new Set([
  'unicast',
  'local',
  'broadcast',
  'multicast',
  'anycast',
  'blackhole',
  'unreachable',
  'prohibit',
  'throw',
]);

/** Words that only routes of one family have. */
const ofFamily: ReadonlyMap<string, Family> = new Map([
  ['from', 'inet6'],
  ['expires', 'inet6'],
  ['pref', 'inet6'],
  ['realms', 'inet'],
]);

const anyAddress = ['0.0.0.0/0', '::/0'];

/** What a word says about the family, unless it stands for all addresses. */
const familyIn = (value: unknown): Family | undefined =>
  typeof value === 'string' && !anyAddress.includes(value) && /^[0-9a-f:.]+(?:\/\d+)?$/i.test(value)
    ? familyOf(value)
    : undefined;

const checkFamilies = (entry: BoundEntry, diagnostics: Diagnostic[]): Family | undefined => {
  const { options } = entry;
  const written = ['inet', 'inet6'].find((word) => options.some(({ name }) => name === word));
  const addresses = [
    entry.args[0],
    ...options
      .filter(({ name }) => ['to', 'via', 'src', 'from'].includes(name))
      .map(({ args }) => args.at(-1)),
  ];
  const families = addresses.map((arg) => familyIn(arg?.value)).filter((one) => one !== undefined);
  const [family = written as Family | undefined] = families;
  if (families.some((other) => other !== family)) {
    const reason = 'it mixes IPv4 and IPv6 addresses';
    diagnostics.push(
      diagnostic('HA3033', entry.span, { reason, mend: 'write addresses of one family' }),
    );
  } else if (written !== undefined && family !== undefined && written !== family) {
    const reason = `it says ${written}, but its addresses are ${familyNames[family]}`;
    diagnostics.push(diagnostic('HA3033', entry.span, { reason, mend: `remove ${written}` }));
  }
  return family;
};

/** A gateway of the other family is refused, even when it says so. */
const checkHops = (
  { options, span }: BoundEntry,
  family: Family | undefined,
  diagnostics: Diagnostic[],
): void => {
  const gateways = options
    .filter(({ name }) => name === 'nexthop')
    .flatMap((hop) => hop.options.filter(({ name }) => name === 'via'))
    .map(({ args }) => familyIn(args.at(-1)?.value));
  if (family === undefined || !gateways.some((other) => other !== undefined && other !== family)) {
    return;
  }
  const reason = `a gateway is not ${familyNames[family]} like the route`;
  const mend = `write an ${familyNames[family]} gateway`;
  diagnostics.push(diagnostic('HA3033', span, { reason, mend }));
};

export const checkRouteLine = (
  entry: BoundEntry,
  target: Version,
  diagnostics: Diagnostic[],
): void => {
  const { options } = entry;
  const family = checkFamilies(entry, diagnostics);
  checkHops(entry, family, diagnostics);
  const destination = entry.args[0]?.span;
  for (const { name, span } of options) {
    const wanted = ofFamily.get(name);
    if (wanted !== undefined && family !== undefined && wanted !== family) {
      const reason = `only ${familyNames[wanted]} routes have it`;
      const values = { word: name, reason, mend: 'remove it' };
      diagnostics.push(diagnostic('HA3032', span, values));
    }
    if (name === 'as') {
      const values = { word: 'as', reason: 'it is for MPLS only', mend: 'remove it' };
      diagnostics.push(diagnostic('HA3032', span, values));
    }
    if (types.has(name) && destination !== undefined && destination.start < span.start) {
      const reason = `${name} wants the destination behind it`;
      const values = { reason, mend: `write: ${name} DESTINATION ...` };
      diagnostics.push(diagnostic('HA3033', entry.span, values));
    }
  }
  const isWatched = !options.some(({ name }) => name === 'dev' || name === 'no_track');
  if (isWatched && isNewerThan(watchesAnyRoute.until, target)) {
    diagnostics.push(diagnostic('HA3052', entry.span, { target }));
  }
};
