// JSON with sorted keys: equal values give equal text, so it serves as a comparison and a fingerprint.

const sorted = (_key: string, value: unknown): unknown => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
};

/** Text that is equal for equal plain data; members that are undefined do not count. */
export const stableJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, sorted, indent);
