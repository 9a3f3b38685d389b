// The record: which objects hactl owns. It goes with the boot, like the kernel state that it describes.

import { integer, object } from '../base/shape.ts';
import type { Host, NamespaceIdentity } from '../host/ports.ts';
import type { Owned, OwnedList } from '../plan/owned.ts';
import { ownedShape } from '../plan/state-shape.ts';
import { expectShape, type Kept, namespaceShape, readKept, type Store } from './store.ts';

export interface Record {
  /** Goes up with every apply and rollback. */
  readonly serial: number;
  readonly owned: Owned;
}

interface RecordFile {
  readonly namespace: NamespaceIdentity;
  readonly serial: number;
  readonly owned: OwnedList;
}

export const noRecord: Record = { serial: 0, owned: new Map() };

const recordShape = object({ namespace: namespaceShape, serial: integer(0), owned: ownedShape });

const parse = (text: string): { namespace: NamespaceIdentity; value: Record } => {
  const file: unknown = JSON.parse(text);
  expectShape(recordShape, file);
  const { namespace, serial, owned } = file as RecordFile;
  return { namespace, value: { serial, owned: new Map(owned) } };
};

export const readRecord = (host: Host, store: Store): Promise<Kept<Record>> =>
  readKept(host, store, store.record, noRecord, parse);

export const writeRecord = (host: Host, store: Store, record: Record): Promise<void> => {
  const { namespace } = store;
  const { serial, owned } = record;
  const file: RecordFile = { namespace, serial, owned: [...owned] };
  return host.privateFiles.replace(store.record, `${JSON.stringify(file)}\n`);
};
