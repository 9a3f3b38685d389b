// What is wanted and who wants it. A wanted thing remembers the place in the text that asks for it.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { keyOf, verbsOf } from '../kinds.ts';
import type { Resets } from '../resets.ts';
import type { NumberNames, Resource, ResourceKey, State } from '../state.ts';

export interface Wanted {
  readonly state: State;
  readonly whys: ReadonlyMap<ResourceKey, Span>;
  /** What the file says of connections to addresses that go. */
  readonly resets?: Resets;
}

/** Collects wanted resources; two wishes for one object must be the same wish. */
export interface Wishes {
  readonly resources: Map<ResourceKey, Resource>;
  readonly whys: Map<ResourceKey, Span>;
  readonly resets: Map<ResourceKey, boolean>;
  readonly names: NumberNames;
  readonly diagnostics: Diagnostic[];
}

export const noWishes = (names: NumberNames): Wishes => ({
  resources: new Map(),
  whys: new Map(),
  resets: new Map(),
  names,
  diagnostics: [],
});

export const wish = (wishes: Wishes, resource: Resource, why: Span): void => {
  const key = keyOf(resource);
  const other = wishes.resources.get(key);
  const otherWhy = wishes.whys.get(key);
  if (other === undefined || otherWhy === undefined) {
    wishes.resources.set(key, resource);
    wishes.whys.set(key, why);
    return;
  }
  const verbs = verbsOf(resource);
  if (verbs.equal(resource, other) && verbs.equal(other, resource)) return;
  const labels = [{ span: otherWhy, text: 'first asked for here' }];
  wishes.diagnostics.push(diagnostic('HA5001', why, { object: verbs.title(resource) }, labels));
};

type NameTable = keyof NumberNames;

/** The number that a word of the file stands for; reports a name that the host does not know. */
export const numberOf = (
  wishes: Wishes,
  table: NameTable,
  word: string,
  why: Span,
): number | undefined => {
  const names = wishes.names[table];
  if (Object.hasOwn(names, word)) return names[word];
  if (/^\d{1,10}$/.test(word)) return Number(word);
  if (/^0x[0-9a-f]{1,8}$/i.test(word)) return Number.parseInt(word, 16);
  const files = { tables: 'rt_tables', protocols: 'rt_protos', scopes: 'rt_scopes' };
  wishes.diagnostics.push(diagnostic('HA5002', why, { name: word, file: files[table] }));
  return undefined;
};

/** Whether something has words that cannot be planned; reports them. `kind` is what people call it. */
export const refuseUnplanned = (
  wishes: Wishes,
  line: { readonly unplanned: readonly string[]; readonly span: Span },
  kind: string,
): boolean => {
  if (line.unplanned.length === 0) return false;
  const words = line.unplanned.join(', ');
  wishes.diagnostics.push(diagnostic('HA5003', line.span, { words, kind }));
  return true;
};
