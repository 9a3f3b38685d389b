// What a rule is: a look at a whole configuration, beyond single words, that finds what keepalived
// accepts and its users did not mean.

import type { Code, Diagnostic } from '../diag/diagnostic.ts';
import type { keepalived } from '../../grammars/keepalived/index.ts';
import type { Config } from '../ir/model.ts';
import type { Tree } from '../syntax/keepalived/parse.ts';
import type { BoundBlock } from '../syntax/tree.ts';

export interface LintContext {
  readonly tree: Tree;
  readonly root: BoundBlock<typeof keepalived>;
  readonly config: Config;
  /** False when blocks of the file are missing from `root` and `config`. */
  readonly isWhole: boolean;
}

export interface Rule {
  readonly code: Code;
  /** Looks at words and lines only, so it also runs on a file of which blocks are missing. */
  readonly isAboutText?: boolean;
  /** All places where the rule is broken, in any order. */
  readonly check: (context: LintContext) => Iterable<Diagnostic>;
}
