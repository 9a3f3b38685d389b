// The releases of keepalived that a file can be checked for, from the oldest. What the schema says is
// true of the newest; `since` and `before` in it name the release that brought a word or a limit.

export const versions = [
  '1.4.5',
  '2.0.0',
  '2.0.1',
  '2.0.2',
  '2.0.3',
  '2.0.4',
  '2.0.5',
  '2.0.6',
  '2.0.7',
  '2.0.8',
  '2.0.9',
  '2.0.10',
  '2.0.11',
  '2.0.12',
  '2.0.13',
  '2.0.14',
  '2.0.15',
  '2.0.16',
  '2.0.17',
  '2.0.18',
  '2.0.19',
  '2.0.20',
  '2.1.0',
  '2.1.1',
  '2.1.2',
  '2.1.3',
  '2.1.4',
  '2.1.5',
  '2.2.0',
  '2.2.1',
  '2.2.2',
  '2.2.3',
  '2.2.4',
  '2.2.5',
  '2.2.6',
  '2.2.7',
  '2.2.8',
  '2.3.0',
  '2.3.1',
  '2.3.2',
  '2.3.3',
  '2.3.4',
  '2.4.0',
  '2.4.1',
  '2.4.2',
  '2.4.3',
] as const;

export type Version = (typeof versions)[number];

export const newest: Version = '2.4.3';

/** The `since` of words that are in keepalived's sources and in no release yet. */
export const unreleased = 'the release after 2.4.3';

/** A comment in a definition of several lines used to take part in it: its backslash went on. */
export const backslashInComment = { until: '2.2.8' };

/** A condition used to be read behind a name that stands for nothing. */
export const conditionBehindNothing = { until: '2.2.8' };

/** Since when a unicast instance with a source address needs no interface. */
export const unicastWithoutInterface = '2.2.8';

/** A route without interface used to be one that cannot be watched, and keepalived said so. */
export const watchesAnyRoute = { until: '2.2.8' };

/** The names that keepalived defines itself, by the release that brought them; others are older. */
export const builtInsSince: ReadonlyMap<string, string> = new Map([
  ['_RANDOM', '2.0.15'],
  ['_HASH', '2.1.4'],
  ['_BANG', '2.1.4'],
  ['_ENV', '2.4.0'],
]);

/** Since when an include can insist on its files, by a letter behind the word. */
export const includeVariants = '2.2.0';

const ranks = new Map<string, number>(versions.map((version, rank) => [version, rank]));

/** Whether what came with release `since` is not in release `target` yet. */
export const isNewerThan = (since: string, target: Version): boolean =>
  (ranks.get(since) ?? versions.length) > (ranks.get(target) ?? 0);
