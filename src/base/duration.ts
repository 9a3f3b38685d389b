// Lengths of time as people write them on a command line.

const units: { readonly [unit: string]: number } = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `90s`, `2m` or `1h`; null for anything else, and for nothing at all. */
export const parseDurationMs = (text: string): number | null => {
  const match = /^(\d{1,6})([smh])$/.exec(text);
  const unit = units[match?.[2] ?? ''];
  const count = Number(match?.[1] ?? 0);
  return unit === undefined || count === 0 ? null : count * unit;
};
