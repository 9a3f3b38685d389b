// `--confirm-within`: somebody outside the session who undoes an apply that nobody confirmed, also
// when the shell, the connection or hactl itself is gone.

import { undo } from '../apply/undo.ts';
import type { Host } from '../host/ports.ts';
import { openSession } from './session.ts';

const secondsUntil = (host: Host, deadline: Date): number =>
  Math.max(1, Math.ceil((deadline.getTime() - host.clock.now().getTime()) / 1000));

/**
 * sd_booted(3): systemd runs where this directory is. It starts its units in the namespaces of
 * process 1, so it can watch over no other.
 */
const hasSystemd = async (host: Host): Promise<boolean> =>
  host.process.isInitialNamespace &&
  (await host.listDirectory('/run/systemd/system')) !== null &&
  (await host.exec.has('systemd-run'));

/** Sees to it that run `id` is undone at `deadline` unless it is confirmed; null, or why it cannot. */
export const startWatcher = async (
  host: Host,
  id: string,
  deadline: Date,
  stateDirectory: string,
): Promise<string | null> => {
  const expire = [...host.process.self, 'internal', 'expire', id, '--state-dir', stateDirectory];
  if (await hasSystemd(host)) {
    // Timers of systemd may be a minute late unless told otherwise.
    const timer = [
      `--on-active=${secondsUntil(host, deadline)}`,
      '--timer-property=AccuracySec=100ms',
    ];
    const unit = ['--quiet', '--collect', `--unit=hactl-confirm-${id}`];
    const { exitCode } = await host.exec.run(['systemd-run', ...unit, ...timer, ...expire]);
    if (exitCode === 0) return null;
  }
  return host.exec.startDetached([...expire, '--at', deadline.toISOString()]);
};

/** A timer of Node.js cannot be longer than 24 days, and none goes on while the machine is suspended. */
const longestSleepMs = 3_600_000;

const sleepUntil = async ({ clock }: Host, at: Date): Promise<void> => {
  for (;;) {
    const leftMs = at.getTime() - clock.now().getTime();
    if (leftMs <= 0) return;
    await clock.sleep(Math.min(leftMs, longestSleepMs));
  }
};

/** What the watcher does at the deadline. */
export const expire = async (
  host: Host,
  id: string,
  stateDirectory: string,
  at: Date | undefined,
): Promise<'undone' | 'kept' | 'failed'> => {
  if (at !== undefined) await sleepUntil(host, at);
  const command = 'hactl (undoing an apply that was not confirmed)';
  // Whoever has the lock will be done some day, and nobody else undoes this apply.
  const opened = await openSession(host, stateDirectory, command, Number.POSITIVE_INFINITY);
  if ('problem' in opened) return 'failed';
  const { store, journal, release } = opened.session;
  try {
    if (journal?.id !== id || journal.isConfirmed || journal.isUndone) return 'kept';
    return (await undo(host, store, journal)) === null ? 'undone' : 'failed';
  } finally {
    await release();
  }
};
