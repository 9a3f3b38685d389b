// The ids that `@id` lines name. keepalived.conf(5), CONDITIONAL CONFIGURATION AND CONFIG ID.

/** At the start of a line, behind a brace, or as the value of a definition. */
const conditions = /(?:^[ \t\v\f]*(?:\$\w+=[ \t]*)?|[{}][ \t]*)@\^?([^ \t\r\n]+)/gm;

/** The ids that these texts tell apart, each once. */
export const idsIn = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(conditions)].map(([, id = '']) => id))),
];

/** Stands for all ids that a text does not name. */
export const anotherId = 'another-id';
