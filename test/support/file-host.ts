// A host of files and nothing else: no record, no daemon. Planning against an empty kernel or a saved
// state asks for no more; whatever runs a command fails the test.

import type { Host, ReadResult } from '../../src/host/ports.ts';

/** `files` by the path as it is asked for. */
export const fileHost = (files: Readonly<Record<string, ReadResult>> = {}): Host => {
  const known = {
    process: { networkNamespace: 'test', isRunning: () => false },
    privateFiles: { read: async () => null },
    readFile: async (path: string) => files[path] ?? { problem: 'no such file' },
  };
  return known as unknown as Host;
};
