// What a code or a word is, for people.

import type {
  CodeExplanation,
  CodeList,
  Explanation,
  Meaning,
  WordExplanation,
} from '../app/explain.ts';
import { wrap } from '../base/wrap.ts';
import { usualWidth } from './diagnostics.ts';
import type { Paint } from './paint.ts';

const block = (text: string): string[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`.trimEnd());

const example = (title: string, text: string | null, paint: Paint): string[] =>
  text === null ? [] : ['', paint('bold', title), '', ...block(text)];

/** What each message fills in, as names stand in usage lines. */
const withNames = (sentence: string): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => name.toUpperCase());

const renderList = ({ start, codes }: CodeList, paint: Paint): string[] => [
  paint('bold', `Codes that start with ${start}`),
  '',
  ...codes.map(({ code, severity, summary }) => `  ${code}  ${severity.padEnd(7)}  ${summary}`),
];

const renderCode = (explanation: CodeExplanation, paint: Paint, width: number): string[] => {
  const { code, slug, severity, summary, detail, help, bad, said, good, peer } = explanation;
  return [
    paint('bold', `${code} ${slug} (${severity})`),
    '',
    ...wrap(`${summary}.`, width, '  '),
    '',
    ...wrap(withNames(detail), width, '  '),
    ...wrap(withNames(`help: ${help}`), width, '  '),
    ...example('Of another file:', peer, paint),
    ...example('With it:', bad, paint),
    ...example('hactl says:', said, paint),
    ...example('Without it:', good, paint),
  ];
};

/** Labels in a column of their own, texts wrapped beside them. */
const column = (facts: Meaning['facts'], width: number): string[] => {
  const size = Math.max(...facts.map(([label]) => label.length)) + 2;
  return facts.flatMap(([label, text]) => {
    const [first = '', ...rest] = wrap(text, width - 2 - size);
    return [
      `  ${label.padEnd(size)}${first}`,
      ...rest.map((line) => `  ${' '.repeat(size)}${line}`),
    ];
  });
};

const renderMeaning = (
  { usage, doc, facts, holds, places }: Meaning,
  paint: Paint,
  width: number,
): string[] => {
  const all: Meaning['facts'] = [
    ...places.map((place, at) => [at === 0 ? 'in' : '', place] as const),
    ...facts,
    ...(holds.length > 0 ? [['holds', holds.join(', ')] as const] : []),
  ];
  return [paint('bold', usage), ...wrap(doc, width, '  '), '', ...column(all, width)];
};

const renderWord = ({ meanings }: WordExplanation, paint: Paint, width: number): string[] =>
  meanings.flatMap((meaning, at) => [
    ...(at === 0 ? [] : ['']),
    ...renderMeaning(meaning, paint, width),
  ]);

/** One explanation after the other. */
export const renderExplanations = (
  found: readonly Explanation[],
  paint: Paint,
  width: number = usualWidth,
): string =>
  found
    .map((one) => {
      if ('codes' in one) return renderList(one, paint);
      return 'code' in one ? renderCode(one, paint, width) : renderWord(one, paint, width);
    })
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
