// Where hactl keeps what it remembers: below /run/hactl a directory for each network namespace, by its
// inode. Inodes are used again when a namespace is gone, so each file in it also says whose it is.

import { either, object, oneOf, type Shape, text } from '../base/shape.ts';
import type { Host, NamespaceIdentity } from '../host/ports.ts';

/** The files of a network namespace. */
export interface Store {
  readonly directory: string;
  readonly record: string;
  readonly journal: string;
  readonly lock: string;
  readonly holder: string;
  readonly daemon: string;
  /** The namespace that we are in. */
  readonly namespace: NamespaceIdentity;
}

export const storeAt = async (host: Host, stateDirectory: string): Promise<Store> => {
  const directory = `${stateDirectory}/${host.process.networkNamespace}`;
  return {
    directory,
    record: `${directory}/record.json`,
    journal: `${directory}/journal.jsonl`,
    lock: `${directory}/lock`,
    holder: `${directory}/holder.json`,
    daemon: `${directory}/daemon.json`,
    namespace: await host.process.identifyNamespace(),
  };
};

/** Makes the directories; null, or why they cannot be used. */
export const ensureStore = async (
  host: Host,
  stateDirectory: string,
  store: Store,
): Promise<string | null> =>
  (await host.privateFiles.ensureDirectory(stateDirectory)) ??
  (await host.privateFiles.ensureDirectory(store.directory));

const textOrNull = either(oneOf(null), text);

export const namespaceShape = object({ boot: textOrNull, cookie: textOrNull });

/** Throws what is wrong with a part of a file; `readKept` makes a result of it. */
export const expectShape = (shape: Shape, value: unknown): void => {
  const problem = shape(value, 'it');
  if (problem !== null) throw new Error(problem);
};

/** What is not known of one of the two does not tell them apart. */
const isSame = (one: string | null, other: string | null): boolean =>
  one === null || other === null || one === other;

/** What a file holds; or that it is of an earlier namespace; or why nobody can tell. */
export type Kept<T> =
  | { readonly value: T }
  | { readonly isOfAnother: true }
  | { readonly problem: string; readonly isForbidden: boolean };

/** Reads a file of the store; `parse` says whose it is and throws for what is none. */
export const readKept = async <T>(
  host: Host,
  store: Store,
  path: string,
  absent: T,
  parse: (text: string) => { readonly namespace: NamespaceIdentity; readonly value: T },
): Promise<Kept<T>> => {
  const read = await host.privateFiles.read(path);
  if (read === null) return { value: absent };
  if ('problem' in read) return read;
  try {
    const { namespace, value } = parse(read.text);
    const isOurs =
      isSame(namespace.boot, store.namespace.boot) &&
      isSame(namespace.cookie, store.namespace.cookie);
    return isOurs ? { value } : { isOfAnother: true };
  } catch (error) {
    return { problem: `${path} is damaged: ${(error as Error).message}`, isForbidden: false };
  }
};

/** What was kept, as far as it is of this namespace and can be read; `absent` otherwise. */
export const valueOr = <T>(kept: Kept<T>, absent: T): T => ('value' in kept ? kept.value : absent);
