// Suites that want more than Node.js: root, programs, kernel features. Where they are missing a suite
// is skipped and says so; in CI (HACTL_TEST_ALLOW_SKIP=0) that is a failure.

import { spawnSync } from 'node:child_process';
import process from 'node:process';
import { suite, type Test } from 'uvu';
import * as assert from 'uvu/assert';

const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };

export const hasProgram = (program: string): boolean =>
  spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { env }).status === 0;

/** Null, or why network namespaces cannot be made here. */
export const whyNoNamespaces = (): string | null => {
  if (process.getuid?.() !== 0) return 'not root';
  const made = spawnSync('unshare', ['-nm', 'true'], { env });
  return made.status === 0 ? null : 'no network namespaces';
};

/** Null, or the first of `programs` that is not installed. */
export const whyNoPrograms = (...programs: string[]): string | null => {
  const missing = programs.find((program) => !hasProgram(program));
  return missing === undefined ? null : `${missing} is not installed`;
};

/** A suite that runs when there is no reason against it; else its tests count as skipped. */
export const suiteUnless = (name: string, reason: string | null): Test => {
  const tests = suite(name);
  if (reason === null) return tests;
  process.stdout.write(`skipped ${name}: ${reason}\n`);
  const mustRun = process.env['HACTL_TEST_ALLOW_SKIP'] === '0';
  const refuse = () => assert.unreachable(`${name} must run here: ${reason}`);
  const add = (title: string) => (mustRun ? tests(title, refuse) : tests.skip(title));
  const nothing = () => undefined;
  const hooks = { before: nothing, after: nothing, only: nothing, skip: nothing };
  return Object.assign(add, hooks, { run: tests.run }) as unknown as Test;
};
