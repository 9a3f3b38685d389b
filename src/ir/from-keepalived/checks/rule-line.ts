// One line of a rule block: one action, one family, and a goto that leads forward.

import { type Family, familyOf } from '../../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { BoundEntry } from '../../../syntax/tree.ts';
import { familyNames } from './family-names.ts';

const actions = new Set([
  'table',
  'goto',
  'nop',
  'blackhole',
  'unreachable',
  'prohibit',
  'type',
  'l3mdev',
]);

const isAny = (prefix: string): boolean => prefix === '0.0.0.0/0' || prefix === '::/0';

const checkFamilies = (entry: BoundEntry, refuse: (reason: string, mend: string) => void): void => {
  const { options } = entry;
  const families = options
    .filter(({ name }) => name === 'from' || name === 'to')
    .map(({ args }) => args[0]?.value)
    .filter((value): value is string => typeof value === 'string' && !isAny(value))
    .map(familyOf);
  const [family] = families;
  const written = (['inet', 'inet6'] as const).find((word: Family) =>
    options.some(({ name }) => name === word),
  );
  if (family === undefined) return;
  if (families.some((other) => other !== family)) {
    refuse('it mixes IPv4 and IPv6 addresses', 'write addresses of one family');
  } else if (written !== undefined && written !== family) {
    const reason = `it says ${written}, but its addresses are ${familyNames[family]}`;
    refuse(reason, `remove ${written}`);
  }
};

export const checkRuleLine = (entry: BoundEntry, diagnostics: Diagnostic[]): void => {
  const { options } = entry;
  const refuse = (reason: string, mend: string): void => {
    diagnostics.push(diagnostic('HA3033', entry.span, { reason, mend }));
  };
  const chosen = options.filter(({ name }) => actions.has(name)).map(({ name }) => name);
  if (chosen.length > 1) {
    refuse(`it has two actions, ${chosen.join(' and ')}`, 'write two rules, or remove one action');
  }
  const numberOf = (word: string): number | undefined => {
    const value = options.findLast(({ name }) => name === word)?.args[0]?.value;
    return value === undefined ? undefined : Number(value);
  };
  if (numberOf('table') === 0) refuse('there is no table 0', 'write the number of a table');
  const [target, priority] = [numberOf('goto'), numberOf('preference')];
  if (target !== undefined && (priority === undefined || priority >= target)) {
    refuse(
      'a goto only leads to a rule of a higher number',
      'write: priority NUMBER, below the target',
    );
  }
  checkFamilies(entry, refuse);
};
