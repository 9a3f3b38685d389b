// Whether hactl says what keepalived says: a finding on the same line, or on the line that caused
// what keepalived says about another one. What counts as a cause is all here, and in causes.ts:
//
// - the line of a definition, for what keepalived says where it is used;
// - the head of a block that is not read, for the lines inside of it;
// - a block that is not read, or a brace that is missing, for the words and braces below it in the same
//   outermost block, which keepalived then takes for parts of another block;
// - a finding inside the block, for what keepalived says at its closing brace about the block as a whole;
// - the head of a block that is left out, for its name, which keepalived does not find;
// - what keepalived prints without a line: a finding of one of the codes that are listed for it.

import type { Code } from '../../src/diag/diagnostic.ts';
import { atEnd, undefinedName, unplaced } from './causes.ts';
import type { Block, Examined, Finding } from './findings.ts';
import type { Remark } from './verdicts.ts';

/** Findings at the head of a block that is not read. */
const unread: readonly Code[] = ['HA2002', 'HA2006', 'HA1006', 'HA2016'];
/** A brace is missing, or closes a block that is not read. */
const losesBrace: readonly Code[] = [
  'HA1004',
  'HA1012',
  'HA2002',
  'HA2006',
  'HA2007',
  'HA2022',
  'HA4103',
];
/** What keepalived says of words and braces that it takes for parts of another block. */
const aboutBraces = /^(?:Unknown keyword|Unexpected|Extra|Missing '\{')/;
/** A block is left out. */
const leavesOut: readonly Code[] = ['HA3043', 'HA2002', 'HA2022'];

const isInside = (block: Block, line: number): boolean => block.head <= line && line <= block.close;

/** Whether a finding is on a line, or about what a definition brings there. */
const isOn = ({ writtenAt }: Examined, finding: Finding, line: number): boolean =>
  finding.line === line ||
  finding.through.includes(line) ||
  writtenAt.get(line)?.has(finding.line) === true;

const isIn = (examined: Examined, finding: Finding, block: Block): boolean => {
  if (isInside(block, finding.line)) return true;
  for (const [line, written] of examined.writtenAt) {
    if (isInside(block, line) && written.has(finding.line)) return true;
  }
  return false;
};

/** The block around a line that no other one is around. */
const outermost = ({ blocks }: Examined, line: number): Block | undefined =>
  blocks.find((block) => isInside(block, line));

const braceAbove = (line: number, examined: Examined): Finding | undefined =>
  examined.findings.find((finding) => {
    if (!losesBrace.includes(finding.code) || finding.line > line) return false;
    const around = outermost(examined, finding.line);
    return around !== undefined && isInside(around, line);
  });

const leftOut = (text: string, examined: Examined): Finding | undefined => {
  const { name, name2 } = undefinedName.exec(text)?.groups ?? {};
  const wanted = name ?? name2;
  const heads = examined.blocks.filter((block) => block.name.split(' ')[0] === wanted);
  return examined.findings.find(
    ({ code, line }) => leavesOut.includes(code) && heads.some(({ head }) => head === line),
  );
};

const placed = (text: string, line: number, examined: Examined): Finding | undefined => {
  const { findings, blocks } = examined;
  const same = findings.find((finding) => isOn(examined, finding, line));
  if (same !== undefined) return same;
  const around = blocks.filter((block) => isInside(block, line));
  const cause = findings.find(
    ({ code, line: at }) => unread.includes(code) && around.some(({ head }) => head === at),
  );
  if (cause !== undefined) return cause;
  if (aboutBraces.test(text)) return braceAbove(line, examined);
  const { codes = [] } = atEnd.find(({ pattern }) => pattern.test(text)) ?? {};
  const ended = around.filter(({ close }) => close === line);
  const about = findings.find(
    (finding) =>
      codes.includes(finding.code) && ended.some((block) => isIn(examined, finding, block)),
  );
  return about ?? leftOut(text, examined);
};

/** The finding that stands for a remark of keepalived's, if there is one. */
export const findingFor = ({ line, text }: Remark, examined: Examined): Finding | undefined => {
  if (line !== null) return placed(text, line, examined);
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
        (block === undefined || places.some((place) => isIn(examined, finding, place))),
    );
    if (found !== undefined) return found;
  }
  return undefined;
};
