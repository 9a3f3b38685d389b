// The journal of the last apply: the touched objects as they were before, and what became of it.

import { either, integer, listOf, object, oneOf, type Shape, text, tuple } from '../base/shape.ts';
import type { Host, NamespaceIdentity } from '../host/ports.ts';
import type { OwnedList } from '../plan/owned.ts';
import type { Resource, ResourceKey } from '../plan/state.ts';
import { keyShape, resourceShape } from '../plan/resource-shape.ts';
import { ownedShape } from '../plan/state-shape.ts';
import type { Target } from '../plan/step.ts';
import type { Record } from './record.ts';
import { expectShape, type Kept, namespaceShape, readKept, type Store } from './store.ts';

/** One line of the journal. */
export type JournalLine =
  | {
      readonly type: 'begin';
      readonly namespace: NamespaceIdentity;
      readonly id: string;
      readonly at: string;
      /** The record from before. */
      readonly serial: number;
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
  /** The record from before. */
  readonly former: Record;
  /** All touched objects as they were. */
  readonly recorded: Target;
  readonly isApplied: boolean;
  readonly isConfirmed: boolean;
  readonly isUndone: boolean;
}

const resourceOrNull = either(oneOf(null), resourceShape);

const lineShapes: { readonly [T in JournalLine['type']]: Shape } = {
  begin: object(
    {
      type: text,
      namespace: namespaceShape,
      id: text,
      at: text,
      serial: integer(0),
      owned: ownedShape,
    },
    { confirmBy: text },
  ),
  batch: object({ type: text, touched: listOf(tuple(keyShape, resourceOrNull)) }),
  refused: object({ type: text, keys: listOf(keyShape) }),
  applied: object({ type: text, at: text }),
  confirmed: object({ type: text, at: text }),
  undone: object({ type: text, at: text }),
};

const parseLine = (json: string): JournalLine => {
  const line = JSON.parse(json) as JournalLine;
  const shape = Object.hasOwn(lineShapes, line?.type) ? lineShapes[line.type] : undefined;
  if (shape === undefined) throw new Error('it has a line of no known type');
  expectShape(shape, line);
  return line;
};

/** The last line may be cut off by a crash: then it never took effect. */
const parseLines = (text: string): JournalLine[] =>
  text
    .split('\n')
    .filter((_, index, lines) => index < lines.length - 1)
    .map(parseLine);

/** What a key was before the first batch that touched it is what it was before the apply. */
const recordedBy = (lines: readonly JournalLine[]): Target => {
  const recorded = new Map<ResourceKey, Resource | null>();
  for (const line of lines) {
    if (line.type !== 'batch') continue;
    for (const [key, resource] of line.touched) if (!recorded.has(key)) recorded.set(key, resource);
  }
  for (const key of lines.flatMap((line) => (line.type === 'refused' ? line.keys : []))) {
    if (recorded.get(key) === null) recorded.delete(key);
  }
  return recorded;
};

const parse = (text: string): { namespace: NamespaceIdentity; value: Journal } => {
  const lines = parseLines(text);
  const [begin] = lines;
  if (begin?.type !== 'begin') throw new Error('it does not begin with the apply it is of');
  const has = (type: JournalLine['type']) => lines.some((line) => line.type === type);
  const value: Journal = {
    id: begin.id,
    at: begin.at,
    ...(begin.confirmBy !== undefined && { confirmBy: begin.confirmBy }),
    former: { serial: begin.serial, owned: new Map(begin.owned) },
    recorded: recordedBy(lines),
    isApplied: has('applied'),
    isConfirmed: has('confirmed'),
    isUndone: has('undone'),
  };
  return { namespace: begin.namespace, value };
};

/** The journal of the last apply, or null when there was none. */
export const readJournal = (host: Host, store: Store): Promise<Kept<Journal | null>> =>
  readKept<Journal | null>(host, store, store.journal, null, parse);

/** Starts a new journal in place of the last one. */
export const beginJournal = (
  host: Host,
  store: Store,
  begin: { readonly id: string; readonly former: Record; readonly confirmBy?: Date },
): Promise<void> => {
  const { id, former, confirmBy } = begin;
  const line: JournalLine = {
    type: 'begin',
    namespace: store.namespace,
    id,
    at: host.clock.now().toISOString(),
    serial: former.serial,
    owned: [...former.owned],
    ...(confirmBy !== undefined && { confirmBy: confirmBy.toISOString() }),
  };
  return host.privateFiles.replace(store.journal, `${JSON.stringify(line)}\n`);
};

export const appendJournal = (host: Host, store: Store, line: JournalLine): Promise<void> =>
  host.privateFiles.append(store.journal, `${JSON.stringify(line)}\n`);

/** Adds a line to a journal whose last one may be cut off. */
export const amendJournal = async (host: Host, store: Store, line: JournalLine): Promise<void> => {
  const read = await host.privateFiles.read(store.journal);
  if (read === null || 'problem' in read) throw new Error(read?.problem ?? 'the journal is gone');
  const whole = read.text.slice(0, read.text.lastIndexOf('\n') + 1);
  await host.privateFiles.replace(store.journal, `${whole}${JSON.stringify(line)}\n`);
};

/** Says what became of an apply. */
export const closeJournal = (
  host: Host,
  store: Store,
  type: 'confirmed' | 'undone',
): Promise<void> => amendJournal(host, store, { type, at: host.clock.now().toISOString() });

/** An apply that neither came to its end nor was undone. */
export const isInterrupted = ({ isApplied, isUndone }: Journal): boolean => !isApplied && !isUndone;

/** An apply that is kept only if somebody confirms it. */
export const awaitsConfirmation = (journal: Journal): boolean =>
  journal.confirmBy !== undefined && journal.isApplied && !journal.isConfirmed && !journal.isUndone;
