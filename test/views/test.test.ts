// What `hactl test` shows: messages in columns, the verdict in words, where lint differs.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { TestResult } from '../../src/app/test-with-keepalived.ts';
import { plain } from '../../src/views/paint.ts';
import { renderTest } from '../../src/views/test.ts';
import { renderTestJson } from '../../src/views/test-json.ts';
import { expectValid } from '../support/schemas.ts';

const accepted: TestResult = {
  verdict: 'accepted',
  worst: null,
  isMasked: false,
  version: '2.2.7',
  program: 'keepalived',
  timeoutMs: 10_000,
  exitCode: 0,
  endedBy: null,
  objects: { interfaces: ['eth0', 'eth1'], vrfs: [], namespaces: ['blue'] },
  problems: [],
  messages: [],
  lint: { counts: { error: 0, warning: 0, info: 0 }, onlyKeepalived: [], onlyLint: [] },
};

const refused: TestResult = {
  ...accepted,
  verdict: 'refused',
  worst: 'fatal',
  isMasked: true,
  exitCode: 5,
  problems: ['eth0: RTNETLINK answers: Operation not permitted'],
  messages: [
    { file: 'a.conf', line: 4, gravity: 'error', text: "Unknown keyword 'prioritty'", times: 1 },
    { file: 'b.conf', line: 10, gravity: 'fatal', text: 'word '.repeat(20).trim(), times: 3 },
    { file: null, line: null, gravity: 'host', text: 'SECURITY VIOLATION', times: 1 },
  ],
  lint: {
    counts: { error: 1, warning: 2, info: 0 },
    onlyKeepalived: [
      { file: 'a.conf', line: 4 },
      { file: 'a.conf', line: 5 },
      { file: 'a.conf', line: 7 },
      { file: 'b.conf', line: 1 },
    ],
    onlyLint: [{ file: 'a.conf', line: 9 }],
  },
};

test('shows what was made, and that there is nothing to say', () => {
  assert.is(
    renderTest('a.conf', accepted, plain),
    `Testing a.conf with keepalived 2.2.7 (keepalived)
  made for it: eth0, eth1, namespace blue

Accepted: keepalived has nothing to say.

hactl lint: 0 errors, 0 warnings, 0 notes
`,
  );
});

test('shows messages in columns, what hides them, and where lint differs', () => {
  assert.is(
    renderTest('a.conf', refused, plain),
    `Testing a.conf with keepalived 2.2.7 (keepalived)
  made for it: eth0, eth1, namespace blue
  could not be made: eth0: RTNETLINK answers: Operation not permitted

  error    a.conf:4   Unknown keyword 'prioritty'
  fatal    b.conf:10  word word word word word word word word word word word
                      word word word word word word word word word
  host                SECURITY VIOLATION

Refused: keepalived would stop at its start. Its exit status hides that: it is
5, as for a mere warning.

hactl lint: 1 error, 2 warnings, 0 notes
  only keepalived complains of: a.conf:4-5, 7; b.conf:1
  only hactl has an error for: a.conf:9
`,
  );
});

const verdicts: readonly (readonly [Partial<TestResult>, RegExp])[] = [
  [{ verdict: 'remarks', worst: 'warning', exitCode: 5 }, /^Accepted, with remarks\.$/m],
  [{ verdict: 'refused', worst: 'error', exitCode: 5 }, /^Refused: keepalived does not do all /m],
  [{ verdict: 'refused', worst: null, exitCode: 1 }, /^Refused: .* ends with exit status 1\.$/m],
  [
    { verdict: 'refused', worst: 'unread', exitCode: 0, isMasked: true },
    /^Refused: a file that is included is not read\..*it\nis 0, as for a file without faults\.$/m,
  ],
  [
    { verdict: 'readNothing', worst: 'unread', exitCode: 0, isMasked: true },
    /^Not read: keepalived ends with exit status 0 and has read nothing\.$/m,
  ],
  [
    { verdict: 'crashed', exitCode: null, endedBy: 'SIGSEGV' },
    /^Crashed: SIGSEGV ended keepalived while it read the file\.$/m,
  ],
  [
    { verdict: 'hung', exitCode: null, endedBy: 'timeout' },
    /^Hung: keepalived was killed after 10 s\.$/m,
  ],
];

for (const [change, sentence] of verdicts) {
  test(`words ${change.verdict} after ${change.worst ?? 'nothing'}`, () => {
    assert.match(renderTest('a.conf', { ...accepted, ...change }, plain), sentence);
  });
}

test('writes JSON by its schema', () => {
  for (const result of [accepted, refused]) {
    expectValid('test', JSON.parse(renderTestJson('a.conf', result, '0.1.0')));
  }
});

test.run();
