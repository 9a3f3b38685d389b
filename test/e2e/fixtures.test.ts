// Every fixture on the host's kernel: applied, verified, planned again (nothing to do), undone, and
// the start state is back. IPVS has a test of its own, for it wants another kernel.

import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import type { SandboxReport } from '../../src/app/sandbox.ts';
import { fixtures, foldersIn } from '../support/golden.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';
import { allWell, isPlannable, sandboxRequest, stageLines } from '../support/sandbox.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock');
const test = suiteUnless('fixtures on the kernel', reason);

const root = join(fixtures, '..');
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };

const runRound = (request: unknown): SandboxReport => {
  const argv = ['--net', process.execPath, join(root, 'bin', 'run.js'), 'internal', 'sandbox'];
  const input = JSON.stringify(request);
  const { stdout, stderr } = spawnSync('unshare', argv, { env, input, encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as SandboxReport;
};

for (const name of foldersIn('keepalived').filter(isPlannable)) {
  for (const role of ['master', 'backup'] as const) {
    test(`${name} comes and goes, instances ${role}`, () => {
      const request = sandboxRequest(name, role, (kind) => !kind.startsWith('ipvs-'));
      const report = runRound(request);
      assert.equal(stageLines(report), allWell);
      assert.equal(report.diagnostics, []);
    });
  }
}

test.run();
