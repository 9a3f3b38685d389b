// The commands of a file: what keepalived starts, and as whom.

import type { BlockShape, KeywordLine } from '../syntax/shape.ts';
import type { BoundArg, BoundBlock } from '../syntax/tree.ts';
import { argvIn } from '../syntax/command-words.ts';
import type { Word } from '../syntax/words.ts';
import { anywhereIn } from './look-through.ts';

export interface CommandLine {
  readonly keyword: string;
  /** The whole command as one word. */
  readonly command: BoundArg;
  readonly user: BoundArg | undefined;
  readonly group: BoundArg | undefined;
  /** The words of a `user` line in the same block. */
  readonly blockUser: BoundArg | undefined;
  readonly blockGroup: BoundArg | undefined;
}

const isText = (arg: BoundArg | undefined): arg is BoundArg => typeof arg?.value === 'string';

const isCommand = ({ spec }: KeywordLine): boolean => spec.args?.[0]?.name === 'COMMAND';

function* below(
  block: BoundBlock,
  mayHold: (shape: BlockShape) => boolean,
): Generator<CommandLine> {
  if (!mayHold(block.shape)) return;
  const userLine = block.statements.findLast(({ keyword }) => keyword === 'user');
  for (const statement of block.statements) {
    if (statement.block !== undefined) yield* below(statement.block, mayHold);
    if (!isCommand(statement.line)) continue;
    const [command, user, group] = statement.args;
    if (!isText(command)) continue;
    const [blockUser, blockGroup] = userLine?.args ?? [];
    yield { keyword: statement.keyword, command, user, group, blockUser, blockGroup };
  }
}

/** All commands of a file, in the order of the text. */
export const commandsOf = (root: BoundBlock): CommandLine[] => [
  ...below(
    root,
    anywhereIn(({ statements }) => statements.some(({ line }) => isCommand(line))),
  ),
];

/** What keepalived makes of a command: program and arguments, split at blanks outside of quotes. */
export const argvOf = ({ command }: CommandLine): Word[] => argvIn(String(command.value));

/** The program of a command that is named by its whole path. */
export const programOf = (line: CommandLine): string | undefined => {
  const program = argvOf(line)[0]?.text;
  return program?.startsWith('/') ? program : undefined;
};
