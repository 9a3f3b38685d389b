// What all parts of a conversion to keepalived share.

import type { Choices } from '../choices.ts';
import type { toKeepalivedRules } from '../rules/to-keepalived.ts';
import type { Trail } from '../trail.ts';
import type { NetworkPlan } from './nodes.ts';

export interface Context {
  readonly network: NetworkPlan;
  readonly choices: Choices;
  readonly trail: Trail<typeof toKeepalivedRules>;
  /** Where scripts are on a node. */
  readonly scriptDirectory: string;
}
