// The IR as JSON: places as `file:line:column`, secrets as a placeholder.

import type { Span } from '../base/span.ts';
import { fixedStars, maskedText } from '../diag/masking.ts';
import type { SourceMap } from '../diag/source-map.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import type { Config } from '../ir/model.ts';
import { secretsBehindKeywords } from '../syntax/keepalived/secrets.ts';

const placeholder = '********';

/** A quote that never ends takes what follows into a value, be it a comment. */
const withoutSecrets = (value: string): string =>
  maskedText(value, secretsBehindKeywords({ text: value, base: 0 }, keepalived), fixedStars);

export const renderIr = (config: Config, sources: SourceMap): string => {
  const shown = (key: string, value: unknown): unknown => {
    if (key === 'secret') return placeholder;
    if (typeof value === 'string') return withoutSecrets(value);
    if (key !== 'span') return value;
    const { file, line, column } = sources.locate((value as Span).start);
    return `${file}:${line}:${column}`;
  };
  return `${JSON.stringify(config, shown, 2)}\n`;
};
