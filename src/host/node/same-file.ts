import { statSync } from 'node:fs';

/** Whether two paths lead to one regular file, by whatever links. */
export const isSameFile = (a: string, b: string): boolean => {
  const [one, other] = [a, b].map((path) => statSync(path, { throwIfNoEntry: false }));
  if (one === undefined || other === undefined) return false;
  return one.isFile() && one.dev === other.dev && one.ino === other.ino;
};
