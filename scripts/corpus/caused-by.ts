// Whether hactl says what keepalived says: a finding on the same line, or on the line that caused
// what keepalived says about another one. What counts as a cause is all here:
//
// - the line of a definition, for what keepalived says where it is used;
// - the head of a block that is not read, for the lines inside of it;
// - a brace that is missing or too many, or a block that is not read, for the words and braces below
//   that keepalived then takes for parts of another block;
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
  {
    pattern:
      /^\((?<name>.+?)\):? (?:No VIP specified|the virtual router id must be set|Unknown interface)/,
    block: 'vrrp_instance',
    // What was meant for it is in a block or line that is not read.
    codes: ['HA3004', 'HA3005', 'HA3007', 'HA2002', 'HA2001', 'HA2009', 'HA2010', 'HA1005'],
  },
  {
    pattern: /^\((?<name>.+?)\) A unicast keyword has been specified without/,
    block: 'vrrp_instance',
    codes: ['HA3039', 'HA2010', 'HA3046', 'HA2002'],
  },
  {
    pattern: /^\((?<name>.+?)\) Ignoring track_interface/,
    block: 'vrrp_instance',
    codes: ['HA3040'],
  },
  {
    pattern: /^\((?<name>.+?)\) track_interface \S+ is configured on VRRP instance and sync group/,
    block: 'vrrp_instance',
    codes: ['HA3048', 'HA3040'],
  },
  {
    pattern: /^\((?<name>.+?)\) (?:Warning - )?(?:nopreempt|preempt.delay)/,
    block: 'vrrp_instance',
    codes: ['HA3036'],
  },
  {
    pattern: /^\((?<name>.+?)\) (?:Strict mode|strict mode|State MASTER must|xmit_base|down_timer)/,
    block: 'vrrp_instance',
    codes: ['HA3037', 'HA3035'],
  },
  {
    pattern: /^\((?<name>.+?)\) VRRP version 3 does not support authentication/,
    block: 'vrrp_instance',
    codes: ['HA3035'],
  },
  {
    pattern: /^\((?<name>.+?)\) VRRPv[23] advertisement interval/,
    block: 'vrrp_instance',
    codes: ['HA3038'],
  },
  {
    pattern:
      /^\((?<name>.+?)\):? (?:Initial state master is incompatible|promote_secondaries|multicast destination|Cannot use|vmac_xmit_base)/,
    block: 'vrrp_instance',
    codes: ['HA3034'],
  },
  {
    pattern: /^\((?<name>.+?)\) ignoring .*(?:weight|tracked)/,
    block: 'vrrp_instance',
    codes: ['HA3045', 'HA3040'],
  },
  {
    pattern: /^\((?<name>.+?)\): Unicast instances must have/,
    block: 'vrrp_instance',
    codes: ['HA3004'],
  },
  {
    pattern: /^Sync group (?<name>\S+?),? (?:has|no matching)/,
    block: 'vrrp_sync_group',
    codes: ['HA3044', 'HA3043', 'HA3002', 'HA3003', 'HA2018'],
  },
  {
    pattern: /^Virtual router \S+ specified in sync group (?<name>\S+) doesn't exist/,
    block: 'vrrp_sync_group',
    codes: ['HA3002'],
  },
  {
    pattern: /^(?<name>.+) and .+ both use VRID/,
    block: 'vrrp_instance',
    codes: ['HA3008'],
  },
  { pattern: /^There are \d+ missing/, codes: ['HA1004', 'HA1005', 'HA1006', 'HA2002'] },
];

const isInside = (block: Block, line: number): boolean => block.head <= line && line <= block.close;

/** What keepalived says of all that stands behind a brace that it took for another one. */
const aboutBraces = /^(?:Unknown keyword|Unexpected|Extra|Missing '\{')/;
/** A brace is missing or too many, or closes a block that is not read. */
const losesBrace: readonly Code[] = ['HA1004', 'HA1005', 'HA2002', 'HA2006', 'HA2022', 'HA1012'];

const placed = (
  { line, text }: Remark & { line: number },
  { findings, blocks, writtenAt }: Examined,
) => {
  const written = writtenAt.get(line) ?? new Set();
  const same = findings.find(
    (one) => one.line === line || one.through.includes(line) || written.has(one.line),
  );
  if (same !== undefined) return same;
  if (aboutBraces.test(text)) {
    const brace = findings.find((one) => losesBrace.includes(one.code) && one.line <= line);
    if (brace !== undefined) return brace;
  }
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
