// Where secrets stand in a text, told from the words before them alone: they may be misplaced, commented
// out, in a block that nobody knows, or behind a keyword that somebody made up.

import { moved, type Span } from '../../base/span.ts';
import type { Source } from '../../diag/source-map.ts';
import type { BlockSpec } from '../../../grammars/schema.ts';
import { isNameOfSecret, mayHoldSecrets, secretWordsIn } from '../secret-words.ts';
import { keywordsIn } from './keywords.ts';

type Text = Pick<Source, 'text' | 'base'>;

/** Everything behind a keyword that takes a secret, in whatever block it stands, to the end of its line. */
const behindKeywords = ({ text, base }: Text, schema: BlockSpec): Span[] => {
  const { secret } = keywordsIn(schema);
  // Most texts have none of them, and the words alone are found much faster.
  if (secret.size === 0 || !new RegExp([...secret.keys()].join('|')).test(text)) return [];
  const heads = [...secret].flatMap(([keyword, head]) => (text.includes(keyword) ? head : []));
  const pattern = new RegExp(`(?<=^|[\\s{}#!])(?:${heads.join('|')})[ \\t]+([^\\n]+)`, 'g');
  return [...text.matchAll(pattern)].map(({ 0: whole, 1: secret = '', index }) => {
    const end = base + index + whole.length;
    return { start: end - secret.length, end };
  });
};

/** The first word of a line, behind what opens or closes a block; the rest is all behind it. */
const head = /^(?:.*[{}])?[ \t]*([^\s{}=:"#!]+)[ \t]*[=:]?[ \t]*/;

const isType = /^(?:PASS|AH)\b/i;

/** Whether all behind a word is a secret. */
const takesSecret = (word: string, rest: string, schema: BlockSpec): boolean => {
  const { places, secret } = keywordsIn(schema);
  if (word === 'auth_type') return !isType.test(rest);
  return secret.has(word) || (isNameOfSecret(word) && !places.has(word));
};

interface LineOfText {
  readonly text: string;
  readonly start: number;
}

const linesFrom = function* (text: string, from: number): Generator<LineOfText> {
  for (let start = from; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found < 0 ? text.length : found;
    yield { text: text.slice(start, end), start };
    start = end + 1;
  }
};

/** Longer blocks are none of a secret. */
const maxLines = 20;

/** What a line holds but for blanks; nothing of an empty one. */
const contentOf = ({ text, start }: LineOfText): Span[] => {
  const content = text.trim();
  const from = start + text.indexOf(content);
  return content === '' ? [] : [{ start: from, end: from + content.length }];
};

/** Secrets on the lines behind a keyword: the next one, or those of a block. */
const onNextLines = (text: string, from: number, isOpen: boolean, schema: BlockSpec): Span[] => {
  const { places } = keywordsIn(schema);
  const found: Span[] = [];
  let isInside = isOpen;
  let count = 0;
  for (const line of linesFrom(text, from)) {
    const content = line.text.trim();
    if (content.startsWith('}') || ++count > maxLines) break;
    if (content === '') continue;
    if (!isInside && content.startsWith('{')) isInside = true;
    else if (!isInside && places.has(content.split(/[\s{=:]/, 1)[0] ?? '')) break;
    found.push(...contentOf(line));
    if (!isInside || content.endsWith('}')) break;
  }
  return found;
};

const inLine = (text: string, { text: line, start }: LineOfText, schema: BlockSpec): Span[] => {
  const found = secretWordsIn(line);
  const [before = '', word = ''] = head.exec(line) ?? [];
  const rest = line.slice(before.length).trimEnd();
  if (word !== '' && takesSecret(word, rest, schema)) {
    if (rest !== '') found.push({ start: before.length, end: before.length + rest.length });
    const isOpen = rest.endsWith('{');
    const next = start + line.length + 1;
    if (rest === '' || isOpen) {
      const behind = onNextLines(text, next, isOpen, schema);
      return [...found.map((one) => moved(one, start)), ...behind];
    }
  }
  return found.map((one) => moved(one, start));
};

const suspicious =
  /pass|pwd|secret|token|key|credential|:\/\/|-p[ \t]|-u|mysql|mariadb|auth_type/gi;

/** What looks like a secret, line by line. */
const behindNames = ({ text, base }: Text, schema: BlockSpec): Span[] => {
  if (!mayHoldSecrets(text)) return [];
  const found: Span[] = [];
  suspicious.lastIndex = 0;
  for (let match = suspicious.exec(text); match !== null; match = suspicious.exec(text)) {
    const start = text.lastIndexOf('\n', match.index) + 1;
    const stop = text.indexOf('\n', match.index);
    const end = stop < 0 ? text.length : stop;
    found.push(...inLine(text, { text: text.slice(start, end), start }, schema));
    suspicious.lastIndex = end;
  }
  return found.map((one) => moved(one, base));
};

/** The places of secrets in a text, in no order; no place goes over the end of a line. */
export const secretsBehindKeywords = (source: Text, schema: BlockSpec): Span[] => [
  ...behindKeywords(source, schema),
  ...behindNames(source, schema),
];
