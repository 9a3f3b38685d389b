// The IR as JSON: places as `file:line:column`, secrets as a placeholder.

import type { Span } from '../base/span.ts';
import type { SourceMap } from '../diag/source-map.ts';
import type { Config } from '../ir/model.ts';

const placeholder = '********';

export const renderIr = (config: Config, sources: SourceMap): string => {
  const shown = (key: string, value: unknown): unknown => {
    if (key === 'secret') return placeholder;
    if (key !== 'span') return value;
    const { file, line, column } = sources.locate((value as Span).start);
    return `${file}:${line}:${column}`;
  };
  return `${JSON.stringify(config, shown, 2)}\n`;
};
