// Pieces of Markdown that the generated pages are made of.

/** A text as a cell of a table. */
export const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

export const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

/** A text as it is; the fence is longer than any in it. */
export const verbatim = (text: string): string => `~~~~\n${text.replace(/\n?$/, '\n')}~~~~`;
