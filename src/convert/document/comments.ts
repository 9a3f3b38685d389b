// The comments of a source in what is made of it: each once in a file, beside the first line that was
// made of the directive that it belongs to.

import type { Directive } from '../directive.ts';

export interface CommentsOf {
  /** Comments for a line that was made of `from` and that no line before it had. */
  readonly next: (from: readonly Directive[]) => readonly string[];
}

export interface Adopted {
  readonly adopted: ReadonlyMap<Directive, readonly string[]>;
  /** Of directives that nothing around them was made of either. */
  readonly homeless: readonly string[];
}

/** Comments of directives that no line is made of, by the directive around them that has one. */
export const adoptComments = (all: readonly Directive[], used: ReadonlySet<Directive>): Adopted => {
  const adopted = new Map<Directive, string[]>();
  const homeless: string[] = [];
  for (const directive of all) {
    if (directive.comments.length === 0 || used.has(directive)) continue;
    let holder = directive.parent;
    while (holder !== undefined && !used.has(holder)) holder = holder.parent;
    if (holder === undefined) homeless.push(...directive.comments);
    else adopted.set(holder, [...(adopted.get(holder) ?? []), ...directive.comments]);
  }
  return { adopted, homeless: [...new Set(homeless)] };
};

export const createComments = (
  adopted: ReadonlyMap<Directive, readonly string[]> = new Map(),
): CommentsOf => {
  const done = new Set<Directive>();
  const next = (from: readonly Directive[]): readonly string[] => {
    const fresh = from.filter((directive) => !done.has(directive));
    for (const directive of fresh) done.add(directive);
    const said = fresh.flatMap((directive) => [
      ...directive.comments,
      ...(adopted.get(directive) ?? []),
    ]);
    // Files of two nodes say the same twice.
    return [...new Set(said)];
  };
  return { next };
};
