// A command as data: a tool, its arguments, what goes to its standard input, and what the tool
// promises. Nothing here is ever joined into a shell line.

import type { Step } from '../plan/step.ts';

export type Tool = 'ip' | 'sysctl' | 'nft' | 'ipvsadm';

/**
 * What is known after a failure: `atomic`, nothing was done; `stops-at-first`, all before the failing
 * line was done; `goes-on`, anything but the refused lines was done, and the exit status is the last
 * line's (ipvsadm 1.31, procps 4.0).
 */
export type Contract = 'atomic' | 'stops-at-first' | 'goes-on';

/** One process to start. */
export interface Batch {
  readonly tool: Tool;
  readonly argv: readonly string[];
  readonly stdin: string;
  readonly contract: Contract;
  /** Steps that it carries out. */
  readonly steps: readonly Step[];
}

/** What one step adds to a batch; steps that share a command line share a process. */
export interface Line {
  readonly tool: Tool;
  readonly argv: readonly string[];
  readonly contract: Contract;
  /** For the line-wise tools lines of text, for nft objects. */
  readonly input: readonly unknown[];
}
