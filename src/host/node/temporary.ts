// Places for what is needed for a moment only.

import { tmpdir } from 'node:os';

/** Memory comes last; it is there even where $TMPDIR names nothing and the disk is full. */
const directories = (): string[] => [...new Set([tmpdir(), '/tmp', '/dev/shm', '/run'])];

/** Makes something in the first directory where that works; throws what the first one says. */
export const makeInTemporary = async <T>(make: (directory: string) => Promise<T>): Promise<T> => {
  const errors: unknown[] = [];
  for (const directory of directories()) {
    try {
      return await make(directory);
    } catch (error) {
      errors.push(error);
    }
  }
  throw errors[0];
};
