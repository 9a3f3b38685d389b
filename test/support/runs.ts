// hactl's use cases on a fake host, as a test says them.

import { apply, type Answer, type ApplyOutcome, type ApplyRequest } from '../../src/app/apply.ts';
import { makePlanFor, type PlanResult } from '../../src/app/make-plan.ts';
import { rollback, type RollbackOutcome } from '../../src/app/rollback.ts';
import { readRecord, type Record, storeAt } from '../../src/apply/record.ts';
import type { FakeHost } from './fake-host.ts';
import type { Case } from './gen.ts';

export const stateDirectory = '/run/hactl';
const file = 'input.conf';

export const storeOf = (host: FakeHost) => storeAt(stateDirectory, host.process.networkNamespace);

export const recordOf = (host: FakeHost): Promise<Record> => readRecord(host, storeOf(host));

export const planCase = (host: FakeHost, { text, roles }: Case): Promise<PlanResult> => {
  host.userFiles.set(file, text);
  return makePlanFor(host, { file, against: 'live', roles, stateDirectory });
};

type Wishes = Partial<Omit<ApplyRequest, 'file' | 'stateDirectory'>> & { readonly answer?: Answer };

/** Applies a file that is already there: a configuration or a saved plan. */
export const applyFile = (
  host: FakeHost,
  path: string,
  { answer = 'yes', ...wishes }: Wishes = {},
): Promise<ApplyOutcome> =>
  apply(host, {
    file: path,
    roles: [],
    stateDirectory,
    isVerified: true,
    lockWaitMs: 1000,
    id: 'a-run',
    agree: async () => answer,
    ...wishes,
  });

export const applyCase = (
  host: FakeHost,
  { text, roles }: Case,
  wishes: Wishes = {},
): Promise<ApplyOutcome> => {
  host.userFiles.set(file, text);
  return applyFile(host, file, { roles, ...wishes });
};

export const rollBack = (host: FakeHost, answer: Answer = 'yes'): Promise<RollbackOutcome> =>
  rollback(host, { stateDirectory, lockWaitMs: 1000, agree: async () => answer });
