// What keepalived takes from the host while it reads a text: included files, the configuration id, the
// environment. Includes hold no definitions, so all files can be read before the text is expanded.

import { directoryOf } from '../base/path.ts';
import type { Host } from '../host/ports.ts';
import {
  alternativesOf,
  type IncludedFile,
  includesIn,
  nothingMatches,
} from '../syntax/keepalived/include.ts';
import type { Surroundings } from '../syntax/keepalived/surroundings.ts';

/** More than any configuration has; a cycle of includes reads each file once. */
const maxFiles = 10_000;

const readIncluded = async (host: Host, path: string): Promise<IncludedFile> => {
  if (await host.isExecutable(path)) {
    return { path, problem: 'it is executable, so keepalived skips it' };
  }
  const read = await host.readFile(path);
  if ('text' in read) return { path, text: read.text };
  return { path, problem: 'problem' in read ? read.problem : `it is no text: ${read.notText}` };
};

/**
 * Reads all files that a text includes, and those that they include. `configId` counts instead of the
 * host's name.
 */
export const surroundingsOf = async (
  host: Host,
  file: string,
  text: string,
  configId: string | undefined,
): Promise<Surroundings> => {
  const matches = new Map<string, readonly IncludedFile[]>();
  const files = new Map<string, IncludedFile>();
  const waiting = [{ file, text }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const directory = directoryOf(next.file);
    for (const { pattern } of includesIn(next.text)) {
      const key = `${directory}\n${pattern}`;
      if (matches.has(key)) continue;
      const found: IncludedFile[] = [];
      for (const part of alternativesOf(pattern)) {
        const paths = await host.findFiles(part, directory);
        if (paths.length === 0) found.push({ path: part, problem: nothingMatches });
        for (const path of paths) {
          const known = files.get(path);
          const included = known ?? (await readIncluded(host, path));
          found.push(included);
          if (known !== undefined || files.size >= maxFiles) continue;
          files.set(path, included);
          if ('text' in included) waiting.push({ file: path, text: included.text });
        }
      }
      matches.set(key, found);
    }
  }
  const { hostName, workingDirectory, environment } = host.process;
  return {
    configId: configId ?? hostName.split('.')[0] ?? hostName,
    ...(workingDirectory !== null && { workingDirectory }),
    environment,
    included: (directory, pattern) => matches.get(`${directory}\n${pattern}`) ?? [],
  };
};
