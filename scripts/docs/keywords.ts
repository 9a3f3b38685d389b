// docs/keywords.md, and docs/keywords/ with a page for each word of keepalived.conf.

import { directives } from '../../grammars/keepalived/directives.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import { placesIn } from '../../grammars/places.ts';
import { explainWords, type Meaning, type WordExplanation } from '../../src/app/explain.ts';
import { usageOf } from '../../src/syntax/keepalived/bind-line.ts';
import { cell, table } from './markdown.ts';

const link = (word: string): string => `[${word}](${word}.md)`;

const sectionOf = ({ usage, doc, facts, holds, places }: Meaning): string => {
  const rows = [
    ...places.map((place) => ['in', place]),
    ...facts,
    ...(holds.length > 0 ? [['holds', holds.map(link).join(', ')]] : []),
  ];
  const cells = rows.map(([label = '', text = '']) => [cell(label), cell(text)]);
  return [`## ${cell(usage)}`, cell(doc), table(['', ''], cells)].join('\n\n');
};

const pageOf = ({ word, meanings }: WordExplanation): string =>
  `${[`# ${word}`, ...meanings.map(sectionOf)].join('\n\n')}\n`;

/** A table for each block, with its statements. */
const index = (): string => {
  const blocks = new Map<string, string[][]>();
  for (const { word, path, role } of placesIn(keepalived)) {
    if (role.kind !== 'keyword') continue;
    const { args = [], doc, default: usual = '', since = '', applies } = role.spec;
    const name = path.length === 0 ? 'Outside of all blocks' : path.join(' > ');
    const usage = `[${cell(usageOf(word, args))}](keywords/${word}.md)`;
    const cells = [usage, cell(doc), cell(usual), since, applies === 'plan' ? 'plans' : 'reads'];
    blocks.set(name, [...(blocks.get(name) ?? []), cells]);
  }
  const head = ['Keyword', '', 'Default', 'Since', 'hactl'];
  const sections = [...blocks].map(([name, rows]) => `## ${name}\n\n${table(head, rows)}`);
  const intro = [
    '# Words of keepalived.conf',
    'As of keepalived 2.4.3; `hactl explain WORD` prints the page of a word, those of words inside lines too. The last column says what hactl does with it: plans it, or reads and checks it.',
  ];
  const ofText = directives.map(({ word, usage, doc }) => {
    return [`[${cell(usage)}](keywords/${encodeURIComponent(word)}.md)`, cell(doc)];
  });
  const lines = `## Lines that are read before keywords\n\n${table(['Line', ''], ofText)}`;
  return `${[...intro, lines, ...sections].join('\n\n')}\n`;
};

/** Path below the project and text of each page. */
export const keywordPages = (): [string, string][] => [
  ['docs/keywords.md', index()],
  ...explainWords().map((word): [string, string] => [
    `docs/keywords/${word.word}.md`,
    pageOf(word),
  ]),
];
