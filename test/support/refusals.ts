// An apply that is refused has changed nothing.

import * as assert from 'uvu/assert';
import type { ApplyOutcome } from '../../src/app/apply.ts';
import type { FakeHost } from './fake-host.ts';
import { changesOf } from './fake-kernel.ts';
import { differingParts, snapshot } from './fake-kernel/snapshot.ts';

export const codesOf = ({ diagnostics }: Pick<ApplyOutcome, 'diagnostics'>): string[] =>
  diagnostics.map(({ code }) => code);

/** Refused with this code, and nothing was changed. */
export const expectRefusal = async (
  host: FakeHost,
  apply: () => Promise<ApplyOutcome>,
  code: string,
  exit: ApplyOutcome['exit'] = 'refused',
): Promise<ApplyOutcome> => {
  const before = snapshot(host.kernel.state);
  const changes = changesOf(host.kernel).length;
  const result = await apply();
  assert.is(result.outcome, 'refused');
  assert.equal(codesOf(result), [code]);
  assert.is(result.exit, exit);
  assert.equal(differingParts(before, snapshot(host.kernel.state)), []);
  assert.is(changesOf(host.kernel).length, changes);
  return result;
};
