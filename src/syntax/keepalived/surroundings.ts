// What a text takes from the host that reads it.

import type { IncludedFile } from './include.ts';

/** An include as its file sees it. */
export interface SeenInclude {
  readonly directory: string;
  readonly pattern: string;
}

export interface Surroundings {
  /** What `@id` lines are compared with; undefined: no id is ours. */
  readonly configId?: string;
  /** Whether that is the id of the host that the text is for; absent: when the text names it. */
  readonly isIdSure?: boolean;
  /** Undefined: the file is for another host, and nobody knows what its environment holds. */
  readonly environment?: ((name: string) => string | undefined) | undefined;
  /** The files that a pattern matches, seen from a directory; undefined: not looked for yet. */
  readonly included?: (directory: string, pattern: string) => readonly IncludedFile[] | undefined;
  /** Absolute path of the directory that the paths of the texts start from. */
  readonly workingDirectory?: string;
}
