// What holds of every conversion, whatever it was made of; tests and `npm run corpus:convert` ask it.

import { spawnSync } from 'node:child_process';
import { judge } from '../../src/app/lint.ts';
import { loadText } from '../../src/app/load.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { type Output, textOf } from '../../src/convert/document/output.ts';
import type { Row } from '../../src/convert/trail.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { formatKeepalived } from '../../src/syntax/keepalived/format.ts';
import { formatXml } from '../../src/syntax/safekit/format.ts';

const all = { codes: selectedCodes({}), severities: new Map() };

/** What lint says of a file that was made, as far as it is an error. */
const errorsIn = ({ path }: Output, text: string): string[] =>
  judge(loadText(path, text), all)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${path}: ${code} ${message}`);

/** A shell reads a script without running it. */
const mistakesOfShell = (output: Output): string[] => {
  const { stderr } = spawnSync('sh', ['-n'], { input: textOf(output), encoding: 'utf8' });
  return stderr === '' ? [] : [`${output.path}: ${stderr}`];
};

const problemsOfOutput = (output: Output): string[] => {
  const { path, language } = output;
  if (language === 'shell') return mistakesOfShell(output);
  const text = textOf(output);
  const formatted = language === 'keepalived' ? formatKeepalived(text) : formatXml(text);
  return [...(formatted === text ? [] : [`${path}: not formatted`]), ...errorsIn(output, text)];
};

const problemsOfRow = ({ grade, rule, says, targets, directive }: Row): string[] => {
  const place = `${directive.file}:${directive.line} "${directive.text}" (${rule})`;
  const isKept = grade === 'lossless' || grade === 'approximated';
  return [
    ...(grade === 'dropped' && targets.length > 0
      ? [`${place} is dropped and went somewhere`]
      : []),
    ...(isKept && targets.length === 0 ? [`${place} is kept and went nowhere`] : []),
    ...(/(?<!\$)\{\w+\}/.test(says) ? [`${place} has an open hole: ${says}`] : []),
  ];
};

/** What is wrong with a conversion; nothing, unless hactl has a bug. */
export const unsound = ({ rows, outputs }: Conversion): string[] => [
  ...rows.flatMap(problemsOfRow),
  ...outputs.flatMap(problemsOfOutput),
];
