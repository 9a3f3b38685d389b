import process from 'node:process';

/**
 * Where relative paths start, or null when somebody has removed it under us. What needs no relative path
 * works all the same.
 */
export const workingDirectory = (): string | null => {
  try {
    return process.cwd();
  } catch {
    return null;
  }
};
