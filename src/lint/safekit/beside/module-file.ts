// Files of SafeKit that are looked at together.

import type { Span } from '../../../base/span.ts';
import { fileLine, type SourceMap } from '../../../diag/source-map.ts';
import type { Config } from '../../../ir/model.ts';
import type { BoundRoot } from '../../../syntax/safekit/bind.ts';

export interface ModuleFile {
  readonly file: string;
  readonly sources: SourceMap;
  readonly config: Config;
  readonly bound: BoundRoot;
}

/** `file:line` of a span of a file, for messages in another one. */
export const placeIn = ({ sources }: ModuleFile, span: Span): string => fileLine(sources, span);
