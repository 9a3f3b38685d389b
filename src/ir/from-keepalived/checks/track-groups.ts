// track_group: names that stand twice, and lines that follow a group that nobody defined above.

import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import type { Span } from '../../../base/span.ts';
import { suggest } from '../../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import { all, arg, type BoundBlock } from '../../../syntax/tree.ts';

type Root = BoundBlock<typeof keepalived>;

const followers = ['static_ipaddress', 'static_routes', 'static_rules'] as const;

export const checkTrackGroups = (root: Root, diagnostics: Diagnostic[]): void => {
  const groups = new Map<string, Span>();
  for (const group of all(root, 'track_group')) {
    const name = arg(group, 0);
    if (name === undefined) continue;
    const first = groups.get(name);
    if (first === undefined) groups.set(name, group.span);
    else {
      const labels = [{ span: first, text: 'first defined here' }];
      const values = { keyword: 'track_group', name };
      diagnostics.push(diagnostic('HA3001', group.span, values, labels));
    }
  }
  for (const { entries } of followers.flatMap((keyword) => all(root, keyword))) {
    for (const { options } of entries) {
      const option = options.findLast(({ name }) => name === 'track_group');
      const name = option?.args[0]?.value;
      if (option === undefined || typeof name !== 'string') continue;
      const place = groups.get(name);
      if (place !== undefined && place.start < option.span.start) continue;
      const near = suggest(name, groups.keys());
      const mend =
        place !== undefined
          ? 'move its definition above this line'
          : near === undefined
            ? `define it: track_group ${name} { ... }`
            : `did you mean "${near}"?`;
      diagnostics.push(diagnostic('HA3042', option.span, { keyword: 'track_group', name, mend }));
    }
  }
};
