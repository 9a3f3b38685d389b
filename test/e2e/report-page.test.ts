// The page of a conversion in a real browser: 1280 pixels wide nothing scrolls sideways, no cell runs into
// its neighbour, and it prints. The page itself has no script; a copy gets one that measures.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import * as assert from 'uvu/assert';
import { fixtures } from '../support/golden.ts';
import { suiteUnless, whyNoPrograms } from '../support/needs.ts';

const directory = mkdtempSync(join(tmpdir(), 'hactl-page-'));
const test = suiteUnless('page of a conversion', whyNoPrograms('chromium'));
test.after(() => rmSync(directory, { recursive: true, force: true }));

const runJs = join(import.meta.dirname, '../../bin/run.js');
const folder = (name: string, file: string): string => join(fixtures, 'convert', name, file);

const makePage = (name: string, args: readonly string[]): string => {
  const out = join(directory, name);
  const argv = [runJs, 'convert', ...args, '--report', 'html', '--verify', '--out-dir', out];
  const { stdout } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  return stdout;
};

const browse = (page: string, ...options: readonly string[]): string => {
  const file = join(directory, 'page.html');
  writeFileSync(file, page);
  const argv = ['--headless', '--no-sandbox', '--disable-gpu', '--window-size=1280,900'];
  const url = pathToFileURL(file).href;
  const { stdout } = spawnSync('chromium', [...argv, ...options, url], {
    encoding: 'utf8',
    timeout: 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
};

/** What sticks out: the page as a whole, cells with more than they show, cells upon each other. */
const measure = `
const problems = [];
const { scrollWidth, clientWidth } = document.documentElement;
if (scrollWidth > clientWidth) problems.push('page ' + scrollWidth + ' > ' + clientWidth);
for (const cell of document.querySelectorAll('td, th, h3'))
  if (cell.scrollWidth > cell.clientWidth + 1) problems.push('cut: ' + cell.textContent.slice(0, 40));
for (const row of document.querySelectorAll('tr')) {
  const cells = [...row.children].map((cell) => cell.getBoundingClientRect());
  cells.forEach((cell, at) => {
    if (at > 0 && cell.left + 0.5 < cells[at - 1].right) problems.push('upon: ' + row.id);
  });
}
document.title = JSON.stringify({ width: clientWidth, rows: document.querySelectorAll('tr').length, problems });
`;

const measured = (page: string): { width: number; rows: number; problems: string[] } => {
  const open = page.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
  const dom = browse(open.replace('</body>', `<script>${measure}</script></body>`), '--dump-dom');
  const [, title = '{}'] = /<title>(.*?)<\/title>/s.exec(dom) ?? [];
  return JSON.parse(title.replaceAll('&gt;', '>').replaceAll('&amp;', '&').replaceAll('&lt;', '<'));
};

const pages: readonly [name: string, args: readonly string[]][] = [
  [
    'safekit-mirror',
    [
      ...['--to', 'keepalived', folder('safekit-mirror', 'userconfig.xml')],
      ...['--cluster', folder('safekit-mirror', 'cluster.xml')],
    ],
  ],
  [
    'mirror-two-nodes',
    [
      ...['--to', 'safekit', folder('mirror-two-nodes', 'node1.conf')],
      folder('mirror-two-nodes', 'node2.conf'),
    ],
  ],
  ['farm', ['--to', 'safekit', folder('farm', 'node1.conf')]],
];

for (const [name, args] of pages) {
  test(`the page of ${name} fits and has no script`, () => {
    const page = makePage(name, args);
    assert.not.match(page, /<script|javascript:|\son\w+=/i);
    const { width, rows, problems } = measured(page);
    assert.ok(width >= 1200 && width <= 1280, String(width));
    assert.ok(rows > 100, String(rows));
    assert.equal(problems, []);
  });
}

test('the page prints', () => {
  const [[name, args] = ['', []]] = pages;
  const pdf = join(directory, 'page.pdf');
  browse(makePage(name, [...args, '--force']), `--print-to-pdf=${pdf}`);
  assert.is(readFileSync(pdf).subarray(0, 5).toString(), '%PDF-');
  assert.ok(statSync(pdf).size > 20_000);
});

test.run();
