// A command as data: a tool, its arguments, what goes to its standard input, and what the tool
// promises. Nothing here is ever joined into a shell line.

import type { Step } from '../plan/step.ts';

export type Tool = 'ip' | 'sysctl' | 'nft' | 'ipvsadm' | 'ss';

/**
 * What is known after a failure: `atomic`, nothing was done; `stops-at-first`, all before the failing
 * line was done; `goes-on`, anything but the refused lines was done. The exit status of ipvsadm 1.31 is
 * its last line's, so that 0 may hide refused ones; sysctl of procps 4.0 ends with 1 when there was any.
 * `may-fail`: the others go on without it.
 */
export type Contract = 'atomic' | 'stops-at-first' | 'goes-on' | 'may-fail';

/** One process to start. */
export interface Batch {
  readonly tool: Tool;
  readonly argv: readonly string[];
  /** Empty for a tool that reads none. */
  readonly stdin: string;
  readonly contract: Contract;
  /** Steps that it carries out. */
  readonly steps: readonly Step[];
  /** Those of them that have lines of the input, in the order of the lines. */
  readonly sent: readonly Step[];
}

/** What one step adds to a batch; steps that share a command line share a process. */
export interface Line {
  readonly tool: Tool;
  readonly argv: readonly string[];
  readonly contract: Contract;
  /** For the line-wise tools lines of text, for nft objects. */
  readonly input: readonly unknown[];
}
