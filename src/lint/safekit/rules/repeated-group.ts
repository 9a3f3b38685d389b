// Two groups of one name.

import { diagnostic } from '../../../diag/diagnostic.ts';
import type { FarmGroup } from '../../../ir/farm.ts';
import type { ModuleRule } from '../rule.ts';

export const repeatedGroup: ModuleRule = {
  code: 'HA4613',
  *check({ config }) {
    const seen = new Map<string, FarmGroup>();
    for (const group of config.farms.flatMap(({ groups }) => groups)) {
      const { name, span } = group;
      const first = seen.get(name);
      if (first === undefined) seen.set(name, group);
      else {
        const labels = [{ span: first.span, text: 'the other one is here' }];
        yield diagnostic('HA4613', span, { name }, labels);
      }
    }
  },
};
