// Scripts, files, processes and BFD sessions: where a file defines them, and what follows them.

import type { keepalived } from '../../grammars/keepalived/index.ts';
import type { Span } from '../base/span.ts';
import {
  all,
  arg,
  type BoundBlock,
  type BoundEntry,
  type BoundStatement,
  blockOf,
  entriesOf,
  isWritten,
  one,
  option,
  optionValue,
} from '../syntax/tree.ts';

type Root = BoundBlock<typeof keepalived>;
type Schema = typeof keepalived;

/** The block that follows a tracker of a kind. */
export type Follows = 'track_script' | 'track_file' | 'track_process' | 'track_bfd';

export interface Tracker {
  readonly follows: Follows;
  readonly name: string;
  /** What it adds to priorities while it is up, or takes while it is down when negative. */
  readonly weight: number;
  readonly statement: BoundStatement;
}

/** A line that follows a tracker or an interface; with weight 0 its failure means FAULT. */
export interface Followed {
  readonly follows: Follows | 'track_interface';
  readonly name: string;
  readonly weight: number;
  readonly span: Span;
}

/** A file may have the name of a script. */
export const keyOf = ({ follows, name }: Pick<Followed, 'follows' | 'name'>): string =>
  `${follows} ${name}`;

/** The keywords that define trackers, and the weight of one that says none. */
const definitions = [
  ['vrrp_script', 'track_script', 0],
  ['vrrp_track_process', 'track_process', 0],
  ['track_file', 'track_file', 1],
  ['vrrp_track_file', 'track_file', 1],
  ['bfd_instance', 'track_bfd', 0],
] as const satisfies readonly (readonly [keyof Schema, Follows, number])[];

const withSense = (weight: number, isReversed: boolean): number => (isReversed ? -weight : weight);

/** Everything of a file that can be followed, in its order by kind. */
export const trackersOf = (root: Root): Tracker[] =>
  definitions.flatMap(([keyword, follows, usual]) =>
    all(root, keyword).flatMap((statement): Tracker[] => {
      const name = arg(statement, 0);
      if (name === undefined) return [];
      const written = one(blockOf(statement), 'weight');
      const weight = withSense(arg(written, 0) ?? usual, arg(written, 1) === 'reverse');
      return [{ follows, name, weight, statement }];
    }),
  );

/** Trackers by what tells them apart. */
const byKey = (trackers: readonly Tracker[]): Map<string, Tracker> =>
  new Map(trackers.map((tracker) => [keyOf(tracker), tracker]));

type LineSpec = Schema['vrrp_instance']['block']['track_script']['entries'];
type Follower = BoundBlock<Pick<Schema['vrrp_instance']['block'], Followed['follows']>>;

const followed = (
  entry: BoundEntry<LineSpec>,
  follows: Followed['follows'],
  trackers: ReadonlyMap<string, Tracker>,
): Followed[] => {
  const name = arg(entry, 0);
  if (name === undefined) return [];
  const defined = trackers.get(keyOf({ follows, name }))?.weight ?? 0;
  // A line with a bad weight is ignored.
  const otherwise = option(entry, 'weight') === undefined ? defined : 0;
  const weight = optionValue(entry, 'weight') ?? otherwise;
  const isReversed = option(entry, 'reverse') !== undefined;
  return [{ follows, name, weight: withSense(weight, isReversed), span: entry.span }];
};

const lists = [
  'track_script',
  'track_file',
  'track_process',
  'track_bfd',
  'track_interface',
] as const;

/** Whether keepalived takes a line: it ignores names that are not defined, and a second line of one. */
const isTaken = (line: Followed, before: readonly Followed[], known: ReadonlySet<string>) =>
  (known.has(keyOf(line)) || line.follows === 'track_interface') &&
  !before.some((other) => keyOf(other) === keyOf(line));

/** What an instance or a sync group follows, with the weights that count there. */
export const followedBy = (
  block: Follower | undefined,
  trackers: ReadonlyMap<string, Tracker>,
): Followed[] =>
  lists.flatMap((follows) =>
    all(block, follows).flatMap((list) =>
      entriesOf(list).flatMap((entry) => followed(entry, follows, trackers)),
    ),
  );

/** Members of sync groups by the group that they follow; of a group without weights by null. */
const groupsByMember = (root: Root): Map<string, Follower | null> =>
  new Map(
    all(root, 'vrrp_sync_group').flatMap((group) => {
      const block = blockOf(group);
      const weighs =
        isWritten(block, 'sync_group_tracking_weight') || isWritten(block, 'global_tracking');
      const members = all(block, 'group').flatMap(entriesOf);
      return members.map(
        (entry) => [arg(entry, 0) ?? '', weighs ? (block ?? null) : null] as const,
      );
    }),
  );

/**
 * What moves the priority of each instance, by its name. In a sync group weights count only when the group
 * says so (vrrp_sync.c).
 */
export const weightsOf = (root: Root): Map<string, Followed[]> => {
  const trackers = byKey(trackersOf(root));
  const known = new Set(trackers.keys());
  const groups = groupsByMember(root);
  return new Map(
    all(root, 'vrrp_instance').map((instance) => {
      const name = arg(instance, 0) ?? '';
      const group = groups.get(name);
      const followed =
        group === null
          ? []
          : [...followedBy(blockOf(instance), trackers), ...followedBy(group, trackers)];
      const taken = followed.filter((line, at) => isTaken(line, followed.slice(0, at), known));
      return [name, taken.filter(({ weight }) => weight !== 0)] as const;
    }),
  );
};
