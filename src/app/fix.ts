// `hactl lint --fix`: mends in the files what was meant beyond doubt, before they are judged.

import { touch } from '../base/span.ts';
import { type Diagnostic, diagnostic, type Fix } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import { findConfigurations } from './find-configurations.ts';
import { isElsewhere, judge, type LintRequest } from './lint.ts';
import { loadRead, readText } from './load.ts';

export interface FixedFile {
  readonly file: string;
  readonly count: number;
}

export interface FixReport {
  readonly files: readonly FixedFile[];
  /** Why files could not be written. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A right keyword may show more mistakes inside its block. */
const maxRounds = 10;

/** Fixes in the order of the text, none of them touching another. */
const apart = (fixes: readonly Fix[]): Fix[] => {
  const kept: Fix[] = [];
  for (const fix of fixes.toSorted((a, b) => a.span.start - b.span.start)) {
    if (fix.span.start >= (kept.at(-1)?.span.end ?? 0)) kept.push(fix);
  }
  return kept;
};

const applied = (text: string, fixes: readonly Fix[]): string => {
  let at = 0;
  const parts: string[] = [];
  for (const { span, text: right } of fixes) {
    parts.push(text.slice(at, span.start), right);
    at = span.end;
  }
  return parts.join('') + text.slice(at);
};

interface Mended {
  readonly text: string;
  readonly count: number;
}

/** Mends what is found in a text, but not in the files that it includes: they are mended by themselves. */
const mended = async (
  host: Host,
  path: string,
  before: string,
  request: LintRequest,
): Promise<Mended> => {
  let text = before;
  let count = 0;
  for (let round = 0; round < maxRounds; round++) {
    const result = await loadRead(host, path, text, {
      ...request,
      isElsewhere: isElsewhere(request),
    });
    const length = text.length;
    // A password is what it is, and another file is mended by itself.
    const isOwn = ({ span }: Fix): boolean =>
      span.end <= length && !result.secrets.some((secret) => touch(secret, span));
    const found = judge(result, request).flatMap(({ fix }) => fix ?? []);
    const fixes = apart(found.filter(isOwn));
    if (fixes.length === 0) break;
    text = applied(text, fixes);
    count += fixes.length;
  }
  return { text, count };
};

/** Mends all configurations that the paths stand for; those that cannot be read are left to lint. */
export const fixFiles = async (host: Host, request: LintRequest): Promise<FixReport> => {
  const files: FixedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const found of await findConfigurations(host, request.paths)) {
    if (!('path' in found)) continue;
    const { path } = found;
    const read = found.text === undefined ? await readText(host, path) : { text: found.text };
    if ('problem' in read) continue;
    const { text, count } = await mended(host, path, read.text, request);
    if (text === read.text) continue;
    const reason = await host.replaceFile(path, text);
    if (reason === null) files.push({ file: path, count });
    else {
      const mend = 'look at the rights of the file and of its directory';
      diagnostics.push(diagnostic('HA6019', null, { file: `"${path}"`, reason, mend }));
    }
  }
  return { files, diagnostics };
};
