// `npm run corpus:fmt`: every file of the corpus before and after `hactl fmt`: the same tree, no change
// by a second pass, and the same words of `keepalived -t`, in a network namespace of their own. Where
// the corpus is, is said in run.ts. `npm run corpus:fmt -- NUMBER [SEED]` does the same with as many
// texts made of those files by a few odd changes.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { formatKeepalived } from '../../src/syntax/keepalived/format.ts';
import { askKeepalived } from '../../test/support/ask-keepalived.ts';
import { mutatedText } from '../../test/support/gen-text.ts';
import { whyNoNamespaces, whyNoPrograms } from '../../test/support/needs.ts';
import { commentsOf, shapeOf } from '../../test/support/statement-shape.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(process.env['HACTL_CORPUS'] ?? join(root, '../shared/corpus'));

interface Text {
  readonly name: string;
  readonly text: string;
}

const readTexts = (subfolder: string): Text[] =>
  readdirSync(join(folder, subfolder))
    .sort()
    .flatMap((file) => {
      const bytes = readFileSync(join(folder, subfolder, file));
      try {
        const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
        return [{ name: `${subfolder}/${file}`, text }];
      } catch {
        return [];
      }
    });

/** Up to three configuration ids of a text, and one that it does not name. */
const idsOf = (text: string): string[] => {
  const named = [...text.matchAll(/^[ \t]*@\^?([\w.-]+)/gm)].map(([, id = '']) => id);
  return [...new Set(named)].slice(0, 3).concat('none-of-these');
};

const checks = ['changed', 'tree', 'comments', 'second pass', 'keepalived -t'] as const;
type Check = (typeof checks)[number];

/** What differs before and after; `asks` whether keepalived is there. */
const differences = (text: string, asks: boolean): Check[] => {
  const formatted = formatKeepalived(text);
  const ids = idsOf(text);
  const differs: { readonly [C in Check]: () => boolean } = {
    changed: () => formatted !== text,
    tree: () => ids.some((id) => shapeOf(formatted, id) !== shapeOf(text, id)),
    comments: () => commentsOf(formatted).join('\n') !== commentsOf(text).join('\n'),
    'second pass': () => formatKeepalived(formatted) !== formatted,
    'keepalived -t': () =>
      asks && ids.some((id) => askKeepalived(formatted, id) !== askKeepalived(text, id)),
  };
  return checks.filter((check) => differs[check]());
};

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const examine = (title: string, texts: readonly Text[], asks: boolean): void => {
  const counts = new Map<Check, number>();
  for (const { name, text } of texts) {
    const found = differences(text, asks);
    for (const check of found) counts.set(check, (counts.get(check) ?? 0) + 1);
    const deviations = found.filter((check) => check !== 'changed');
    if (deviations.length === 0) continue;
    process.exitCode = 1;
    print(`${name}: ${deviations.join(', ')} differs`);
    if (!existsSync(join(folder, name))) print(JSON.stringify(text));
  }
  const cells = checks.map((check) =>
    !asks && check === 'keepalived -t' ? 'skipped' : String(counts.get(check) ?? 0),
  );
  print(
    [title.padEnd(12), texts.length, ...cells].map((cell) => String(cell).padStart(14)).join(''),
  );
};

const mutated = (texts: readonly Text[], count: number, seed: number): Text[] => {
  // Names of files, chance and a thousand lines would only make a comparison slow or untrue.
  const usable = texts.map(({ text }) => text).filter((text) => text.length < 8000);
  const calm = usable.filter((text) => !text.includes('_RANDOM'));
  return fc
    .sample(mutatedText(calm), { numRuns: count, seed })
    .map((text, index) => ({ name: `mutation ${index} of seed ${seed}`, text }));
};

const compare = (count: number, seed: number): void => {
  const reason = whyNoNamespaces() ?? whyNoPrograms('keepalived');
  if (reason !== null) print(`keepalived is not asked: ${reason}`);
  print(['', 'texts', ...checks].map((cell) => cell.padStart(14)).join(''));
  const texts = readTexts('keepalived');
  if (count > 0) examine('mutated', mutated(texts, count, seed), reason === null);
  else {
    examine('keepalived', texts, reason === null);
    examine('templated', readTexts('templated'), reason === null);
  }
};

const isInside = process.env['HACTL_CORPUS_INSIDE'] === '1';
const [count = '0', seed = '1'] = process.argv.slice(2);

if (!existsSync(folder)) {
  print(`skipped: there is no corpus at ${folder}; HACTL_CORPUS names another folder`);
} else if (isInside || whyNoNamespaces() !== null) {
  compare(Number(count), Number(seed));
} else {
  const env = { ...process.env, HACTL_CORPUS_INSIDE: '1' };
  const argv = ['-n', process.execPath, ...process.argv.slice(1)];
  process.exitCode = spawnSync('unshare', argv, { env, stdio: 'inherit' }).status ?? 1;
}
