// What all parts of a conversion to SafeKit share.

import type { Choices } from '../choices.ts';
import type { toSafekitRules } from '../rules/to-safekit.ts';
import type { Trail } from '../trail.ts';
import type { SourceNode } from './source.ts';
import type { ClusterPlan } from './nodes.ts';

export interface Context {
  readonly nodes: readonly SourceNode[];
  readonly cluster: ClusterPlan;
  readonly choices: Choices;
  readonly trail: Trail<typeof toSafekitRules>;
}
