// hactl's use cases on a fake host, as a test says them.

import { apply, type ApplyOutcome, type ApplyRequest, type Consent } from '../../src/app/apply.ts';
import { makePlanFor, type PlanResult } from '../../src/app/make-plan.ts';
import type { Against } from '../../src/app/observe.ts';
import { rollback, type RollbackOutcome, type RollbackRequest } from '../../src/app/rollback.ts';
import { type Journal, readJournal } from '../../src/apply/journal.ts';
import { readRecord, type Record } from '../../src/apply/record.ts';
import { type Kept, type Store, storeAt } from '../../src/apply/store.ts';
import type { FakeHost } from './fake-host.ts';
import type { Case } from './gen.ts';

export const stateDirectory = '/run/hactl';
const file = 'input.conf';

export const storeOf = (host: FakeHost): Promise<Store> => storeAt(host, stateDirectory);

const valueOf = <T>(kept: Kept<T>): T => {
  if ('value' in kept) return kept.value;
  throw new Error(JSON.stringify(kept));
};

export const recordOf = async (host: FakeHost): Promise<Record> =>
  valueOf(await readRecord(host, await storeOf(host)));

export const journalOf = async (host: FakeHost): Promise<Journal | null> =>
  valueOf(await readJournal(host, await storeOf(host)));

/** What is said where somebody would be asked; yes and no take a while. */
export type Answer = 'yes' | 'nobody' | 'agreed' | 'no';

export const consent = (answer: Answer): Consent =>
  answer === 'yes' || answer === 'nobody' ? answer : async () => answer === 'agreed';

export const planCase = (
  host: FakeHost,
  { text, roles }: Case,
  against: Against = 'live',
): Promise<PlanResult> => {
  host.userFiles.set(file, text);
  return makePlanFor(host, { file, against, roles, stateDirectory });
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
    agree: async () => consent(answer),
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

export const rollBack = (
  host: FakeHost,
  answer: Answer | RollbackRequest['agree'] = 'yes',
): Promise<RollbackOutcome> => {
  const agree = typeof answer === 'function' ? answer : async () => consent(answer);
  return rollback(host, { stateDirectory, lockWaitMs: 1000, agree });
};
