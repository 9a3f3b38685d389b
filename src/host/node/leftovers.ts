// What must not outlive us when a signal ends us in the middle: it is removed first, and the signal does
// its work after that.

import process from 'node:process';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const removals = new Set<() => void>();

const end = (signal: NodeJS.Signals): void => {
  // The last one first: what a directory was made for may still write to it.
  for (const remove of [...removals].reverse()) remove();
  for (const one of signals) process.off(one, end);
  process.kill(process.pid, signal);
};

/** Has `remove` called when a signal ends us, until the function that this returns is called. */
export const removeWhenEnded = (remove: () => void): (() => void) => {
  if (removals.size === 0) for (const signal of signals) process.on(signal, end);
  removals.add(remove);
  return () => {
    removals.delete(remove);
    if (removals.size === 0) for (const signal of signals) process.off(signal, end);
  };
};
