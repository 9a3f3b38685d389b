// Lengths of time as people write them, on a command line and in files.

const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `2m` or `1h`; null for anything else, and for nothing at all. */
export const parseDurationMs = (text: string): number | null => {
  const match = /^(\d{1,6})([smh])$/.exec(text);
  const unit = units[match?.[2] ?? ''];
  const count = Number(match?.[1] ?? 0);
  return unit === undefined || count === 0 ? null : count * unit;
};

const microseconds: { readonly [unit: string]: number } = {
  d: 86_400_000_000,
  h: 3_600_000_000,
  m: 60_000_000,
  s: 1_000_000,
  ms: 1000,
  us: 1,
};

/**
 * A time as SafeKit takes it, counted in `unit`, which is also that of a bare number: whole ones only,
 * since nothing finer can be told (SafeKit User's Guide §13.1). Null for anything else.
 */
export const durationIn = (text: string, unit: string): number | null => {
  const [, digits = '', written = unit] = /^(\d{1,15})(d|h|m|s|ms|us)?$/.exec(text) ?? [];
  if (digits === '') return null;
  const value = (Number(digits) * (microseconds[written] ?? 0)) / (microseconds[unit] ?? 1);
  return Number.isSafeInteger(value) ? value : null;
};
