// A host of files and nothing else: no record, no daemon. Planning against an empty kernel or a saved
// state asks for no more; whatever runs a command fails the test.

import { pathFrom } from '../../src/base/path.ts';
import type { Host, ReadResult } from '../../src/host/ports.ts';

/** `files` by the path as it is asked for. */
export const fileHost = (files: Readonly<Record<string, ReadResult>> = {}): Host => {
  const known = {
    process: {
      networkNamespace: 'test',
      isRunning: () => false,
      hostName: 'alpha.example.net',
      workingDirectory: '/etc/keepalived',
      environment: (name: string) => `value of ${name}`,
      identifyNamespace: async () => ({ boot: null, cookie: null }),
    },
    privateFiles: { read: async () => null },
    resolveName: async () => [],
    // Patterns are left to the tests of the real host.
    findFiles: async (pattern: string, directory: string) =>
      Object.keys(files).filter((path) => path === pathFrom(directory, pattern)),
    isExecutable: async (path: string) => path.endsWith('.sh'),
    readFile: async (path: string) => files[path] ?? { problem: 'no such file' },
    kindOfPath: async (path: string) => (path in files ? 'file' : 'nothing'),
  };
  return known as unknown as Host;
};
