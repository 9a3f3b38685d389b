// What the planner must know about a kind of resource, all of it pure.

import type { Resource, ResourceKey } from '../state.ts';

export interface KindVerbs<R extends Resource> {
  /** Identity: the kernel holds one object of a key, whatever its other attributes. */
  readonly key: (resource: R) => ResourceKey;
  /** Whether what is found is what is wanted. */
  readonly equal: (wanted: R, found: R) => boolean;
  /** What a wish leaves open taken from what is found, so that people see what differs. */
  readonly filled?: (wanted: R, found: R) => R;
  /** Whether going from one to the other takes a removal and a new start. */
  readonly needsReplacing: (found: R, wanted: R) => boolean;
  /** Objects that must be there before it, and that take it along when they go. */
  readonly dependsOn: (resource: R) => readonly ResourceKey[];
  /** What it is, in one line. */
  readonly title: (resource: R) => string;
  /** Its attributes for people; undefined ones are not shown. */
  readonly attributes: (resource: R) => { readonly [name: string]: string | undefined };
  /** What no undo brings back when it is removed. */
  readonly lostOnRemoval?: string;
}

/** Names of flags and the like, in one text; undefined when there are none. */
export const listed = (words: readonly string[]): string | undefined =>
  words.length === 0 ? undefined : words.join(' ');
