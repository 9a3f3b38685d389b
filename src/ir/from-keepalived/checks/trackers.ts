// What instances and servers can follow: scripts, processes, files and BFD sessions, by name. keepalived
// looks for them above the line that names them.

import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import type { Span } from '../../../base/span.ts';
import { suggest } from '../../../base/suggest.ts';
import { accepted, type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import {
  all,
  type BoundBlock,
  type BoundStatement,
  isWritten,
  value,
} from '../../../syntax/tree.ts';

type Root = BoundBlock<typeof keepalived>;

export type TrackerKind = 'script' | 'process' | 'file' | 'bfd';

export interface Tracker {
  readonly name: string;
  readonly weight: number;
  readonly span: Span;
}

type ByName = ReadonlyMap<string, readonly Tracker[]>;

/** The trackers of each kind, in the order of the text, with those that keepalived would leave out. */
export type Trackers = { readonly [K in TrackerKind]: ByName };

/** A block that defines a tracker, and the keyword that it is nothing without. */
interface Definition {
  readonly keyword: string;
  readonly needs: readonly string[];
  readonly missing: string;
}

const definitions: { readonly [K in TrackerKind]: readonly Definition[] } = {
  script: [{ keyword: 'vrrp_script', needs: ['script'], missing: 'script' }],
  process: [{ keyword: 'vrrp_track_process', needs: ['process'], missing: 'process' }],
  file: [
    { keyword: 'track_file', needs: ['file'], missing: 'file' },
    { keyword: 'vrrp_track_file', needs: ['file'], missing: 'file' },
  ],
  bfd: [
    { keyword: 'bfd_instance', needs: ['neighbor_ip', 'neighbour_ip'], missing: 'neighbor_ip' },
  ],
};

/** What a file weighs that says nothing is its number itself. */
const defaultWeight = { script: 0, process: 0, file: 1, bfd: 0 } as const;

type Weighted = BoundBlock<(typeof keepalived)['vrrp_script']['block']>;

const trackerOf = (kind: TrackerKind, statement: BoundStatement): Tracker[] => {
  const name = statement.line.args[0]?.value;
  if (typeof name !== 'string') return [];
  const weight = value(statement.block as Weighted | undefined, 'weight');
  return [{ name, weight: weight ?? defaultWeight[kind], span: statement.span }];
};

const checkComplete = (
  { keyword, needs, missing }: Definition,
  statement: BoundStatement,
  diagnostics: Diagnostic[],
): void => {
  const { block } = statement;
  const name = String(statement.line.args[0]?.value ?? '');
  if (block === undefined || needs.some((word) => isWritten(block, word))) return;
  const mend = `add: ${missing} ...`;
  diagnostics.push(diagnostic('HA3043', statement.span, { keyword, name, missing, mend }));
};

const statementsOf = (root: BoundBlock, keyword: string): readonly BoundStatement[] =>
  all(root as BoundBlock<Record<string, unknown>>, keyword);

/** The trackers of a file; those that lack what they are for are reported. */
export const trackersOf = (root: Root, diagnostics: Diagnostic[]): Trackers => {
  const found = (kind: TrackerKind): ByName =>
    Map.groupBy(
      definitions[kind].flatMap((definition) =>
        statementsOf(root, definition.keyword).flatMap((statement) => {
          checkComplete(definition, statement, diagnostics);
          return trackerOf(kind, statement);
        }),
      ),
      ({ name }) => name,
    );
  return {
    script: found('script'),
    process: found('process'),
    file: found('file'),
    bfd: found('bfd'),
  };
};

/** The tracker that a line names; reports one that is not defined above it. */
export const trackerFor = (
  trackers: Trackers,
  kind: TrackerKind,
  name: string,
  span: Span,
  diagnostics: Diagnostic[],
): Tracker | undefined => {
  const known = trackers[kind].get(name) ?? [];
  const found = known.find((tracker) => tracker.span.start < span.start);
  if (found !== undefined) return found;
  const [below] = known;
  const near = suggest(name, trackers[kind].keys());
  const keyword = definitions[kind][0]?.keyword ?? '';
  const mend =
    below !== undefined
      ? 'move its definition above this line'
      : near !== undefined
        ? `did you mean "${near}"?`
        : `define it: ${keyword} ${name} { ... }`;
  const labels = below === undefined ? [] : [{ span: below.span, text: 'defined here, too late' }];
  const problem = diagnostic('HA3042', span, { keyword, name, mend }, labels);
  // A definition that comes too late may be there because another file or release wants it so.
  diagnostics.push(below === undefined ? problem : accepted(problem, false));
  return undefined;
};

type TrackLists = Pick<
  (typeof keepalived)['vrrp_instance']['block'],
  'track_script' | 'track_process' | 'track_file' | 'track_bfd'
>;

/** A line that follows something, with the weight that counts. */
export interface Tracked {
  readonly kind: TrackerKind;
  readonly keyword: string;
  readonly name: string;
  readonly weight: number;
  readonly span: Span;
}

const lists = [
  ['script', 'track_script'],
  ['process', 'track_process'],
  ['file', 'track_file'],
  ['bfd', 'track_bfd'],
] as const;

/** What the lines of an instance or of a sync group follow; names that nothing defines are reported. */
export const trackedBy = (
  block: BoundBlock<TrackLists> | undefined,
  trackers: Trackers,
  diagnostics: Diagnostic[],
): Tracked[] =>
  lists.flatMap(([kind, keyword]) =>
    all(block, keyword).flatMap((list) =>
      list.entries.flatMap((entry): Tracked[] => {
        const name = entry.line.args[0]?.value;
        if (typeof name !== 'string') return [];
        const { span } = entry;
        const tracker = trackerFor(trackers, kind, name, span, diagnostics);
        const written = entry.line.options.findLast((option) => option.name === 'weight');
        const weight = written?.args[0]?.value ?? tracker?.weight ?? 0;
        return [{ kind, keyword, name, weight: Number(weight), span }];
      }),
    ),
  );
