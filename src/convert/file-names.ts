// Names that files say of nodes and modules, as parts of paths and single words of a configuration: they
// are written by others, and must lead nowhere else.

/** Letters, digits, `_`, `-` and dots, none of them first. */
export const safeName = (name: string): string =>
  name.replace(/[^\w.-]+/g, '_').replace(/^\.+/, '') || '_';

/** The same for several names, no two alike. */
export const safeNames = (names: readonly string[]): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of names) {
    let safe = safeName(name);
    for (let at = 2; taken.has(safe); at++) safe = `${safeName(name)}_${at}`;
    taken.add(safe);
    found.set(name, safe);
  }
  return found;
};
