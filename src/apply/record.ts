// What hactl remembers under /run/hactl, one directory for each network namespace: the record of the
// objects it owns, and the journal of the last apply. Both go with the boot, like the kernel state
// they describe.

import type { Host } from '../host/ports.ts';
import type { Owned, OwnedResource } from '../plan/owned.ts';
import type { Resource, ResourceKey } from '../plan/state.ts';
import type { Target } from '../plan/step.ts';

export const defaultStateDirectory = '/run/hactl';

export interface Record {
  /** Goes up with every apply and rollback. */
  readonly serial: number;
  readonly owned: Owned;
}

type OwnedList = readonly (readonly [ResourceKey, OwnedResource])[];

/** One line of the journal. */
export type JournalLine =
  | {
      readonly type: 'begin';
      readonly id: string;
      readonly at: string;
      readonly owned: OwnedList;
      /** The apply is undone at this time unless it is confirmed. */
      readonly confirmBy?: string;
    }
  /** Written before a batch starts, and before undoing: the objects it touches, as they are. */
  | {
      readonly type: 'batch';
      readonly touched: readonly (readonly [ResourceKey, Resource | null])[];
    }
  /** Objects that the kernel refused to touch: what was to be made there is not of hactl's making. */
  | { readonly type: 'refused'; readonly keys: readonly ResourceKey[] }
  | { readonly type: 'applied' | 'confirmed' | 'undone'; readonly at: string };

export interface Journal {
  readonly id: string;
  readonly at: string;
  readonly confirmBy?: string;
  /** Owned objects from before. */
  readonly owned: Owned;
  /** All touched objects as they were. */
  readonly recorded: Target;
  readonly isApplied: boolean;
  readonly isConfirmed: boolean;
  readonly isUndone: boolean;
}

/** Where a namespace's files are. */
export interface Store {
  readonly directory: string;
  readonly record: string;
  readonly journal: string;
  readonly lock: string;
  readonly holder: string;
}

export const storeAt = (stateDirectory: string, networkNamespace: string): Store => {
  const directory = `${stateDirectory}/${networkNamespace}`;
  return {
    directory,
    record: `${directory}/record.json`,
    journal: `${directory}/journal.jsonl`,
    lock: `${directory}/lock`,
    holder: `${directory}/holder.json`,
  };
};

/** Null, or why the directories cannot be used. */
export const openStore = async (host: Host, stateDirectory: string): Promise<string | null> => {
  const { directory } = storeAt(stateDirectory, host.process.networkNamespace);
  return (
    (await host.privateFiles.ensureDirectory(stateDirectory)) ??
    (await host.privateFiles.ensureDirectory(directory))
  );
};

export const readRecord = async (host: Host, store: Store): Promise<Record> => {
  const text = await host.privateFiles.read(store.record);
  if (text === null) return { serial: 0, owned: new Map() };
  const { serial, owned } = JSON.parse(text) as { serial: number; owned: OwnedList };
  return { serial, owned: new Map(owned) };
};

export const writeRecord = (host: Host, store: Store, record: Record): Promise<void> => {
  const { serial, owned } = record;
  return host.privateFiles.replace(
    store.record,
    `${JSON.stringify({ serial, owned: [...owned] })}\n`,
  );
};

/** The last line may be cut off by a crash: then it never took effect. */
const parseLines = (text: string): JournalLine[] =>
  text
    .split('\n')
    .filter((_, index, lines) => index < lines.length - 1)
    .map((line) => JSON.parse(line) as JournalLine);

/** The journal of the last apply, or null when there was none. */
export const readJournal = async (host: Host, store: Store): Promise<Journal | null> => {
  const text = await host.privateFiles.read(store.journal);
  if (text === null) return null;
  const lines = parseLines(text);
  const begin = lines.find((line) => line.type === 'begin');
  if (begin === undefined) return null;
  const recorded = new Map<ResourceKey, Resource | null>();
  for (const line of lines) {
    if (line.type !== 'batch') continue;
    // What a key was before the first batch that touched it is what it was before the apply.
    for (const [key, resource] of line.touched) if (!recorded.has(key)) recorded.set(key, resource);
  }
  for (const key of lines.flatMap((line) => (line.type === 'refused' ? line.keys : []))) {
    if (recorded.get(key) === null) recorded.delete(key);
  }
  const has = (type: JournalLine['type']) => lines.some((line) => line.type === type);
  return {
    id: begin.id,
    at: begin.at,
    ...(begin.confirmBy !== undefined && { confirmBy: begin.confirmBy }),
    owned: new Map(begin.owned),
    recorded,
    isApplied: has('applied'),
    isConfirmed: has('confirmed'),
    isUndone: has('undone'),
  };
};

/** Starts a new journal in place of the last one. */
export const beginJournal = (
  host: Host,
  store: Store,
  begin: { readonly id: string; readonly owned: Owned; readonly confirmBy?: Date },
): Promise<void> => {
  const line: JournalLine = {
    type: 'begin',
    id: begin.id,
    at: host.clock.now().toISOString(),
    owned: [...begin.owned],
    ...(begin.confirmBy !== undefined && { confirmBy: begin.confirmBy.toISOString() }),
  };
  return host.privateFiles.replace(store.journal, `${JSON.stringify(line)}\n`);
};

export const appendJournal = (host: Host, store: Store, line: JournalLine): Promise<void> =>
  host.privateFiles.append(store.journal, `${JSON.stringify(line)}\n`);

/** Adds a line to a journal whose last one may be cut off. */
export const amendJournal = async (host: Host, store: Store, line: JournalLine): Promise<void> => {
  const text = (await host.privateFiles.read(store.journal)) ?? '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  await host.privateFiles.replace(store.journal, `${whole}${JSON.stringify(line)}\n`);
};

/** Says what became of an apply. */
export const closeJournal = (
  host: Host,
  store: Store,
  type: 'confirmed' | 'undone',
): Promise<void> => amendJournal(host, store, { type, at: host.clock.now().toISOString() });

/** An apply that neither came to its end nor was undone. */
export const isInterrupted = (journal: Journal | null): boolean =>
  journal !== null && !journal.isApplied && !journal.isUndone;

/** An apply that is kept only if somebody confirms it. */
export const awaitsConfirmation = (journal: Journal | null): boolean =>
  journal?.confirmBy !== undefined &&
  journal.isApplied &&
  !journal.isConfirmed &&
  !journal.isUndone;
