// Documents that are generated are as their sources have them.

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { documents, generatedFolders } from '../scripts/gen-docs.ts';
import { keepalived } from '../grammars/keepalived/index.ts';
import { keywordsOf } from '../grammars/schema.ts';
import { settings } from '../src/app/settings.ts';
import { commands } from '../src/commands/index.ts';
import { codes } from '../src/diag/diagnostic.ts';
import { exitCodes } from '../src/diag/exit-codes.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

const advice = 'run scripts/gen-docs.ts';

for (const [path, text] of documents) {
  test(`${path} is fresh`, () => {
    assert.fixture(readFileSync(`${root}${path}`, 'utf8'), text, advice);
  });
}

for (const folder of generatedFolders) {
  test(`${folder} has no page of what is gone`, () => {
    const pages = readdirSync(`${root}${folder}`).map((name) => `${folder}/${name}`);
    const wanted = [...documents.keys()].filter((path) => path.startsWith(`${folder}/`));
    assert.equal(pages.sort(), wanted.sort(), advice);
  });
}

test('has a page for every code and every word of keepalived.conf', () => {
  for (const code of Object.keys(codes)) assert.ok(documents.has(`docs/diagnostics/${code}.md`));
  for (const { keyword } of keywordsOf(keepalived, '')) {
    assert.ok(documents.has(`docs/keywords/${keyword}.md`), keyword);
  }
});

test('README.md has the table of exit codes', () => {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  const rows = Object.values(exitCodes).map(({ code, when }) => `| ${code} | ${when} |`);
  assert.ok(readme.includes(`${rows.join('\n')}\n`), `README.md wants:\n${rows.join('\n')}`);
});

test('docs/lint.md has the table of settings', () => {
  const page = readFileSync(`${root}docs/lint.md`, 'utf8');
  const rows = Object.entries(settings).map(([key, { doc }]) => `| \`${key}\` | ${doc} |`);
  assert.ok(page.includes(`${rows.join('\n')}\n`), `docs/lint.md wants:\n${rows.join('\n')}`);
});

test('README.md and the help have the same commands', () => {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  const named = [...readme.matchAll(/^\| `hactl ([a-z]+(?: [a-z]+)*)/gm)].map(([, name]) => name);
  const shown = Object.entries(commands).filter(([, command]) => !command.hidden);
  const names = shown.map(([id]) => id.replace(':', ' '));
  assert.equal(named.sort(), names.sort());
});

test.run();
