// Two rules that a packet may match.

import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { Farm, FarmRule } from '../../../ir/farm.ts';
import type { ModuleRule } from '../rule.ts';

const meet = <T>(one: T | '*', other: T | '*'): boolean =>
  one === '*' || other === '*' || one === other;

/** Port of an arp rule means nothing. */
const overlap = (one: FarmRule, other: FarmRule): boolean =>
  one.protocol === other.protocol &&
  meet(one.host, other.host) &&
  (one.protocol === 'arp' || meet(one.port, other.port));

/** More than these are compared with the first ones only. */
const maxRules = 1000;

function* overlapsIn({ groups }: Farm): Generator<Diagnostic> {
  const seen: { readonly rule: FarmRule; readonly group: string }[] = [];
  for (const { name: group, rules } of groups) {
    for (const rule of rules) {
      const first = seen.find((one) => overlap(one.rule, rule));
      if (first !== undefined) {
        const labels = [{ span: first.rule.span, text: 'the other one is here' }];
        yield diagnostic('HA4602', rule.span, { other: first.group }, labels);
      }
      if (seen.length < maxRules) seen.push({ rule, group });
    }
  }
}

export const overlappingRules: ModuleRule = {
  code: 'HA4602',
  *check({ config }) {
    for (const farm of config.farms) yield* overlapsIn(farm);
  },
};
