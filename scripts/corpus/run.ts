// `npm run corpus`: hactl against keepalived on a folder of real configurations, for each release whose
// verdicts are there. The folder is no part of the project: HACTL_CORPUS names it, ../shared/corpus is
// looked for otherwise. `npm run corpus -- misses` lists what keepalived finds and hactl does not,
// `-- false` the errors in files that keepalived takes.

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Version } from '../../grammars/keepalived/versions.ts';
import { findingFor } from './caused-by.ts';
import { type Examined, examine } from './findings.ts';
import { tallyTemplates } from './templates.ts';
import { isClean, readVerdicts, type Remark, type Verdict } from './verdicts.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(process.env['HACTL_CORPUS'] ?? join(root, '../shared/corpus'));
const targets: readonly Version[] = ['2.2.7', '2.4.3'];
const slowMs = 2000;
const wantedRecall = 0.98;

/** A remark as one line, the same in the list of misses. */
const keyOf = (target: Version, file: string, { line, text }: Remark): string =>
  `${target}\t${file}\t${line ?? '-'}\t${text}`;

interface Tally {
  readonly target: Version;
  readonly files: number;
  readonly falseErrors: readonly string[];
  readonly remarks: number;
  readonly misses: readonly string[];
  readonly crashes: readonly string[];
  readonly slow: readonly string[];
  readonly outside: readonly string[];
}

const falseErrorsIn = (verdict: Verdict, { findings }: Examined): string[] =>
  isClean(verdict)
    ? findings
        .filter(({ severity }) => severity === 'error')
        .map(({ code, line, message }) => `${verdict.file}:${line} ${code} ${message}`)
    : [];

const compare = (target: Version): Tally => {
  const verdicts = readVerdicts(folder, target);
  const tally = {
    target,
    files: verdicts.length,
    falseErrors: [] as string[],
    remarks: 0,
    misses: [] as string[],
    crashes: [] as string[],
    slow: [] as string[],
    outside: [] as string[],
  };
  for (const verdict of verdicts) {
    const { file, remarks } = verdict;
    let examined: Examined;
    try {
      examined = examine(folder, file, target);
    } catch (error) {
      tally.crashes.push(`${file} ${String(error)}`);
      continue;
    }
    // What else runs on the machine is not to count.
    if (examined.ms > slowMs) examined = examine(folder, file, target);
    if (examined.ms > slowMs) tally.slow.push(`${file} ${Math.round(examined.ms)} ms`);
    tally.outside.push(...examined.outside.map(({ code }) => `${file} ${code}`));
    tally.falseErrors.push(...falseErrorsIn(verdict, examined));
    tally.remarks += remarks.length;
    const missed = remarks.filter((remark) => findingFor(remark, examined) === undefined);
    tally.misses.push(...missed.map((remark) => keyOf(target, file, remark)));
  }
  return tally;
};

/** The misses that have an explanation, from the file beside this script. */
const explained = new Set(
  readFileSync(join(root, 'scripts/corpus/misses.tsv'), 'utf8')
    .split('\n')
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => row.split('\t').slice(0, 4).join('\t')),
);

const recallOf = ({ remarks, misses }: Tally): number =>
  remarks === 0 ? 1 : (remarks - misses.length) / remarks;

const row = (tally: Tally): readonly (string | number)[] => [
  tally.target,
  tally.files,
  tally.falseErrors.length,
  `${tally.remarks - tally.misses.length}/${tally.remarks}`,
  `${(recallOf(tally) * 100).toFixed(2)} %`,
  tally.misses.filter((miss) => !explained.has(miss)).length,
  tally.crashes.length,
  tally.slow.length,
  tally.outside.length,
];

const titles = [
  'keepalived',
  'files',
  'false errors',
  'found',
  'recall',
  'misses without a reason',
  'crashes',
  'over 2 s',
  'findings outside',
];

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const isMet = (tally: Tally): boolean =>
  recallOf(tally) >= wantedRecall &&
  [tally.falseErrors, tally.crashes, tally.slow, tally.outside].every(
    ({ length }) => length === 0,
  ) &&
  tally.misses.every((miss) => explained.has(miss));

/** Whether no template has an error without a reason; prints what there is to say. */
const lintTemplates = async (): Promise<boolean> => {
  const { files, withoutError, unexplained } = await tallyTemplates(folder);
  print(`templates: ${files}, without an error ${withoutError}`);
  for (const error of unexplained) print(`not explained in templates.tsv: ${error}`);
  return unexplained.length === 0;
};

const main = async (): Promise<void> => {
  if (!existsSync(folder)) {
    print(`skipped: there is no corpus at ${folder}; HACTL_CORPUS names another folder`);
    return;
  }
  const tallies = targets.map(compare);
  for (const [index, title] of titles.entries()) {
    print(
      [title.padEnd(24), ...tallies.map((tally) => String(row(tally)[index]).padStart(12))].join(
        '',
      ),
    );
  }
  const [wanted] = process.argv.slice(2);
  for (const tally of tallies) {
    if (wanted === 'misses') for (const miss of tally.misses) print(miss);
    if (wanted === 'false')
      for (const error of tally.falseErrors) print(`${tally.target} ${error}`);
    for (const trouble of [...tally.crashes, ...tally.slow, ...tally.outside]) print(trouble);
  }
  const stale = [...explained].filter(
    (miss) => !tallies.some(({ misses }) => misses.includes(miss)),
  );
  for (const miss of stale) print(`explained, but found: ${miss}`);
  const isFine = await lintTemplates();
  if (!tallies.every(isMet) || stale.length > 0 || !isFine) process.exitCode = 1;
};

await main();
