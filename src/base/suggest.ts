// "Did you mean": the nearest known word by edit distance.

/** Optimal string alignment distance: insert, delete, replace, swap of neighbours cost 1 each. */
const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  let next: number[] = [];
  for (let i = 1; i <= a.length; i++) {
    next[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let best = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, (before[j - 2] ?? 0) + 1);
      }
      next[j] = best;
    }
    [before, row, next] = [row, next, before];
  }
  return row[b.length] ?? 0;
};

/** The known word nearest to `word`, if near enough to be a typing error. */
export const suggest = (word: string, known: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor(word.length / 3) + 1);
  for (const candidate of known) {
    if (Math.abs(candidate.length - word.length) > bestDistance) continue;
    const cost = distance(word.toLowerCase(), candidate.toLowerCase());
    if (cost < bestDistance || (cost === bestDistance && best === undefined)) {
      best = candidate;
      bestDistance = cost;
    }
  }
  return best;
};

/** The known word that differs from `word` by upper and lower case only. */
export const sameButCase = (word: string, known: Iterable<string>): string | undefined => {
  const folded = word.toLowerCase();
  for (const candidate of known) if (candidate.toLowerCase() === folded) return candidate;
  return undefined;
};
