// What was read of a kernel at one moment, and what of it could not be read. It can be saved and be
// planned against elsewhere.

import type { OwnedList } from './owned.ts';
import { keyOf } from './kinds.ts';
import { kernelNames, type NumberNames, type Resource, type State } from './state.ts';

export interface Gap {
  /** `record`: not the kernel, but what hactl remembers of its own doing. */
  readonly topic: 'network' | 'sysctl' | 'nft' | 'ipvs' | 'record';
  /** What was run, or the file that was opened. */
  readonly command: string;
  readonly reason: 'missing-tool' | 'no-permission' | 'no-kernel-support' | 'failed';
  /** The tool's own words. */
  readonly message: string;
}

export interface Observation {
  readonly state: State;
  readonly names: NumberNames;
  readonly gaps: readonly Gap[];
}

/** A host about which nothing is known: no objects, the kernel's own names. */
export const emptyObservation: Observation = { state: new Map(), names: kernelNames, gaps: [] };

export const savedStateSchema = 1;

/** The file that `show state --format json` writes and `plan --against FILE` reads. */
export interface SavedState {
  readonly kind: 'hactl-state';
  readonly schemaVersion: typeof savedStateSchema;
  readonly resources: readonly Resource[];
  readonly names: NumberNames;
  readonly gaps: readonly Gap[];
  /** Of the record of owned objects; plans carry it, so that a stale one is noticed. Null: not known. */
  readonly serial: number | null;
  readonly owned: OwnedList;
}

export const stateFromSaved = ({ resources, names, gaps }: SavedState): Observation => ({
  state: new Map(resources.map((resource) => [keyOf(resource), resource])),
  names,
  gaps,
});
