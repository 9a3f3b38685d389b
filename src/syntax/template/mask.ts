// A template as keepalived might read it: what nobody knows yet is a word of underscores, what only
// steers the template is blank. All lines and columns stay.

import type { Span } from '../../base/span.ts';
import { type Alternatives, type Branch, outlineOf } from './outline.ts';
import { type Language, templateTokens, type Token } from './tokens.ts';

/** One way to read a template. */
export interface Version {
  /** As long as the template. */
  readonly text: string;
  /** Where words stand that nobody knows, in the order of the text. */
  readonly unknown: readonly Span[];
}

export interface Masked {
  /** Together they read each branch at least once, unless there are very many. */
  readonly versions: readonly Version[];
  /** Everything that is written for the template language. */
  readonly marks: readonly Span[];
  /** Parts that are read under a condition. */
  readonly branches: readonly Span[];
}

const maxVersions = 16;

const filler = '_';
/** Whether no word goes on over this sign. */
const endsWord = (sign: string | undefined): boolean => sign === undefined || /[\s{}]/.test(sign);

/** A tag that brings text of its own. */
const bringsText = ({ kind, code }: Token): boolean =>
  kind === 'value' || (kind === 'control' && /^include\b/.test(code));

const everyBranch = (alternatives: readonly Alternatives[]): Branch[] =>
  alternatives.flatMap(({ branches }) =>
    branches.flatMap((branch) => [branch, ...everyBranch(branch.inner)]),
  );

/** Whether something in a branch was not read yet. */
const isNew = (branch: Branch, read: ReadonlySet<Branch>): boolean =>
  !read.has(branch) ||
  branch.inner.some(({ branches }) => branches.some((inner) => isNew(inner, read)));

/**
 * The branches that are left out this time. Of each alternative the first branch is read that holds
 * something new, or the last; a question that is asked again gets the same answer.
 */
const leaveOut = (
  alternatives: readonly Alternatives[],
  read: Set<Branch>,
  answers: Map<string, number>,
): Span[] =>
  alternatives.flatMap(({ question, branches }) => {
    const firstNew = branches.findIndex((branch) => isNew(branch, read));
    const own = firstNew < 0 ? branches.length - 1 : firstNew;
    const chosen = Math.min(answers.get(question) ?? own, branches.length - 1);
    answers.set(question, chosen);
    return branches.flatMap((branch, index) => {
      if (index !== chosen) return [branch];
      read.add(branch);
      return leaveOut(branch.inner, read, answers);
    });
  });

/** Spans in their order, those inside of others left out. */
const outermost = (spans: readonly Span[]): Span[] => {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (span.start >= (result.at(-1)?.end ?? 0)) result.push(span);
  }
  return result;
};

const filled = (text: string, sign: string): string => text.replace(/[^\n]/g, sign);

/** Words for the first line of a value, and nothing for the others. */
const asWords = (text: string): string => {
  const [first = '', ...others] = text.split('\n');
  return [filled(first, filler), ...others.map((line) => filled(line, ' '))].join('\n');
};

/** Writes a version piece by piece. */
class Writer {
  readonly unknown: Span[] = [];
  private readonly template: string;
  private readonly parts: string[] = [];
  private length = 0;
  private last: string | undefined;
  /** What was removed just before, as blanks. */
  private gap = '';

  constructor(template: string) {
    this.template = template;
  }

  keepUpTo(end: number): void {
    this.add(this.template.slice(this.length + this.gap.length, end));
  }

  value({ start, end }: Span): void {
    this.add(asWords(this.template.slice(start, end)));
    this.unknown.push({ start, end });
  }

  remove({ start, end }: Span): void {
    this.gap += filled(this.template.slice(start, end), ' ');
  }

  text(): string {
    return this.parts.join('') + this.gap;
  }

  private add(text: string): void {
    if (text === '') return;
    const { gap } = this;
    // What is left of a word when its middle goes is one word still.
    const isOneWord = !endsWord(this.last) && !endsWord(text[0]) && !gap.includes('\n');
    if (gap !== '' && isOneWord) {
      this.unknown.push({ start: this.length, end: this.length + gap.length });
    }
    this.parts.push(isOneWord ? filled(gap, filler) : gap, text);
    this.length += gap.length + text.length;
    this.last = text.at(-1);
    this.gap = '';
  }
}

const versionOf = (text: string, tokens: readonly Token[], leftOut: readonly Span[]): Version => {
  const writer = new Writer(text);
  const isLeftOut = new Set<Span>(leftOut);
  for (const piece of outermost([...leftOut, ...tokens])) {
    writer.keepUpTo(piece.start);
    if (!isLeftOut.has(piece) && bringsText(piece as Token)) writer.value(piece);
    else writer.remove(piece);
  }
  writer.keepUpTo(text.length);
  return { text: writer.text(), unknown: writer.unknown };
};

/** The ways to read a template. */
export const maskTemplate = (text: string, language: Language): Masked => {
  const tokens = [...templateTokens(text, language)];
  const { alternatives, aside } = outlineOf(tokens, text.length, language);
  const branches = everyBranch(alternatives);
  const read = new Set<Branch>();
  const versions: Version[] = [];
  for (let known = -1; known < read.size && versions.length < maxVersions;) {
    known = read.size;
    const leftOut = leaveOut(alternatives, read, new Map());
    if (versions.length > 0 && read.size === known) break;
    versions.push(versionOf(text, tokens, [...leftOut, ...aside]));
  }
  return { versions, marks: tokens, branches };
};
