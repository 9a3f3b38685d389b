// The short way to commands that people wait for: without oclif, which takes several times longer to
// load than they to run. The commands are the same; scripts/build.mjs puts oclif.ts of this folder in
// the place of @oclif/core.

import Fmt from '../fmt.ts';
import Lint from '../lint.ts';
import { reportBug } from '../bug.ts';
import { reportLostOutput, watchOutput } from '../output.ts';
import { NotPlain } from './read-plainly.ts';

type ShortCommand = new (words: string[], config: never) => { readonly run: () => Promise<void> };

/** bin/run.js knows their names too. */
export const shortCommands: Readonly<Record<string, ShortCommand>> = { fmt: Fmt, lint: Lint };

/** Runs a command; false, and nothing done, when its words are for oclif to judge. */
export const shortWay = async (name: string, words: string[]): Promise<boolean> => {
  const Command = shortCommands[name];
  if (Command === undefined) return false;
  watchOutput();
  try {
    await new Command(words, undefined as never).run();
    await reportLostOutput(true);
  } catch (error) {
    if (error instanceof NotPlain) return false;
    reportBug(error);
  }
  return true;
};
