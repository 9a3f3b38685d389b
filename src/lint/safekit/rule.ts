// What a rule for SafeKit's files is: a look at one module or cluster, beyond single attributes.

import type { Code, Diagnostic } from '../../diag/diagnostic.ts';
import type { ServiceSpec } from '../../../grammars/safekit/index.ts';
import type { Config } from '../../ir/model.ts';
import type { BoundElement } from '../../syntax/safekit/bound.ts';
import type { Facts } from '../facts.ts';

export interface ModuleContext {
  readonly config: Config;
  /** Absent in a cluster.xml. */
  readonly service?: BoundElement<ServiceSpec>;
  /** Of the host that it is for; without them nothing is said about the host. */
  readonly facts?: Facts;
}

export interface ModuleRule {
  readonly code: Code;
  /** All places where the rule is broken, in any order. */
  readonly check: (context: ModuleContext) => Iterable<Diagnostic>;
}
