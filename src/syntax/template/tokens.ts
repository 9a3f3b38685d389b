// What a template language replaces in a text, found by its marks alone.

import type { Span } from '../../base/span.ts';

export const languages = ['jinja', 'erb', 'shell'] as const;
export type Language = (typeof languages)[number];

/** `value` leaves words in its place, `control` and `comment` leave nothing; `text` is kept as it is. */
export interface Token extends Span {
  readonly kind: 'value' | 'control' | 'comment' | 'text';
  /** What stands between the marks, without blanks around it. */
  readonly code: string;
}

interface Mark {
  readonly open: string;
  readonly close: string;
  readonly kind: Token['kind'];
}

/** Longer marks come before those that they begin with. */
const marks: { readonly [language in Exclude<Language, 'shell'>]: readonly Mark[] } = {
  jinja: [
    { open: '{{', close: '}}', kind: 'value' },
    { open: '{%', close: '%}', kind: 'control' },
    { open: '{#', close: '#}', kind: 'comment' },
  ],
  erb: [
    { open: '<%%', close: '', kind: 'text' },
    { open: '<%=', close: '%>', kind: 'value' },
    { open: '<%#', close: '%>', kind: 'comment' },
    { open: '<%', close: '%>', kind: 'control' },
  ],
};

/** `-` and `+` at a mark only say what becomes of the blanks around it. */
const codeIn = (inside: string): string => inside.replace(/^[-+]|[-+=]$/g, '').trim();

/** Jinja reads nothing between these. */
const rawStart = /^raw$/;
const rawEnd = /\{%[-+]?\s*endraw\s*[-+]?%\}/g;

function* markedTokens(text: string, known: readonly Mark[]): Generator<Token> {
  const first = new RegExp(known.map(({ open }) => open).join('|'), 'g');
  // Marks that nothing closes any more are text, and not looked for again.
  const unclosed = new Set<string>();
  for (let match = first.exec(text); match !== null; match = first.exec(text)) {
    const mark = known.find(({ open }) => open === match?.[0]);
    if (mark === undefined || mark.kind === 'text' || unclosed.has(mark.close)) continue;
    const start = match.index;
    const inside = start + mark.open.length;
    const stop = text.indexOf(mark.close, inside);
    if (stop < 0) {
      unclosed.add(mark.close);
      continue;
    }
    const end = stop + mark.close.length;
    const code = codeIn(text.slice(inside, stop));
    yield { kind: mark.kind, start, end, code };
    first.lastIndex = end;
    if (mark.kind === 'control' && rawStart.test(code)) {
      rawEnd.lastIndex = end;
      const over = rawEnd.exec(text);
      if (over === null) return;
      const tag = { start: over.index, end: over.index + over[0].length };
      yield { kind: 'control', code: 'endraw', ...tag };
      first.lastIndex = tag.end;
    }
  }
}

/** envsubst(1) and the shell, autoconf, and what sed(1) is told to look for. */
const ofShell =
  /\$\{(?<braced>[A-Za-z_]\w*)(?:[:%#/^,=?+-][^{}\n]*)?\}|\$(?<plain>[A-Za-z_]\w*)|\$\([^()\n]*\)|@[A-Za-z_]\w*@|%[A-Z][A-Z0-9_]*%|__[A-Z][A-Z0-9_]*__/g;

/** Names that keepalived replaces itself: those that the file defines, and its own. */
const definedIn = (text: string): ReadonlySet<string> =>
  new Set([...text.matchAll(/^[ \t]*\$([A-Za-z_]\w*)=/gm)].map(([, name = '']) => name));

function* shellTokens(text: string): Generator<Token> {
  const defined = definedIn(text);
  for (const { 0: code, index, groups } of text.matchAll(ofShell)) {
    const name = groups?.['braced'] ?? groups?.['plain'] ?? '';
    if (name.startsWith('_') || defined.has(name)) continue;
    yield { kind: 'value', code, start: index, end: index + code.length };
  }
}

/** What `language` replaces in a text, in its order. */
export const templateTokens = (text: string, language: Language): Iterable<Token> =>
  language === 'shell' ? shellTokens(text) : markedTokens(text, marks[language]);

/** What no other program than sed(1) or envsubst(1) can be meant to read. */
const tellingShell = /@[A-Z][A-Z0-9_]*@|%[A-Z][A-Z0-9_]*%|\$\{/;

/** The language that a text is written in, as far as its marks tell; null for none. */
export const languageOf = (text: string): Language | null => {
  if (/\{\{.*?\}\}|\{%.*?%\}/.test(text)) return 'jinja';
  if (/<%.*?%>/.test(text)) return 'erb';
  const isShell = [...shellTokens(text)].some(({ code }) => tellingShell.test(code));
  return isShell ? 'shell' : null;
};
