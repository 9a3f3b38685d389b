// What hactl made and may therefore change and remove.

import type { Resource, ResourceKey } from './state.ts';

export interface OwnedResource {
  /**
   * A parameter as hactl set it last, and an address whose connections are reset before it goes; of
   * other objects the key says all.
   */
  readonly made?: Resource;
  /** What a parameter was before hactl set it; it gets that value back in the end. */
  readonly former?: Resource;
}
export type Owned = ReadonlyMap<ResourceKey, OwnedResource>;
/** The same as JSON has it. */
export type OwnedList = readonly (readonly [ResourceKey, OwnedResource])[];
