// The plan as a script: what a person reads, and what sh runs with the same effect.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitBatches } from '../../src/emit/batches.ts';
import { toShell } from '../../src/emit/shell.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Resource } from '../../src/plan/state.ts';
import type { Step } from '../../src/plan/step.ts';
import { fakeHost } from '../support/fake-host.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { expectGolden, readFixture } from '../support/golden.ts';
import { planCase } from '../support/runs.ts';

const stepsFor = async (folder: string): Promise<readonly Step[]> => {
  const setup = { ip: ['addr add 10.0.0.1/24 dev eth0'] };
  const text = readFixture(`keepalived/${folder}/input.conf`);
  const roles = [{ name: 'all', role: 'master' as const }];
  const { plan } = await planCase(fakeHost(hostWith(setup)), { text, roles });
  return plan?.steps ?? [];
};

for (const folder of ['vmac', 'services']) {
  test(`writes the plan for ${folder} as a script`, async () => {
    const script = toShell(emitBatches(await stepsFor(folder)));
    expectGolden(`emit/${folder}.sh`, script);
  });
}

const rule = (selector: string): Step => {
  const after: Resource = { kind: 'rule', family: 'inet', priority: 5, selector, protocol: 18 };
  return { id: 1, op: '+', key: keyOf(after), after };
};

/** What sh gives to `ip`, a program of ours that writes down what it gets. */
const runScript = (script: string): string => {
  const directory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
  try {
    const out = join(directory, 'out');
    writeFileSync(join(directory, 'ip'), `#!/bin/sh\necho "$@" >>${out}\ncat >>${out}\n`, {
      mode: 0o755,
    });
    const env = { PATH: `${directory}:${process.env['PATH']}` };
    assert.is(spawnSync('sh', ['-eu'], { input: script, env }).status, 0);
    return readFileSync(out, 'utf8');
  } finally {
    rmSync(directory, { recursive: true });
  }
};

test('no word of a plan is ever read by the shell', () => {
  const evil = 'from 10.0.0.0/8 $(touch /tmp/hactl-was-here) `id` lookup 100';
  const output = runScript(toShell(emitBatches([rule(evil)])));
  assert.is(output, `-batch -\nrule add priority 5 ${evil} protocol 18\n`);
});

test('long batches name their first objects and count the rest', () => {
  const steps = Array.from({ length: 30 }, (_, index) =>
    rule(`from 10.0.${index}.0/24 lookup 100`),
  );
  const lines = toShell(emitBatches(steps)).split('\n');
  assert.is(lines[20], '# and 10 more');
});

test.run();
