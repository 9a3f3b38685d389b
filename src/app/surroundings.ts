// What keepalived takes from the host while it reads a text: included files, the configuration id, the
// environment. Most includes can be told from a text alone, so their files are read before it is expanded;
// what a definition names is read when an expansion has asked for it.

import { directoryOf, pathFrom } from '../base/path.ts';
import type { Host } from '../host/ports.ts';
import { anotherId } from '../syntax/keepalived/conditions.ts';
import {
  alternativesOf,
  type IncludedFile,
  includesIn,
  nothingMatches,
  quotesCount,
  tooManyAlternatives,
} from '../syntax/keepalived/include.ts';
import type { SeenInclude, Surroundings } from '../syntax/keepalived/surroundings.ts';

/** More than any configuration has; a cycle of includes reads each file once. */
const maxFiles = 10_000;

const readIncluded = async (host: Host, path: string): Promise<IncludedFile> => {
  if (await host.isExecutable(path)) {
    return { path, problem: 'it is executable, so keepalived skips it' };
  }
  const read = await host.readFile(path);
  if ('text' in read) return { path, text: read.text };
  if ('notText' in read) return { path, problem: `it is no text: ${read.notText}` };
  return { path, problem: read.problem, isForbidden: read.kind === 'forbidden' };
};

/** Why a pattern stands for no file. */
const whyNone = async (host: Host, pattern: string, directory: string): Promise<string> => {
  if (pattern.includes('"')) return quotesCount;
  const kind = await host.kindOfPath(pathFrom(directory, pattern));
  return kind === 'directory' ? 'it is a directory' : nothingMatches;
};

/** The files that texts include, read as they are asked for. */
export interface IncludeReader {
  /** Reads what a pattern matches, seen from a directory, and what those files include in turn. */
  readonly read: (include: SeenInclude) => Promise<void>;
  readonly included: NonNullable<Surroundings['included']>;
}

export const createIncludeReader = (host: Host): IncludeReader => {
  const matches = new Map<string, readonly IncludedFile[]>();
  const files = new Map<string, IncludedFile>();
  const keyOf = (directory: string, pattern: string): string => `${directory}\n${pattern}`;

  const readMatches = async ({ directory, pattern }: SeenInclude): Promise<SeenInclude[]> => {
    const found: IncludedFile[] = [];
    const inner: SeenInclude[] = [];
    const parts = alternativesOf(pattern);
    if (parts === null) found.push({ path: pattern, problem: tooManyAlternatives });
    for (const part of parts ?? []) {
      const paths = await host.findFiles(part, directory);
      if (paths.length === 0)
        found.push({ path: part, problem: await whyNone(host, part, directory) });
      for (const path of paths) {
        const known = files.get(path);
        const included = known ?? (await readIncluded(host, path));
        found.push(included);
        if (known !== undefined || files.size >= maxFiles) continue;
        files.set(path, included);
        if ('text' in included) inner.push(...includesOf(path, included.text));
      }
    }
    matches.set(keyOf(directory, pattern), found);
    return inner;
  };

  const read = async (include: SeenInclude): Promise<void> => {
    const waiting = [include];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (!matches.has(keyOf(next.directory, next.pattern)))
        waiting.push(...(await readMatches(next)));
    }
  };

  return { read, included: (directory, pattern) => matches.get(keyOf(directory, pattern)) };
};

/** The includes that can be told from a text alone: those without a definition in their pattern. */
export const includesOf = (file: string, text: string): SeenInclude[] =>
  includesIn(text)
    .filter(({ pattern }) => !pattern.includes('$'))
    .map(({ pattern }) => ({ directory: directoryOf(file), pattern }));

/** `configId` counts instead of the host's name. */
export const surroundingsOf = (
  host: Host,
  { included }: IncludeReader,
  configId: string | undefined,
): Surroundings => {
  const { hostName, workingDirectory, environment } = host.process;
  return {
    configId: configId ?? hostName.split('.')[0] ?? hostName,
    isIdSure: configId !== undefined && configId !== anotherId,
    ...(workingDirectory !== null && { workingDirectory }),
    environment,
    included,
  };
};
