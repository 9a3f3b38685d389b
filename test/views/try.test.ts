// What `hactl try` found, for people.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SandboxReport, Stage } from '../../src/app/sandbox.ts';
import type { Part } from '../../src/app/try.ts';
import { coloured, plain } from '../../src/views/paint.ts';
import { renderTry } from '../../src/views/try.ts';

const summary = { add: 3, change: 1, remove: 0 };

const well: readonly Stage[] = [
  { name: 'made', isOk: true, detail: 'eth0' },
  { name: 'plan', isOk: true, detail: '4 steps' },
  { name: 'apply', isOk: true, detail: 'applied and verified' },
  { name: 'plan again', isOk: true, detail: 'nothing to do' },
  { name: 'rollback', isOk: true, detail: 'undone and verified' },
  { name: 'start state', isOk: true, detail: 'as it was' },
];

const report = (stages = well, more: Partial<SandboxReport> = {}): SandboxReport => ({
  stages,
  summary,
  diagnostics: [],
  ...more,
});

const network: Part = {
  where: 'namespace',
  kinds: ['address', 'route'],
  report: report(),
  reason: '',
};
const ipvs: Part = { ...network, where: 'user-mode-linux', kinds: ['ipvs-service', 'ipvs-server'] };
const notTried = (part: Part, reason: string): Part => ({ ...part, report: null, reason });

const withoutUml =
  'this kernel has no IPVS, and User-Mode Linux is not installed (Debian: apt install user-mode-linux kmod)';

const linesOf = (...parts: readonly Part[]): string[] =>
  renderTry('web.conf', parts, plain).split('\n');

test('tells each stage of each part, and what comes of it', () => {
  assert.is(
    renderTry('web.conf', [network, ipvs], plain),
    `Trying web.conf

In a private network namespace: links, addresses, routes, rules, nftables
  ok   made         eth0
  ok   plan         3 to add, 1 to change, 0 to remove
  ok   apply        applied and verified
  ok   plan again   nothing to do
  ok   rollback     undone and verified
  ok   start state  as it was

In User-Mode Linux: IPVS
  ok   made         eth0
  ok   plan         3 to add, 1 to change, 0 to remove
  ok   apply        applied and verified
  ok   plan again   nothing to do
  ok   rollback     undone and verified
  ok   start state  as it was

All of it works, and undoing it too; nothing of this host was touched.
`,
  );
});

test('names all that one sandbox held', () => {
  const [, , head] = linesOf({ ...network, kinds: ['address', 'ipvs-service'] });
  assert.is(
    head,
    'In a private network namespace: links, addresses, routes, rules, nftables, IPVS',
  );
});

test('says what was not tried, and why', () => {
  assert.equal(linesOf(network, notTried(ipvs, withoutUml)).slice(-7), [
    '',
    'In User-Mode Linux: IPVS',
    '  not tried: this kernel has no IPVS, and User-Mode Linux is not installed',
    '             (Debian: apt install user-mode-linux kmod)',
    '',
    'What was tried works, and undoing it too; nothing of this host was touched.',
    '',
  ]);
});

const failed = (name: Stage['name'], detail: string): readonly Stage[] => {
  const at = well.findIndex((stage) => stage.name === name);
  return [...well.slice(0, at), { name, isOk: false, detail }];
};

const conclusions: readonly (readonly [what: string, parts: readonly Part[], last: string])[] = [
  ['nothing could be tried', [notTried(ipvs, withoutUml)], 'Nothing could be tried.'],
  [
    'an apply fails',
    [{ ...network, report: report(failed('apply', 'undone')) }, ipvs],
    'It does not work as it stands; nothing of this host was touched.',
  ],
  [
    'one part fails and the other was not tried',
    [{ ...network, report: report(failed('rollback', 'undo-failed')) }, notTried(ipvs, withoutUml)],
    'It does not work as it stands; nothing of this host was touched.',
  ],
];

for (const [what, parts, last] of conclusions) {
  test(`concludes "${last}" when ${what}`, () => assert.is(linesOf(...parts).at(-2), last));
}

test('marks the stage that failed, and ends with it', () => {
  const stages = failed('plan again', '2 steps');
  assert.equal(linesOf({ ...network, report: report(stages) }).slice(5, 8), [
    '  ok   apply        applied and verified',
    '  FAIL plan again   2 steps',
    '',
  ]);
});

test('counts steps where a plan has no summary', () => {
  const line = linesOf({ ...network, report: report(well, { summary: null }) })[4];
  assert.is(line, '  ok   plan         4 steps');
});

test('keeps to 80 columns, each text in its own', () => {
  const links = Array.from({ length: 12 }, (_, index) => `vlan.${100 + index}`).join(', ');
  const problem = `${links}, and a way to 2 gateways`;
  const stages = failed('made', problem);
  const lines = linesOf({ ...network, report: report(stages) }, notTried(ipvs, withoutUml));
  assert.equal(
    lines.filter((line) => line.length > 80),
    [],
  );
  assert.equal(lines.slice(3, 6), [
    '  FAIL made         vlan.100, vlan.101, vlan.102, vlan.103, vlan.104,',
    '                    vlan.105, vlan.106, vlan.107, vlan.108, vlan.109,',
    '                    vlan.110, vlan.111, and a way to 2 gateways',
  ]);
});

test('makes one line of what a tool said in two', () => {
  const stages = failed('made', 'eth0: RTNETLINK answers: File exists\nCommand failed -:1');
  assert.is(
    linesOf({ ...network, report: report(stages) })[3],
    '  FAIL made         eth0: RTNETLINK answers: File exists Command failed -:1',
  );
});

test('has nothing to say about nothing', () => assert.is(renderTry('web.conf', [], plain), ''));

test('paints the same text', () => {
  const parts = [
    { ...network, report: report(failed('apply', 'undone')) },
    notTried(ipvs, withoutUml),
  ];
  const painted = renderTry('web.conf', parts, coloured);
  assert.match(painted, '\u001b[31mFAIL\u001b[0m apply');
  assert.is(painted.replace(/\u001b\[\d+m/g, ''), renderTry('web.conf', parts, plain));
});

test.run();
