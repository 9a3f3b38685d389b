// What a run of `keepalived -t` means. Its exit status alone says little: it is that of the least bad
// message, 0 where nothing was read, and the same for a warning as for what stops the daemon.

import type { Gravity, Message } from '../observe/keepalived-messages.ts';
import type { KeepalivedReport } from './keepalived-sandbox.ts';

export type Verdict = 'accepted' | 'remarks' | 'refused' | 'readNothing' | 'crashed' | 'hung';

export interface Judged {
  readonly verdict: Verdict;
  /** The worst that was said; null when nothing was. */
  readonly worst: Gravity | null;
  /** The exit status says less than the worst message. */
  readonly isMasked: boolean;
}

const order: readonly Gravity[] = ['fatal', 'unread', 'error', 'host', 'warning'];
const isMild = (gravity: Gravity | null): boolean => gravity === 'host' || gravity === 'warning';

/** Exit statuses that are right for the worst message: 2 and 4 are final, 5 is everything else, 6 scripts. */
const telling: { readonly [G in Gravity]: readonly number[] } = {
  fatal: [2, 4],
  unread: [2, 4, 5, 6],
  error: [2, 4, 5],
  host: [0, 2, 4, 5, 6],
  warning: [0, 2, 4, 5],
};

/** Of the file that keepalived was given it says so without a line. */
const isOfMainFile = ({ gravity, line }: Message): boolean => gravity === 'unread' && line === null;

const verdictOf = (
  { exitCode, endedBy }: KeepalivedReport,
  messages: readonly Message[],
  worst: Gravity | null,
): Verdict => {
  if (endedBy === 'timeout') return 'hung';
  if (endedBy !== null) return 'crashed';
  if (exitCode === 0 && messages.some(isOfMainFile)) return 'readNothing';
  if (exitCode === 0 && worst === null) return 'accepted';
  // 0, 5 and 6 let the daemon run; what it says decides.
  return isMild(worst) && [0, 5, 6].includes(exitCode ?? -1) ? 'remarks' : 'refused';
};

/** Judges a run by how it ended and by all that it said. */
export const judgeRun = (report: KeepalivedReport, messages: readonly Message[]): Judged => {
  const said = new Set(messages.map(({ gravity }) => gravity));
  const worst = order.find((gravity) => said.has(gravity)) ?? null;
  const verdict = verdictOf(report, messages, worst);
  const { exitCode } = report;
  const isMasked = worst !== null && exitCode !== null && !telling[worst].includes(exitCode);
  return { verdict, worst, isMasked };
};
