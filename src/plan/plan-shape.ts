// What a saved plan must look like, member by member; docs/plan.schema.json says the same to others.

import {
  both,
  either,
  integer,
  listOf,
  object,
  oneOf,
  type Shape,
  text,
  tuple,
} from '../base/shape.ts';
import type { Expectation } from './plan.ts';
import { planSchema } from './plan-file.ts';
import { isKeyOf, keyShape, resourceShape } from './resource-shape.ts';
import type { Step } from './step.ts';

/** The object of a step, under its own key. */
const stepObject: Shape = (value, place) => {
  const { op, key, before, after } = value as Step;
  const resource = after ?? before;
  if (resource === undefined || (op === '~' && before === undefined))
    return `${place} has no object`;
  if ((op === '-') === (after !== undefined)) return `${place} does not say what "${op}" is about`;
  return isKeyOf(key, resource) ? null : `${place}.key is not that of its object`;
};

const stepShape = both(
  object(
    { id: integer(1), op: oneOf('+', '~', '-'), key: keyShape },
    {
      before: resourceShape,
      after: resourceShape,
      why: text,
      irreversible: text,
      note: text,
      temporary: oneOf(true),
      foreign: oneOf(true),
      resetsConnections: oneOf(true),
    },
  ),
  stepObject,
);

const expectationShape = both(
  tuple(keyShape, either(oneOf(null), resourceShape)),
  (value, place) => {
    const [key, resource] = value as Expectation;
    return resource === null || isKeyOf(key, resource) ? null : `${place}[0] is not its key`;
  },
);

const keys = listOf(keyShape);

export const planShape = object({
  kind: oneOf('hactl-plan'),
  schemaVersion: oneOf(planSchema),
  hactl: text,
  configuration: text,
  against: text,
  assumptions: listOf(
    object({
      about: oneOf(
        'roles',
        'servers',
        'node',
        'members',
        'traffic',
        'kernel',
        'record',
        'configuration',
      ),
      text,
    }),
  ),
  idle: listOf(object({ keyword: text, count: integer(1) })),
  duties: listOf(object({ module: text, text })),
  serial: either(oneOf(null), integer(0)),
  steps: listOf(stepShape),
  expects: listOf(expectationShape),
  vanishes: keys,
  adopts: keys,
  releases: keys,
});
