// A plan as a script that a person can read and run: the same processes that apply starts, each with
// its input in a here-document.

import { verbsOf } from '../plan/kinds.ts';
import type { Step } from '../plan/step.ts';
import type { Batch } from './command.ts';

/** Made of letters, digits and the like, words need no quotes; others get single ones. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const comment = ({ op, before, after, note }: Step): string => {
  const resource = after ?? before;
  const title = resource === undefined ? '' : verbsOf(resource).title(resource);
  return `# ${op} ${title}${note === undefined ? '' : ` (${note})`}`;
};

/** More than this many objects of a batch are counted instead of listed. */
const maxComments = 20;

const comments = (steps: readonly Step[]): string[] => {
  const lines = steps.slice(0, maxComments).map(comment);
  const more = steps.length - lines.length;
  return more > 0 ? [...lines, `# and ${more} more`] : lines;
};

/** nft gets one line of JSON; for people it is laid out. */
const readable = ({ tool, stdin }: Batch): string =>
  tool === 'nft' ? `${JSON.stringify(JSON.parse(stdin), null, 1)}\n` : stdin;

const commandOf = (batch: Batch): string => {
  const command = batch.argv.map(quoted).join(' ');
  if (batch.tool === 'ss') return `# resets connections\n${command} >/dev/null || :\n`;
  return `${comments(batch.steps).join('\n')}\n${command} <<'END'\n${readable(batch)}END\n`;
};

/** The commands of the batches, without a head. */
export const toShell = (batches: readonly Batch[]): string => batches.map(commandOf).join('\n');
