// The way to a script: what keepalived (check_security in notify.c, tried with 2.2.7) looks at before it
// runs a script as root.

import { directoryOf, pathFrom } from '../base/path.ts';
import type { PathFact } from './facts.ts';

/** Who besides root may change what a part of a path is. */
export interface Weakness {
  readonly path: string;
  readonly reason: string;
}

export type Way =
  /** It is not known what stands at `path`. */
  | { readonly unknown: string }
  | { readonly missing: string }
  | { readonly entry: PathFact; readonly weakness: Weakness | undefined };

/** What is known of a path; undefined when nothing is. */
export type LookUp = (path: string) => PathFact | null | undefined;

/** As many links as the kernel follows. */
const mostLinks = 40;

const weaknessOf = (path: string, { kind, mode, uid, gid }: PathFact): Weakness | undefined => {
  const bits = Number.parseInt(mode, 8);
  // In a sticky directory nobody can replace the files of others; a link has no permissions.
  const isHeld = kind === 'link' || (kind === 'directory' && (bits & 0o1000) !== 0);
  if (uid !== 0) return { path, reason: `it belongs to user ${uid}` };
  if (!isHeld && (bits & 0o002) !== 0) return { path, reason: 'everybody may write it' };
  if (!isHeld && (bits & 0o020) !== 0 && gid !== 0) {
    return { path, reason: `group ${gid} may write it` };
  }
  return undefined;
};

const partsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** Goes to `path`, which starts with a slash, link by link; the first weakness on the way counts. */
export const wayTo = (path: string, lookUp: LookUp): Way => {
  let weakness: Weakness | undefined;
  let links = 0;
  let at = '/';
  let left = partsOf(path);
  for (;;) {
    const entry = lookUp(at);
    if (entry === undefined) return { unknown: at };
    if (entry === null) return { missing: at };
    weakness ??= weaknessOf(at, entry);
    if (entry.kind === 'link') {
      if (++links > mostLinks || entry.target === undefined) return { missing: at };
      const target = pathFrom(directoryOf(at), entry.target);
      left = [...partsOf(target), ...left];
      at = '/';
      continue;
    }
    const [next, ...rest] = left;
    if (next === undefined) return { entry, weakness };
    left = rest;
    if (next !== '.') at = next === '..' ? directoryOf(at) : pathFrom(at, next);
  }
};
