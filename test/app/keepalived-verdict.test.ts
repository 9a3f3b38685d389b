// What a run of keepalived -t means: by how it ended and what it said.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judgeRun, type Verdict } from '../../src/app/keepalived-verdict.ts';
import { readMessages } from '../../src/observe/keepalived-messages.ts';

const fatal = '(WEB) the virtual router id must be set';
const error = "(a.conf: Line 4) Unknown keyword 'prioritty'";
const warning = '(WEB) No VIP specified; at least one is sensible';
const scripts = 'SECURITY VIOLATION - scripts are being executed but script_security not enabled.';
const notIncluded = "(Line 1) Config files missing 'none.conf'.";
const notRead = "Configuration file 'a.conf' is not a regular non-executable file - skipping";

type Case = readonly [
  ended: number | string,
  said: readonly string[],
  verdict: Verdict,
  isMasked: boolean,
];

const cases: readonly Case[] = [
  [0, [], 'accepted', false],
  [5, [warning], 'remarks', false],
  [6, [scripts], 'remarks', false],
  [5, [error], 'refused', false],
  [6, [error, scripts], 'refused', true],
  [5, [error, fatal], 'refused', true],
  [6, [fatal, scripts], 'refused', true],
  [2, [fatal], 'refused', false],
  [4, [error], 'refused', false],
  [4, [], 'refused', false],
  [1, [], 'refused', false],
  [0, [notIncluded], 'refused', true],
  [6, [notIncluded], 'refused', false],
  [0, [notRead], 'readNothing', true],
  ['SIGSEGV', [error], 'crashed', false],
  ['SIGTERM', [], 'crashed', false],
  ['timeout', [], 'hung', false],
];

for (const [ended, said, verdict, isMasked] of cases) {
  const end = typeof ended === 'number' ? `exit status ${ended}` : ended;
  test(`${verdict}${isMasked ? ', masked' : ''}: ${end} after ${said.join(' | ') || 'nothing'}`, () => {
    const report = {
      problems: [],
      exitCode: typeof ended === 'number' ? ended : null,
      endedBy: typeof ended === 'number' ? null : ended,
      output: said.join('\n'),
    };
    const judged = judgeRun(report, readMessages(report.output));
    assert.equal([judged.verdict, judged.isMasked], [verdict, isMasked]);
  });
}

test.run();
