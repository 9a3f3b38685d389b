// Tree -> bound tree: each statement is looked up in the schema of its block and its words become
// typed values. One mistake is one diagnostic: an unknown block is left out whole.

import type { Span } from '../../base/span.ts';
import { suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import type { StatementNode } from '../../../grammars/keepalived/grammar.ts';
import { misspelt } from '../../../grammars/keepalived/index.ts';
import { isNewerThan, newest, type Version } from '../../../grammars/keepalived/versions.ts';
import {
  type ArgSpec,
  type BlockSpec,
  type EntrySpec,
  type KeywordSpec,
  keywordsOf,
} from '../../../grammars/schema.ts';
import type { BoundBlock, BoundEntry, BoundStatement } from '../tree.ts';
import { splitCommand, splitWords, type Word } from '../words.ts';
import { bindLine, type LineSpec } from './bind-line.ts';
import type { Tree } from './parse.ts';

export interface Bound<B = BlockSpec> {
  readonly root: BoundBlock<B>;
  /** Places that hold secrets: never to be shown. */
  readonly secrets: readonly Span[];
}

interface Context {
  readonly source: Source;
  readonly schema: BlockSpec;
  readonly target: Version;
  readonly diagnostics: Diagnostic[];
  readonly secrets: Span[];
}

const noEntries: readonly BoundEntry[] = [];

const holdsSecret = (args: readonly ArgSpec[] = []): boolean => args.some((arg) => arg.secret);

/** From the second word to the end of the line: a comment sign inside a secret does not end it. */
const hideWords = ({ source, secrets }: Context, words: readonly Word[]): void => {
  const [, second] = words;
  if (second === undefined) return;
  const lineEnd = source.text.indexOf('\n', second.start - source.base);
  const end = lineEnd < 0 ? source.text.length : lineEnd;
  secrets.push({ start: second.start, end: source.base + end });
};

/** Where secrets stand that no keyword of their block claims: misplaced, or in an unknown block. */
const misplacedSecrets = ({ text, base }: Source, schema: BlockSpec): Span[] => {
  const names = keywordsOf(schema, '')
    .filter(({ spec }) => spec.args?.[0]?.secret)
    .map(({ keyword }) => keyword);
  if (names.length === 0) return [];
  const pattern = new RegExp(`(?<=^|[\\s{}#!])(?:${names.join('|')})[ \\t]+([^\\n]+)`, 'g');
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: secret = '', index }) => {
    const end = base + index + whole.length;
    return { start: end - secret.length, end };
  });
};

/** In the order of the text, and none of them touching another. */
const joined = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = result.at(-1);
    if (last === undefined || span.start > last.end) result.push(span);
    else result[result.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return result;
};

/** Blanks that are none to keepalived; editors and web pages leave them in a text. */
const foreignBlank = /[\u0085\u00a0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]/;

const mend = (word: string, known: Iterable<string>, schema: BlockSpec): string => {
  const note = misspelt.get(word);
  if (note !== undefined) return note;
  if (foreignBlank.test(word)) return 'replace the no-break space in it by a plain blank';
  const near = suggest(word, known);
  if (near !== undefined) return `did you mean "${near}"?`;
  const owners = keywordsOf(schema, '').filter(({ keyword }) => keyword === word);
  const places = [...new Set(owners.map(({ blockName }) => blockName))];
  const place = places.includes('') ? 'outside of all blocks' : `into ${places.join(', ')}`;
  return places.length === 0
    ? 'remove the line if nothing needs it'
    : `it belongs ${place}; look whether a brace above is missing or too many`;
};

const reportUnknown = (
  context: Context,
  node: StatementNode,
  words: readonly Word[],
  block: BlockSpec,
  blockName: string,
): void => {
  const [first] = words;
  if (first === undefined) return;
  if (Object.values(block).some(({ args }) => holdsSecret(args))) hideWords(context, words);
  const code = node.open < 0 ? 'HA2001' : 'HA2002';
  const values = {
    word: first.text,
    block: blockName,
    mend: mend(first.text, Object.keys(block), context.schema),
  };
  context.diagnostics.push(diagnostic(code, first, values));
};

const bindEntries = (
  context: Context,
  node: StatementNode,
  spec: EntrySpec,
  keyword: string,
): BoundEntry[] => {
  const { source, diagnostics } = context;
  const entries: BoundEntry[] = [];
  for (const line of node.children) {
    const words = splitWords(source, source.base + line.start, source.base + line.end);
    if (line.open >= 0 && line.start !== line.end) {
      const brace = { start: source.base + line.open, end: source.base + line.open + 1 };
      diagnostics.push(diagnostic('HA2006', brace, { keyword: `a line of ${keyword}` }));
    }
    const groups = spec.per === 'word' ? words.map((word) => [word]) : [words];
    for (const group of groups) {
      const [first] = group;
      if (first !== undefined) entries.push(bindLine(group, spec, first, keyword, context));
    }
  }
  return entries;
};

const checkBlock = (
  { source, diagnostics }: Context,
  node: StatementNode,
  keyword: Word,
  spec: KeywordSpec,
): void => {
  const takesBlock = spec.block !== undefined || spec.entries !== undefined;
  if (takesBlock && node.open < 0) {
    diagnostics.push(diagnostic('HA2007', keyword, { keyword: keyword.text }));
  }
  if (!takesBlock && node.open >= 0) {
    const brace = { start: source.base + node.open, end: source.base + node.open + 1 };
    diagnostics.push(diagnostic('HA2006', brace, { keyword: keyword.text }));
  }
};

const bindStatement = (
  context: Context,
  node: StatementNode,
  block: BlockSpec,
  blockName: string,
): BoundStatement | undefined => {
  const { source, diagnostics } = context;
  const end = source.base + node.end;
  const words = splitWords(source, source.base + node.start, end);
  const [keyword, ...plain] = words;
  if (keyword === undefined) return undefined;
  const spec = Object.hasOwn(block, keyword.text) ? block[keyword.text] : undefined;
  if (spec === undefined) {
    reportUnknown(context, node, words, block, blockName);
    return undefined;
  }
  if (spec.since !== undefined && isNewerThan(spec.since, context.target)) {
    const values = { word: keyword.text, since: spec.since, target: context.target };
    diagnostics.push(diagnostic('HA2016', keyword, values));
    return undefined;
  }
  const others = spec.args?.[0]?.shellQuoting ? splitCommand(source, keyword.end, end) : plain;
  if (holdsSecret(spec.args)) hideWords(context, words);
  if (spec.deprecated !== undefined) {
    const values = { keyword: keyword.text, use: spec.deprecated.use };
    diagnostics.push(diagnostic('HA2013', keyword, values));
  }
  checkBlock(context, node, keyword, spec);
  const line: LineSpec = { args: spec.args ?? [], options: spec.options };
  const { args, options, span } = bindLine(others, line, keyword, keyword.text, context);
  return {
    keyword: keyword.text,
    spec,
    span,
    args,
    options,
    block:
      node.open < 0
        ? undefined
        : spec.block && bindBlock(context, node.children, spec.block, keyword.text),
    entries: spec.entries ? bindEntries(context, node, spec.entries, keyword.text) : noEntries,
  };
};

const bindBlock = (
  context: Context,
  nodes: readonly StatementNode[],
  block: BlockSpec,
  blockName: string,
): BoundBlock => {
  const statements: BoundStatement[] = [];
  for (const node of nodes) {
    const bound = bindStatement(context, node, block, blockName);
    if (bound !== undefined) statements.push(bound);
  }
  return { statements };
};

/** Binds a tree to `schema` as keepalived `target` knows it; total: what does not fit is left out and reported. */
export const bindKeepalived = <const B extends BlockSpec>(
  tree: Tree,
  schema: B,
  target: Version = newest,
): { bound: Bound<B>; diagnostics: Diagnostic[] } => {
  const { source } = tree;
  const secrets = misplacedSecrets(source, schema);
  const context: Context = { source, schema, target, diagnostics: [], secrets };
  const root = bindBlock(context, tree.file.statements, schema, 'the file');
  const bound = { root: root as BoundBlock<B>, secrets: joined(secrets) };
  return { bound, diagnostics: context.diagnostics };
};
