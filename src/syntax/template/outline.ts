// Which parts of a template are read under which condition: its control words as a tree.

import type { Span } from '../../base/span.ts';
import type { Language, Token } from './tokens.ts';

/** Texts of which one is read. */
export interface Alternatives {
  /** Equal for the same question asked again. */
  readonly question: string;
  readonly branches: readonly Branch[];
}

export interface Branch extends Span {
  readonly inner: readonly Alternatives[];
}

export interface Outline {
  readonly alternatives: readonly Alternatives[];
  /** Text that is not read where it stands, such as the bodies of macros. */
  readonly aside: readonly Span[];
}

type Step =
  | { readonly kind: 'opens'; readonly word: string; readonly role: Role }
  | { readonly kind: 'branches' }
  | { readonly kind: 'closes'; readonly word: string | null };

/** What is inside: a choice, text for elsewhere, or text like that around it. */
type Role = 'choice' | 'aside' | 'plain';

const jinjaRoles: { readonly [word: string]: Role } = {
  if: 'choice',
  for: 'choice',
  macro: 'aside',
  set: 'aside',
  block: 'plain',
  call: 'plain',
  filter: 'plain',
  with: 'plain',
};

const jinjaStep = (code: string): Step | null => {
  const [, word = ''] = /^(\w+)/.exec(code) ?? [];
  if (word === 'elif' || word === 'else') return { kind: 'branches' };
  if (word.startsWith('end')) return { kind: 'closes', word: word.slice('end'.length) };
  // `set x = 1` ends where it begins.
  if (word === 'set' && code.includes('=')) return null;
  const role = Object.hasOwn(jinjaRoles, word) ? jinjaRoles[word] : undefined;
  return role === undefined ? null : { kind: 'opens', word, role };
};

/** Ruby, and Puppet, whose blocks have braces. */
const erbStep = (code: string): Step | null => {
  if (/^(?:else|elsif|when|in)\b|^\}\s*(?:else|elsif)\b/.test(code)) return { kind: 'branches' };
  if (/^end\b|^\}/.test(code)) return { kind: 'closes', word: null };
  if (/^case\b/.test(code)) return { kind: 'opens', word: 'case', role: 'choice' };
  const opens =
    /^(?:if|unless|for|while|until|begin)\b/.test(code) ||
    /(?:\bdo|\{)\s*(?:\|[^|]*\|)?$/.test(code);
  return opens ? { kind: 'opens', word: 'block', role: 'choice' } : null;
};

interface Open {
  readonly word: string;
  readonly role: Role;
  readonly question: string;
  readonly branches: Branch[];
  /** Where the branch begins that is being read; -1 between `case` and its first `when`. */
  start: number;
  inner: Alternatives[];
}

/** Deeper choices are read as if they were none. */
const maxDepth = 32;

class Builder {
  readonly aside: Span[] = [];
  private readonly top: Alternatives[] = [];
  private readonly open: Open[] = [];

  take(token: Token, step: Step): void {
    const { start, end, code } = token;
    if (step.kind === 'opens') {
      const { word } = step;
      const role = this.open.length < maxDepth ? step.role : 'plain';
      const from = word === 'case' ? -1 : end;
      this.open.push({ word, role, question: code, branches: [], start: from, inner: [] });
    } else if (step.kind === 'branches') {
      const choice = this.open.findLast(({ role }) => role === 'choice');
      if (choice !== undefined) this.branch(choice, start, end);
    } else {
      const { word } = step;
      const index = this.open.findLastIndex((one) => word === null || one.word === word);
      while (index >= 0 && this.open.length > index) this.close(start);
    }
  }

  /** What is open still ends with the text. */
  finish(length: number): readonly Alternatives[] {
    while (this.open.length > 0) this.close(length);
    return this.top;
  }

  private branch(choice: Open, end: number, next: number): void {
    const { start, inner } = choice;
    if (start >= 0) choice.branches.push({ start, end, inner });
    choice.start = next;
    choice.inner = [];
  }

  private close(end: number): void {
    const last = this.open.pop();
    if (last === undefined) return;
    const { role, question, branches, start } = last;
    this.branch(last, end, end);
    const outer = this.open.at(-1)?.inner ?? this.top;
    if (role === 'choice') {
      if (branches.length > 0) outer.push({ question, branches });
    } else if (role === 'aside') this.aside.push({ start, end });
    else for (const { inner } of branches) for (const one of inner) outer.push(one);
  }
}

/** The outline of a text that has these tokens. */
export const outlineOf = (
  tokens: readonly Token[],
  length: number,
  language: Language,
): Outline => {
  const builder = new Builder();
  for (const token of tokens) {
    if (token.kind !== 'control') continue;
    const step = language === 'erb' ? erbStep(token.code) : jinjaStep(token.code);
    if (step !== null) builder.take(token, step);
  }
  const alternatives = builder.finish(length);
  return { alternatives, aside: builder.aside };
};
