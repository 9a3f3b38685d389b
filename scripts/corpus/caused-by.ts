// Whether hactl says what keepalived says: a finding on the same line, or on the line that caused
// what keepalived says about another one. What counts as a cause is all here:
//
// - the line of a definition, for what keepalived says where it is used;
// - the head of a block that is not read, for the lines inside of it;
// - the head of a block, for what keepalived says at its closing brace about the block as a whole;
// - what keepalived prints without a line: a finding of one of the codes below inside the block that it
//   names, or anywhere in the file where it names none.

import type { Code } from '../../src/diag/diagnostic.ts';
import type { Block, Examined, Finding } from './findings.ts';
import type { Remark } from './verdicts.ts';

/** Findings at the head of a block that is not read. */
const unread: readonly Code[] = ['HA2002', 'HA2006', 'HA1006', 'HA2016'];

/** What keepalived finds out when a block ends. */
const aboutWholeBlock =
  /^No (script|file|process) set|has no (real servers|entries|members|neighbor|urls|path|track_file)|^No script path|does not have any delay|^Warning - empty/;

interface Unplaced {
  /** Its group `name` is the name of the block, or a part of it. */
  readonly pattern: RegExp;
  readonly block?: string;
  readonly codes: readonly Code[];
}

/** What keepalived prints without a line. */
const unplaced: readonly Unplaced[] = [
  { pattern: /^There are \d+ missing/, codes: ['HA1004', 'HA1005', 'HA1006', 'HA2002'] },
];

const isInside = (block: Block, line: number): boolean => block.head <= line && line <= block.close;

const placed = ({ line, text }: Remark & { line: number }, { findings, blocks }: Examined) => {
  const same = findings.find((one) => one.line === line || one.through.includes(line));
  if (same !== undefined) return same;
  const around = blocks.filter((block) => isInside(block, line));
  const heads = around.map(({ head }) => head);
  const cause = findings.find(
    (finding) => unread.includes(finding.code) && heads.includes(finding.line),
  );
  if (cause !== undefined || !aboutWholeBlock.test(text)) return cause;
  const ended = around.filter(({ close }) => close === line).map(({ head }) => head);
  return findings.find((finding) => ended.includes(finding.line));
};

/** The finding that stands for a remark of keepalived's, if there is one. */
export const findingFor = (remark: Remark, examined: Examined): Finding | undefined => {
  const { line, text } = remark;
  if (line !== null) return placed({ line, text }, examined);
  for (const { pattern, block, codes } of unplaced) {
    const match = pattern.exec(text);
    if (match === null) continue;
    const name = match.groups?.['name'] ?? '';
    const places = examined.blocks.filter(
      ({ keyword, name: words }) => keyword === block && words.includes(name),
    );
    const found = examined.findings.find(
      (finding) =>
        codes.includes(finding.code) &&
        (block === undefined || places.some((place) => isInside(place, finding.line))),
    );
    if (found !== undefined) return found;
  }
  return undefined;
};
