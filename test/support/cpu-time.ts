// Time that others, who keep the machine busy, do not add to.

import process from 'node:process';

/** Milliseconds that this thread has been computing. */
export const cpuMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
