// The words of a line that holds a command. keepalived(8) reads such a line once more, with single and
// double quotes and with escapes, and splits the command that comes of it in the same way: `\\x41` is an
// `A` in the end. (Tried with 2.2.7.)

import type { Source } from '../diag/source-map.ts';
import type { Word } from './words.ts';

const blank = /[ \t\n\v\f\r]/;

const named: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['E', '\x1b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** `\x` with any number of digits, up to three octal ones, `\cLETTER`, or one sign. */
const escape = /\\(?:x([0-9a-fA-F]+)|([0-7]{1,3})|c(.)|(.))/sy;

/** What an escape stands for, and its length; null where there is none. */
const escapeAt = (text: string, at: number): { sign: string; length: number } | null => {
  escape.lastIndex = at;
  const match = escape.exec(text);
  if (match === null) return null;
  const [{ length }, hex, octal, control, other = ''] = match;
  if (control !== undefined) {
    return { sign: String.fromCharCode(control.charCodeAt(0) % 32), length };
  }
  const digits = hex?.slice(-2) ?? octal;
  if (digits === undefined) return { sign: named.get(other) ?? other, length };
  const code = Number.parseInt(digits, hex === undefined ? 8 : 16);
  return { sign: String.fromCharCode(code % 256), length };
};

/** A zero ends a word for whoever reads it. */
const upToZero = (text: string): string => text.split('\0', 1)[0] ?? '';

/** The words between two offsets of `source`; pieces that touch are one word. */
export const splitEscaped = (
  { text, base }: Pick<Source, 'text' | 'base'>,
  start: number,
  end: number,
): Word[] => {
  const line = text.slice(start - base, end - base);
  const words: Word[] = [];
  for (let at = 0; at < line.length;) {
    if (blank.test(line.charAt(at))) {
      at++;
      continue;
    }
    const from = at;
    let word = '';
    let quote = '';
    for (; at < line.length && (quote !== '' || !blank.test(line.charAt(at)));) {
      const sign = line.charAt(at);
      const escaped = sign === '\\' ? escapeAt(line, at) : null;
      if (escaped !== null) word += escaped.sign;
      else if (sign === quote) quote = '';
      else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
      else word += sign;
      at += escaped?.length ?? 1;
    }
    const quoted = /["']/.test(line.charAt(from));
    words.push({ text: upToZero(word), start: start + from, end: start + at, quoted });
  }
  return words;
};

/** Program and arguments of a command as its line gave it. */
export const argvIn = (command: string): Word[] =>
  splitEscaped({ text: command, base: 0 }, 0, command.length);
