// `npm run corpus:convert`: every file of the corpus is converted to the other product. No conversion
// throws, each statement or tag with its attributes has one row, what is made is formatted and without
// errors, and whatever differs is told by a row. Where the corpus is, is said in run.ts.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { verify } from '../../src/app/verify-conversion.ts';
import { loadText } from '../../src/app/load.ts';
import { moduleNameOf } from '../../src/app/load-safekit.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { grades } from '../../src/convert/report.ts';
import type { Verification } from '../../src/convert/verify/compare.ts';
import { unexplained } from '../../src/convert/verify/verify.ts';
import { convertToKeepalived } from '../../src/convert/to-keepalived/convert.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';
import type { XmlElement } from '../../src/syntax/safekit/parse.ts';
import { unsound } from '../../test/support/conversion.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = resolve(process.env['HACTL_CORPUS'] ?? join(root, '../shared/corpus'));

const countIn = ({ attributes, children }: XmlElement): number =>
  1 + attributes.length + children.reduce((sum, child) => sum + countIn(child), 0);

interface Converted {
  readonly conversion: Conversion;
  readonly verification: Verification;
  /** How many directives the parser saw. */
  readonly count: number;
}

const convert = (file: string, text: string): Converted => {
  const { loaded } = loadText(file, text);
  if (loaded.language === 'keepalived') {
    const conversion = convertToSafekit([loaded]);
    const verification = verify(conversion, [loaded]);
    return { conversion, verification, count: loaded.tree.statements.length };
  }
  const source = { ...loaded, secrets: loaded.secrets, module: moduleNameOf(file) };
  const { root: element } = loaded.tree;
  const conversion = convertToKeepalived([source]);
  return {
    conversion,
    verification: verify(conversion, [source]),
    count: element === undefined ? 0 : countIn(element),
  };
};

const problemsOf = ({ conversion, verification, count }: Converted): string[] => {
  const { rows } = conversion;
  const surprises = unexplained(verification).map(
    ({ key, source, result }) => `unexplained: ${key}: ${source} -> ${result}`,
  );
  const lines = rows.length === count ? [] : [`${rows.length} rows for ${count} directives`];
  return [...lines, ...unsound(conversion), ...surprises];
};

const main = (): void => {
  if (!existsSync(folder)) {
    process.stdout.write(`no corpus at ${folder}: nothing to do\n`);
    return;
  }
  const sums = new Map<string, number>();
  let [files, made, bad, equal, differ] = [0, 0, 0, 0, 0];
  for (const subfolder of ['keepalived', 'templated', 'safekit']) {
    for (const name of readdirSync(join(folder, subfolder)).sort()) {
      const file = `${subfolder}/${name}`;
      const text = readFileSync(join(folder, file), 'utf8');
      files++;
      try {
        const converted = convert(file, text);
        if (converted.conversion.outputs.length > 0) made++;
        for (const { grade } of converted.conversion.rows)
          sums.set(grade, (sums.get(grade) ?? 0) + 1);
        equal += converted.verification.equal;
        differ += converted.verification.differences.length;
        const problems = problemsOf(converted);
        if (problems.length > 0) bad++;
        for (const problem of problems.slice(0, 3)) process.stdout.write(`${file}: ${problem}\n`);
      } catch (error) {
        bad++;
        process.stdout.write(`${file}: ${(error as Error).stack}\n`);
      }
    }
  }
  const counted = grades.map((grade) => `${sums.get(grade) ?? 0} ${grade}`).join(', ');
  process.stdout.write(
    `${files} files, ${made} with outputs; rows: ${counted}; ${equal} facts equal, ${differ} explained; ${bad} files with problems\n`,
  );
  process.exitCode = bad > 0 ? 1 : 0;
};

main();
