// Both sides of every `@id` line: a text is judged for each id that it names, and for one that it does
// not name. What is found more than once is told once, and for whom it holds when not for all.

import { joined, moved, type Span } from '../base/span.ts';
import { byPlace, type Code, type Diagnostic } from '../diag/diagnostic.ts';
import type { Source, SourceMap } from '../diag/source-map.ts';
import { idsIn } from '../syntax/keepalived/conditions.ts';
import type { FileReport } from './lint.ts';

/** Stands for all ids that a text does not name. */
export const anotherId = 'another-id';

/** That a comment does nothing is true only when it does nothing for anybody. */
const onlyWhenForAll: readonly Code[] = ['HA4902'];

const sourceOf = (span: Span, sources: readonly Source[]): Source | undefined =>
  sources.find(({ base, text }) => base <= span.start && span.start <= base + text.length);

/** Spans of one source map as those of another, which gets the files that it lacks. */
const translation = (from: SourceMap, to: SourceMap): ((span: Span) => Span | undefined) => {
  const written = from.written();
  const known = new Map(to.written().map((source) => [source.file, source]));
  return (span) => {
    const source = sourceOf(span, written);
    if (source === undefined) return undefined;
    const own = known.get(source.file) ?? to.add(source.file, source.text);
    known.set(source.file, own);
    return moved(span, own.base - source.base);
  };
};

const translated = (one: Diagnostic, move: (span: Span) => Span | undefined): Diagnostic => ({
  ...one,
  span: one.span === null ? null : (move(one.span) ?? null),
  labels: one.labels.flatMap((label) => {
    const span = move(label.span);
    return span === undefined ? [] : { ...label, span };
  }),
});

/** For whom something holds, as a sentence; empty when for everybody. */
const forWhom = (holding: ReadonlySet<string>, ids: readonly string[]): string => {
  const others = ids.filter((id) => !holding.has(id));
  if (others.length === 0) return '';
  const isRule = holding.has(anotherId);
  const told = isRule ? others : [...holding];
  return ` ${isRule ? 'Not' : 'Only'} where the id is ${told.join(' or ')}.`;
};

interface Found {
  readonly diagnostic: Diagnostic;
  readonly holding: Set<string>;
}

const keyOf = ({ code, span, message }: Diagnostic): string =>
  `${code} ${span?.start} ${span?.end} ${message}`;

/** What was found for each id, as one report; the first is that of all others. */
const merged = (reports: ReadonlyMap<string, FileReport>): FileReport => {
  const [[, first] = [], ...rest] = reports;
  if (first === undefined) throw new Error('no report to merge');
  const found = new Map<string, Found>();
  const add = (id: string, diagnostic: Diagnostic): void => {
    const known = found.get(keyOf(diagnostic));
    if (known === undefined) found.set(keyOf(diagnostic), { diagnostic, holding: new Set([id]) });
    else known.holding.add(id);
  };
  const secrets = [...first.secrets];
  for (const diagnostic of first.diagnostics) add(anotherId, diagnostic);
  for (const [id, report] of rest) {
    const move = translation(report.sources, first.sources);
    for (const diagnostic of report.diagnostics) add(id, translated(diagnostic, move));
    secrets.push(...report.secrets.flatMap((secret) => move(secret) ?? []));
  }
  const ids = [...reports.keys()];
  const diagnostics = [...found.values()]
    .filter(
      ({ diagnostic, holding }) =>
        !onlyWhenForAll.includes(diagnostic.code) || holding.size === ids.length,
    )
    .map(({ diagnostic, holding }) => ({
      ...diagnostic,
      message: diagnostic.message + forWhom(holding, ids),
    }))
    .sort(byPlace);
  return { ...first, diagnostics, secrets: joined(secrets) };
};

/** Judges a text for all ids that make a difference; `judgeFor` does it for one. */
export const forAllIds = async (
  judgeFor: (configId: string) => Promise<FileReport>,
): Promise<FileReport> => {
  const first = await judgeFor(anotherId);
  const reports = new Map([[anotherId, first]]);
  for (const id of idsIn(first.sources.written().map(({ text }) => text))) {
    reports.set(id, await judgeFor(id));
  }
  return merged(reports);
};
