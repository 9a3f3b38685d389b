// Objects of the model have no members that say nothing.

/** Leaves out members that are undefined, as exactOptionalPropertyTypes wants it. */
export const defined = <T extends object>(members: {
  readonly [K in keyof T]: T[K] | undefined;
}): T => {
  const kept: Partial<T> = {};
  for (const name in members) if (members[name] !== undefined) kept[name] = members[name];
  return kept as T;
};
