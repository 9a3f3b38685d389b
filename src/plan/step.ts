// Steps of a plan: one object, what it is before and after. All that apply does is in here.

import type { Resource, ResourceKey } from './state.ts';

export interface Step {
  /** From 1, in the order of execution. */
  readonly id: number;
  readonly op: '+' | '~' | '-';
  readonly key: ResourceKey;
  readonly before?: Resource;
  readonly after?: Resource;
  /** `file:line` that wants it; absent when something is taken away because nothing wants it. */
  readonly why?: string;
  /** What no undo brings back. */
  readonly irreversible?: string;
  /** Why it is done when the file does not say so. */
  readonly note?: string;
  /** Taken back by a later step of the same plan. */
  readonly temporary?: true;
  /** Of somebody else, put back as it was because the kernel drops it on the way. */
  readonly foreign?: true;
  /** Connections to the address that goes are reset first. */
  readonly resetsConnections?: true;
}

/** What each key shall be in the end; null: gone. */
export type Target = ReadonlyMap<ResourceKey, Resource | null>;
