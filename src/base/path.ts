// Paths as POSIX writes them, without looking at any file system.

/** The directory part, as dirname(3) has it. */
export const directoryOf = (path: string): string => {
  const slash = path.lastIndexOf('/');
  if (slash < 0) return '.';
  return slash === 0 ? '/' : path.slice(0, slash);
};

/** `path` seen from `directory`; an absolute path stays as it is. */
export const pathFrom = (directory: string, path: string): string =>
  path.startsWith('/') || directory === '.' ? path : `${directory.replace(/\/$/, '')}/${path}`;
