// What a saved state and the record must look like, member by member; docs/state.schema.json says the same
// of the state to others.

import { dictionary, either, integer, listOf, object, oneOf, text, tuple } from '../base/shape.ts';
import { savedStateSchema } from './observation.ts';
import { keyShape, resourceShape } from './resource-shape.ts';

/** Owned objects by key. */
export const ownedShape = listOf(
  tuple(keyShape, object({}, { made: resourceShape, former: resourceShape })),
);

const numbers = dictionary(text, integer(0));

const gap = object({
  topic: oneOf('network', 'sysctl', 'nft', 'ipvs', 'record'),
  command: text,
  reason: oneOf('missing-tool', 'no-permission', 'no-kernel-support', 'failed'),
  message: text,
});

export const savedStateShape = object({
  kind: oneOf('hactl-state'),
  schemaVersion: oneOf(savedStateSchema),
  resources: listOf(resourceShape),
  names: object({ tables: numbers, protocols: numbers, scopes: numbers }),
  gaps: listOf(gap),
  serial: either(oneOf(null), integer(0)),
  owned: ownedShape,
});
