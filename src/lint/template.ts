// Which findings hold for a template, whatever its placeholders will be.

import { type Span, touching } from '../base/span.ts';
import type { Code, Diagnostic } from '../diag/diagnostic.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { Tree } from '../syntax/keepalived/parse.ts';
import type { Masked, Version } from '../syntax/template/mask.ts';

/**
 * What a finding is concluded from, besides the words at its places:
 * - `words`: nothing,
 * - `line`: the rest of the line,
 * - `block`: all of the block, up to the outermost,
 * - `names`: which names the file defines,
 * - `uses`: which names the file uses.
 */
type Basis = 'words' | 'line' | 'block' | 'names' | 'uses';

const bases: { readonly [code in Code]?: Basis } = {
  HA1019: 'line',
  HA2004: 'line',
  HA2018: 'block',
  HA2030: 'line',
  HA3002: 'names',
  HA3010: 'names',
  HA3024: 'words',
  HA3026: 'line',
  HA3027: 'line',
  HA3029: 'line',
  HA3041: 'words',
  HA3042: 'names',
  HA3053: 'words',
  HA3057: 'words',
  HA4001: 'words',
  HA4101: 'words',
  HA4102: 'words',
  HA4103: 'words',
  HA4104: 'words',
  HA4201: 'words',
  HA4202: 'uses',
  HA4205: 'words',
  HA4301: 'words',
  HA4302: 'words',
  HA4303: 'words',
  HA4304: 'words',
  HA4305: 'uses',
  HA4401: 'uses',
  HA4402: 'uses',
  HA4403: 'uses',
  HA4404: 'words',
  HA4506: 'uses',
};

/** What is not listed: words are judged by themselves, meaning by all that it may depend on. */
const basisOf = (code: Code): Basis =>
  bases[code] ?? (/^HA[12]|^HA49/.test(code) ? 'words' : 'block');

const isInside = ({ start }: Pick<Span, 'start'>, { start: from, end }: Span): boolean =>
  from <= start && start <= end;

/** Neither place is read under every condition of the other: they may never be read together. */
const mayExclude = (one: Span, other: Span, branches: readonly Span[]): boolean => {
  const ofOne = branches.filter((branch) => isInside(one, branch));
  const ofOther = branches.filter((branch) => isInside(other, branch));
  return (
    ofOne.some((branch) => !ofOther.includes(branch)) &&
    ofOther.some((branch) => !ofOne.includes(branch))
  );
};

/** Where the statements outside of all blocks were written: their words, and all of them. */
const outerSpans = (
  { source, statements }: Tree,
  sources: SourceMap,
): { heads: Span[]; wholes: Span[] } => {
  const { base, text } = source;
  const heads: Span[] = [];
  const wholes: Span[] = [];
  for (let row = 0; row < statements.length; row = statements.after(row)) {
    const start = base + statements.startOf(row);
    const end = base + statements.endOf(row, text);
    const close = statements.closeOf(row);
    const last = statements.openOf(row) < 0 ? end : base + (close < 0 ? text.length : close);
    heads.push(sources.originOf({ start, end }).span);
    wholes.push(sources.originOf({ start, end: last }).span);
  }
  return { heads, wholes };
};

const lineAt = (text: string, offset: number): Span => {
  const end = text.indexOf('\n', offset);
  return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
};

/** What is next to a placeholder may become one word with it. */
const nextTo = (spans: readonly Span[], { start, end }: Span): boolean =>
  touching(spans, { start: start - 1, end: end + 1 }).length > 0;

interface Loaded {
  readonly tree: Tree;
  readonly sources: SourceMap;
}

/**
 * The findings in a version of a template that hold for all that may come of it. The template is the
 * first text of its source map.
 */
export const certain = (
  found: readonly Diagnostic[],
  { tree, sources }: Loaded,
  { text, unknown }: Version,
  { marks, branches }: Pick<Masked, 'marks' | 'branches'>,
): Diagnostic[] => {
  const { heads, wholes } = outerSpans(tree, sources);
  const knowsNames = !heads.some((head) => nextTo(unknown, head));
  const isKnown = (basis: Basis, { start }: Span): boolean => {
    switch (basis) {
      case 'words':
        return true;
      case 'line':
        return touching(unknown, lineAt(text, start)).length === 0;
      case 'block':
        return !wholes.some((one) => isInside({ start }, one) && touching(marks, one).length > 0);
      case 'names':
        return knowsNames;
      case 'uses':
        return unknown.length === 0;
    }
  };
  return found.filter(({ code, span, labels }) => {
    if (span === null) return true;
    const others = labels.map((label) => label.span);
    const places = [span, ...others];
    return (
      !places.some((place) => nextTo(unknown, place)) &&
      !others.some((other) => mayExclude(span, other, branches)) &&
      places.every((place) => isKnown(basisOf(code), place))
    );
  });
};
