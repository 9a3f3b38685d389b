// What a rule is: a look at a whole configuration, beyond single words, that finds what keepalived
// accepts and its users did not mean.

import type { Code, Diagnostic } from '../diag/diagnostic.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { keepalived } from '../../grammars/keepalived/index.ts';
import type { Config } from '../ir/model.ts';
import type { Tree } from '../syntax/keepalived/parse.ts';
import type { BoundBlock } from '../syntax/tree.ts';
import type { CommandLine } from './commands.ts';
import type { Facts } from './facts.ts';

/** A configuration that was read. */
export interface LintInput {
  readonly sources: SourceMap;
  readonly tree: Tree;
  readonly root: BoundBlock<typeof keepalived>;
  readonly config: Config;
  /** False when blocks of the file are missing from `root` and `config`. */
  readonly isWhole: boolean;
  /** Of the host that it is for; without them nothing is said about the host. */
  readonly facts?: Facts;
}

/** The same with what several rules want to know. */
export interface LintContext extends LintInput {
  readonly commands: readonly CommandLine[];
}

export interface Rule {
  readonly code: Code;
  /** Looks at words and lines only, so it also runs on a file of which blocks are missing. */
  readonly isAboutText?: boolean;
  /** Has nothing to add where an error is. */
  readonly yieldsToErrors?: boolean;
  /** All places where the rule is broken, in any order. */
  readonly check: (context: LintContext) => Iterable<Diagnostic>;
}
