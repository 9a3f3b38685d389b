// A plan as a file: all that apply needs, so that what was looked at is what is carried out. The JSON
// Schema of this is docs/plan.schema.json.

import type { IdleKeyword } from '../ir/model.ts';
import type { Shape } from '../base/shape.ts';
import type { Duty } from './duties.ts';
import type { Planned } from './plan.ts';
import type { Step } from './step.ts';

export const planSchema = 1;

/** What the plan takes for true without being able to know it. */
export interface Assumption {
  readonly about:
    'roles' | 'servers' | 'node' | 'members' | 'traffic' | 'kernel' | 'record' | 'configuration';
  readonly text: string;
}

export interface PlanFile extends Pick<
  Planned,
  'steps' | 'expects' | 'vanishes' | 'adopts' | 'releases'
> {
  readonly kind: 'hactl-plan';
  readonly schemaVersion: typeof planSchema;
  readonly hactl: string;
  readonly configuration: string;
  /** `live`, `empty`, or the file of a saved state. */
  readonly against: string;
  readonly assumptions: readonly Assumption[];
  /** Keywords of the file that plan and apply do not act on. */
  readonly idle: readonly Pick<IdleKeyword, 'keyword' | 'count'>[];
  /** What the modules of the file ask for that is no object of the kernel. */
  readonly duties: readonly Duty[];
  /** Of the record of owned objects; null when it is not known. */
  readonly serial: number | null;
}

type Parsed<T> = { readonly value: T } | { readonly reason: string };

/** Reads JSON that says what it is and has that shape; the reason why it is not that otherwise. */
export const parseVersioned = <T extends { kind: string; schemaVersion: number }>(
  text: string,
  kind: T['kind'],
  schemaVersion: number,
  shape: Shape,
): Parsed<T> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { reason: `it is no JSON (${(error as Error).message})` };
  }
  const head = value as Partial<T> | null;
  if (head === null || typeof head !== 'object' || head.kind !== kind) {
    return { reason: `it has no "kind": "${kind}"` };
  }
  if (head.schemaVersion !== schemaVersion) {
    return {
      reason: `it has schema version ${head.schemaVersion}, this hactl reads ${schemaVersion}`,
    };
  }
  const problem = shape(value, 'it');
  return problem === null ? { value: head as T } : { reason: problem };
};

export interface Summary {
  readonly add: number;
  readonly change: number;
  readonly remove: number;
}

/** What becomes of an object that several steps are about: removed and made again, it changes. */
export const opOfSteps = (steps: readonly Pick<Step, 'op'>[]): Step['op'] => {
  const isMade = steps.some(({ op }) => op === '+');
  const isRemoved = steps.some(({ op }) => op === '-');
  if (isMade === isRemoved) return '~';
  return isMade ? '+' : '-';
};

/** Counts objects, not steps. */
export const summarize = ({ steps }: Pick<PlanFile, 'steps'>): Summary => {
  const lasting = steps.filter(({ temporary }) => !temporary);
  const ops = [...Map.groupBy(lasting, ({ key }) => key).values()].map(opOfSteps);
  const count = (wanted: Step['op']): number => ops.filter((op) => op === wanted).length;
  return { add: count('+'), change: count('~'), remove: count('-') };
};
