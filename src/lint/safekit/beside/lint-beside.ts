// A module beside the other files that are there: modules of the same server, its cluster, and what it was.

import type { Diagnostic } from '../../../diag/diagnostic.ts';
import { clashesOf } from './clashing-modules.ts';
import type { ModuleFile } from './module-file.ts';
import { misfitsOf } from './names-of-cluster.ts';
import { changesOf } from './not-dynamic.ts';

export interface Surrounding {
  readonly modules: readonly ModuleFile[];
  /** Its cluster.xml. */
  readonly cluster?: ModuleFile;
  /** An earlier version of it. */
  readonly previous?: ModuleFile;
}

/** What is wrong with a module only because of other files. */
export const lintBeside = (
  module: ModuleFile,
  { modules, cluster, previous }: Surrounding,
): Diagnostic[] => [
  ...clashesOf(module, modules),
  ...(cluster?.config.cluster === undefined
    ? []
    : misfitsOf(module, cluster.config.cluster, cluster.file)),
  ...(previous === undefined ? [] : changesOf(module, previous)),
];
