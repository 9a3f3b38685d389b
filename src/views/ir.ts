// The IR as JSON: places as `file:line:column`, secrets as a placeholder.

import { joined, type Span } from '../base/span.ts';
import { fixedStars, maskedText } from '../diag/masking.ts';
import type { SourceMap } from '../diag/source-map.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import type { Config } from '../ir/model.ts';
import { secretsBehindKeywords } from '../syntax/keepalived/secrets.ts';

/** What is written at a place of one line. */
const textAt = (sources: SourceMap, { start, end }: Span): string => {
  const { lineText, column } = sources.locate(start);
  return lineText.slice(column - 1, column - 1 + end - start);
};

/** Commands and addresses of the web may hold secrets, and any string may be one. */
const shownText = (text: string, known: ReadonlySet<string>): string => {
  if (known.has(text)) return fixedStars();
  const secrets = secretsBehindKeywords({ text, base: 0 }, keepalived);
  return maskedText(text, joined(secrets), fixedStars);
};

export const renderIr = (config: Config, sources: SourceMap, secrets: readonly Span[]): string => {
  const known = new Set(secrets.map((secret) => textAt(sources, secret)));
  const shown = (key: string, value: unknown): unknown => {
    if (key === 'secret') return fixedStars();
    if (typeof value === 'string') return shownText(value, known);
    if (key !== 'span') return value;
    const { file, line, column } = sources.locate((value as Span).start);
    return `${file}:${line}:${column}`;
  };
  return `${JSON.stringify(config, shown, 2)}\n`;
};
