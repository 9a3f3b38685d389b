// IPVS on a real kernel (User-Mode Linux): every fixture comes and goes, and after `hactl apply` the
// table is what keepalived itself sets up from the same file.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { SandboxReport } from '../../src/app/sandbox.ts';
import { runInUml } from '../../src/host/node/uml.ts';
import { fixtures, foldersIn } from '../support/golden.ts';
import { suiteUnless, whyNoPrograms } from '../support/needs.ts';
import { allWell, isPlannable, sandboxRequest, stageLines } from '../support/sandbox.ts';
import { withoutCheckers } from '../support/without-checkers.ts';
import type { BothWays } from './guest/both-ways.ts';
import type { Job, JobResult } from './guest/ipvs.ts';

const test = suiteUnless('IPVS', whyNoPrograms('linux.uml', 'modprobe', 'ipvsadm', 'keepalived'));

/** Where hactl means something else than keepalived 2.2.7 does, with the reason. */
const knownDifferences: { readonly [fixture: string]: string } = {
  'nftables-ipvs': 'the marks want nftables, which the guest does not have',
};

/** keepalived 2.2.7 counts a range in its last part only, and never ends on one that crosses it. */
const adapted = (text: string): string => text.replace(/^ *192\.0\.2\.254-.*$/gm, '');

/** Fixtures that together have every kind of service, server, daemon and timeout. */
const bothWays = ['services', 'server-groups', 'sync-daemon'];

const jobFor = (name: string): Job => {
  const text = readFileSync(join(fixtures, 'keepalived', name, 'input.conf'), 'utf8');
  const round = sandboxRequest(name, 'master', (kind) => kind.startsWith('ipvs-'));
  const unchecked = adapted(withoutCheckers(text));
  return { name, round, text, unchecked, isBothWays: bothWays.includes(name) };
};

const names = foldersIn('keepalived')
  .filter(isPlannable)
  .filter((name) => {
    const { kinds } = sandboxRequest(name, 'master', (kind) => kind.startsWith('ipvs-'));
    return kinds.length > 0;
  });

let results: readonly JobResult[] = [];
/** uvu keeps to itself what goes wrong in a hook. */
let failure = '';

test.before(async () => {
  const guest = join(import.meta.dirname, 'guest', 'ipvs.ts');
  const stdin = JSON.stringify(names.map(jobFor));
  const { stdout, stderr } = await runInUml({
    argv: [process.execPath, guest],
    stdin,
    timeoutMs: 540_000,
  });
  if (stdout === '') failure = stderr || 'the guest said nothing';
  else results = JSON.parse(stdout) as JobResult[];
});

const resultOf = (name: string): JobResult => {
  const result = results.find((one) => one.name === name);
  if (result === undefined) throw new Error(failure || `no result for ${name}`);
  return result;
};

for (const name of bothWays) {
  test(`${name} is the same by netlink and by ipvsadm`, () => {
    const result = resultOf(name).bothWays;
    if (!result.startsWith('{')) throw new Error(result);
    const states = JSON.parse(result) as BothWays;
    const expected = states['written by netlink, read by netlink'];
    assert.ok((expected?.length ?? 0) > 0);
    for (const [which, state] of Object.entries(states)) {
      if (which.startsWith('written')) assert.equal(state, expected, which);
      else
        assert.not(
          state.some((one) => one.includes('ipvs-service')),
          which,
        );
    }
  });
}

const sorted = (table: string): string[] => table.trim().split('\n').sort();

for (const name of names) {
  test(`${name} comes and goes`, () => {
    const { round } = resultOf(name);
    if (!round.startsWith('{')) throw new Error(round);
    const report = JSON.parse(round) as SandboxReport;
    assert.equal(stageLines(report), allWell);
  });

  if (knownDifferences[name] !== undefined) continue;
  test(`${name} gives the table that keepalived sets up`, () => {
    const { ours, theirs, log } = resultOf(name);
    assert.equal(sorted(ours), sorted(theirs), log);
  });
}

test.run();
