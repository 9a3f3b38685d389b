// The outcome of `hactl test` for people: what keepalived says, each once and at its place, what that
// means, and where `hactl lint` says something else.

import type { Line } from '../app/compare-with-lint.ts';
import type { PlacedMessage } from '../app/place-messages.ts';
import type { TestResult } from '../app/test-with-keepalived.ts';
import { counted } from '../base/counted.ts';
import { wrap } from '../base/wrap.ts';
import type { Paint, Tone } from './paint.ts';

const width = 78;

const tones: { readonly [G in PlacedMessage['gravity']]: Tone } = {
  fatal: 'red',
  unread: 'red',
  error: 'red',
  host: 'yellow',
  warning: 'yellow',
};
const gravityWidth = 'warning'.length;

const placeOf = ({ file, line }: PlacedMessage): string => (file === null ? '' : `${file}:${line}`);

const renderMessages = (messages: readonly PlacedMessage[], paint: Paint): string[] => {
  const placeWidth = Math.max(0, ...messages.map((message) => placeOf(message).length));
  const column = ' '.repeat(2 + gravityWidth + 2 + (placeWidth === 0 ? 0 : placeWidth + 2));
  return messages.flatMap((message) => {
    const { gravity, text } = message;
    const place = placeWidth === 0 ? '' : `${placeOf(message).padEnd(placeWidth)}  `;
    const head = `  ${paint(tones[gravity], gravity.padEnd(gravityWidth))}  ${place}`;
    const [first = '', ...rest] = wrap(text, Math.max(width, column.length + 30), column);
    return [head + first.slice(column.length), ...rest];
  });
};

const seconds = (ms: number): string => `${ms / 1000} s`;

/** Why an exit status says nothing. */
const meanings: { readonly [status: number]: string } = {
  0: 'it is 0, as for a file without faults',
  5: 'it is 5, as for a mere warning',
  6: 'it is 6, as for a script that is not secure',
};

const refusal = ({ worst, exitCode }: TestResult): string => {
  if (worst === 'fatal') return 'Refused: keepalived would stop at its start.';
  if (worst === 'unread') return 'Refused: a file that is included is not read.';
  if (worst === 'error') return 'Refused: keepalived does not do all that the file asks for.';
  return `Refused: keepalived ends with exit status ${exitCode}.`;
};

const verdictOf = (result: TestResult): string => {
  const { verdict, endedBy, timeoutMs } = result;
  switch (verdict) {
    case 'accepted':
      return 'Accepted: keepalived has nothing to say.';
    case 'remarks':
      return 'Accepted, with remarks.';
    case 'refused':
      return refusal(result);
    case 'readNothing':
      return 'Not read: keepalived ends with exit status 0 and has read nothing.';
    case 'crashed':
      return `Crashed: ${endedBy} ended keepalived while it read the file.`;
    case 'hung':
      return `Hung: keepalived was killed after ${seconds(timeoutMs)}.`;
  }
};

const masking = ({ isMasked, exitCode, verdict }: TestResult): string => {
  const meaning = meanings[exitCode ?? -1];
  if (!isMasked || meaning === undefined || verdict === 'readNothing') return '';
  return ` Its exit status hides that: ${meaning}.`;
};

/** Line numbers of one file, neighbours joined. */
const ranges = (numbers: readonly number[]): string => {
  const joined: [number, number][] = [];
  for (const number of numbers) {
    const last = joined.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else joined.push([number, number]);
  }
  return joined.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
};

const renderLines = (title: string, lines: readonly Line[]): string[] => {
  if (lines.length === 0) return [];
  const files = Map.groupBy(lines, ({ file }) => file);
  const places = [...files].map(([file, own]) => `${file}:${ranges(own.map(({ line }) => line))}`);
  return wrap(`${title}: ${places.join('; ')}`, width, '  ');
};

const renderLint = ({ lint }: TestResult): string[] => {
  const { error, warning, info } = lint.counts;
  const counts = [counted(error, 'error'), counted(warning, 'warning'), counted(info, 'note')];
  return [
    `hactl lint: ${counts.join(', ')}`,
    ...renderLines('only keepalived complains of', lint.onlyKeepalived),
    ...renderLines('only hactl has an error for', lint.onlyLint),
  ];
};

const renderMade = ({ objects, problems }: TestResult): string[] => {
  const { interfaces, vrfs, namespaces } = objects;
  const made = [
    ...[...interfaces, ...vrfs].sort(),
    ...namespaces.map((name) => `namespace ${name}`),
  ];
  return [
    ...(made.length === 0 ? [] : wrap(`made for it: ${made.join(', ')}`, width, '  ')),
    ...problems.flatMap((problem) => wrap(`could not be made: ${problem}`, width, '  ')),
  ];
};

/** All of it, the verdict behind the messages. */
export const renderTest = (file: string, result: TestResult, paint: Paint): string => {
  const { version, program, messages, verdict } = result;
  const isGood = verdict === 'accepted' || verdict === 'remarks';
  const sentence = wrap(verdictOf(result) + masking(result), width);
  const parts = [
    [`Testing ${file} with keepalived ${version} (${program})`, ...renderMade(result)],
    renderMessages(messages, paint),
    sentence.map((line) => paint(isGood ? 'green' : 'red', line)),
    renderLint(result),
  ];
  return `${parts
    .filter((part) => part.length > 0)
    .map((part) => part.join('\n'))
    .join('\n\n')}\n`;
};
