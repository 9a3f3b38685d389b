// include and its variants: what is left of a line when conditions, definitions and repetitions are done.
// The path goes to the end of the line; quotes are a part of it.

export interface Include {
  readonly word: string;
  /** For glob(3), as written. */
  readonly pattern: string;
}

/** A file that a pattern matched: its text, or why it is not read. A part that matches none counts as one. */
export type IncludedFile =
  | { readonly path: string; readonly text: string }
  /** `isForbidden`: we may not read it; keepalived, which runs as root, may. */
  | { readonly path: string; readonly problem: string; readonly isForbidden?: boolean };

export const nothingMatches = 'no file matches';
export const quotesCount = `${nothingMatches}, since the quotes are a part of the path`;

const statement = /^(include[rmwba]?)[ \t]+(\S.*?)[ \t\r]*$/;

/** The include that a line without its comment is, if it is one. */
export const includeOf = (content: string): Include | null => {
  const match = statement.exec(content);
  return match === null ? null : { word: match[1] ?? '', pattern: match[2] ?? '' };
};

const lines = /^[ \t\v\f]*(include[rmwba]?[ \t][^\n]*)/gm;

/** Where the comment of a line starts, or its length; `\#` and quoted signs start none. */
export const contentLength = (line: string): number => {
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (sign === '\\') at++;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (sign === '#' || sign === '!')) return at;
  }
  return line.length;
};

/** What was asked last: each text is asked about twice, and a large one takes a while. */
let asked = { text: '', answer: false };

/** Whether a text holds the word at all; most do not, and the word alone is found much faster. */
export const mayInclude = (text: string): boolean => {
  if (asked.text !== text) asked = { text, answer: text.includes('include') };
  return asked.answer;
};

/** All includes of a text. */
export const includesIn = (text: string): Include[] => {
  if (!mayInclude(text)) return [];
  return [...text.matchAll(lines)].flatMap(([, line = '']) => {
    return includeOf(line.slice(0, contentLength(line))) ?? [];
  });
};

/** More than anybody writes; each is looked for on the disk. */
const maxAlternatives = 1000;

export const tooManyAlternatives = `its braces stand for more than ${maxAlternatives} paths`;

/** A pattern once for each word of its first braces without others in them; null without braces. */
const alternativesOfBraces = (pattern: string): string[] | null => {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (match === null) return null;
  const [braces, inner = ''] = match;
  const rest = pattern.slice(match.index + braces.length);
  return inner.split(',').map((part) => pattern.slice(0, match.index) + part + rest);
};

/**
 * What the braces of a pattern stand for, each by itself: glob(3) takes those that match. Null when that
 * is more than anybody can look for.
 */
export const alternativesOf = (pattern: string): readonly string[] | null => {
  let found = [pattern];
  while (found.length <= maxAlternatives) {
    const split = found.map(alternativesOfBraces);
    if (split.every((parts) => parts === null)) return found;
    found = split.flatMap((parts, at) => parts ?? found[at] ?? []);
  }
  return null;
};
