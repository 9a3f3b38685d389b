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
  | { readonly path: string; readonly problem: string };

export const nothingMatches = 'no file matches';

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

/** All includes of a text. */
export const includesIn = (text: string): Include[] => {
  // Most texts have none, and the word alone is found much faster.
  if (!text.includes('include')) return [];
  return [...text.matchAll(lines)].flatMap(([, line = '']) => {
    return includeOf(line.slice(0, contentLength(line))) ?? [];
  });
};

/** What the braces of a pattern stand for, each by itself: glob(3) takes those that match. */
export const alternativesOf = (pattern: string): string[] => {
  const match = /\{([^{}]*,[^{}]*)\}/.exec(pattern);
  if (match === null) return [pattern];
  const [braces, inner = ''] = match;
  return inner.split(',').flatMap((part) => {
    const end = match.index + braces.length;
    return alternativesOf(pattern.slice(0, match.index) + part + pattern.slice(end));
  });
};
