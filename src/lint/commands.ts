// The commands of a file: what keepalived starts, and as whom.

import type { Source } from '../diag/source-map.ts';
import type { BoundArg, BoundBlock } from '../syntax/tree.ts';
import { splitCommand, type Word } from '../syntax/words.ts';

export interface CommandLine {
  readonly keyword: string;
  /** The whole command as one word. */
  readonly command: BoundArg;
  readonly user: BoundArg | undefined;
  readonly group: BoundArg | undefined;
}

const isText = (arg: BoundArg | undefined): arg is BoundArg => typeof arg?.value === 'string';

/** All commands below a block, in the order of the text. */
export function* commandsIn(block: BoundBlock): Generator<CommandLine> {
  for (const { keyword, spec, args, block: inner } of block.statements) {
    if (inner !== undefined) yield* commandsIn(inner);
    if (spec.args?.[0]?.name !== 'COMMAND') continue;
    const [command, user, group] = args;
    if (isText(command)) yield { keyword, command, user, group };
  }
}

/** What keepalived makes of a command: program and arguments, split at blanks outside of quotes. */
export const argvOf = ({ command }: CommandLine): Word[] => {
  const text = String(command.value);
  const source: Source = { file: '', text, base: 0 };
  return splitCommand(source, 0, text.length);
};
