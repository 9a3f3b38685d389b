// /etc/iproute2/rt_tables and its like: a number and a name a line, `#` starts a comment.

/** The names of one file; a number may be hexadecimal. */
export const readNames = (file: string): Record<string, number> => {
  const names: Record<string, number> = {};
  for (const line of file.split('\n')) {
    const [number, name] = line.replace(/#.*/, '').trim().split(/\s+/);
    if (number === undefined || name === undefined || !/^(0x[\da-f]+|\d+)$/i.test(number)) continue;
    names[name] = Number(number);
  }
  return names;
};
