// `npm run reference`: the schema against a list of keepalived's words that was made from its sources.
// The list is no part of the project: HACTL_REFERENCE names its folder, ../shared/reference/keepalived is
// looked for otherwise.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { keepalived } from '../../grammars/keepalived/index.ts';
import { unreleased } from '../../grammars/keepalived/versions.ts';
import type { KeywordSpec } from '../../grammars/schema.ts';
import { compareKeyword, type Word } from './compare.ts';
import { optionsOf } from './options.ts';
import { reasons } from './reasons.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(
  process.env['HACTL_REFERENCE'] ?? join(root, '../shared/reference/keepalived'),
);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));

/** The release of a word; undefined when all of 1.4.5 and later know it. */
const sinceOf = (text: string | undefined): string | undefined => {
  if (text === undefined || text.startsWith('<=')) return undefined;
  return text.startsWith('after') ? unreleased : text;
};

const keywordAt = (path: readonly string[]): KeywordSpec | undefined => {
  let spec: KeywordSpec | undefined;
  for (const [depth, name] of path.entries()) {
    spec = (depth === 0 ? keepalived : spec?.block)?.[name as keyof typeof keepalived];
  }
  return spec;
};

const compare = (): number => {
  const words = read('keywords.json') as readonly Word[];
  const { keywords: releases } = read('versions.json') as {
    keywords: Readonly<Record<string, { readonly since: string }>>;
  };
  const counts = { keywords: 0, options: 0 };
  const found: string[] = [];
  for (const word of words) {
    const { block, keyword } = word;
    if (block === '<lexical>') continue;
    const path = [...(block === '' ? [] : block.split('.')), keyword];
    const name = path.join('.');
    if (block.startsWith('<')) {
      counts.options++;
      if (!optionsOf(block).has(keyword)) found.push(`${name}: is not there`);
      continue;
    }
    counts.keywords++;
    const spec = keywordAt(path);
    if (spec === undefined) found.push(`${name}: is not there`);
    else {
      const since = sinceOf(releases[keyword]?.since);
      found.push(...compareKeyword(word, spec, since).map((what) => `${name}: ${what}`));
    }
  }
  const unexplained = found.filter((what) => !reasons.has(what));
  for (const what of unexplained) print(what);
  const gone = [...reasons.keys()].filter((what) => !found.includes(what));
  for (const what of gone) print(`explained and not found: ${what}`);
  print(
    `${counts.keywords} keywords and ${counts.options} words of lines: ${unexplained.length} differences, and ${found.length - unexplained.length} explained ones`,
  );
  return unexplained.length + gone.length;
};

if (existsSync(join(folder, 'keywords.json'))) process.exitCode = compare() === 0 ? 0 : 1;
else print(`Skipped: ${folder} is not there.`);
