// What SafeKit's XML is, as data: elements with their attributes and what may stand inside them. Facts
// are those of the SafeKit User's Guide 8.2, §12 and §13.

import { type ArgSpec, int32, int, oneOf, type ValueOf } from '../schema.ts';

export const modes = ['mirror', 'farm', 'light'] as const;
export type Mode = (typeof modes)[number];

/**
 * What hactl does with a part of a file: `plan`, the kernel is made so; `daemon`, whoever watches the
 * service acts on it; `parsed`, it is understood and checked, no more.
 */
export type Applies = 'plan' | 'daemon' | 'parsed';

export interface AttributeSpec<T = unknown> {
  /** One sentence. */
  readonly doc: string;
  readonly arg: ArgSpec<T>;
  /** As it would be written. */
  readonly default?: string;
  readonly required?: boolean;
  /** Modules that may have it; absent: all that may have its element. */
  readonly modes?: readonly Mode[];
  /** First release that knows it, where the guide says so. */
  readonly since?: string;
  /** Absent: as its element. */
  readonly applies?: Applies;
  /** Why it no longer does anything, or what to write instead. */
  readonly obsolete?: string;
}
export type AttributeTable = { readonly [name: string]: AttributeSpec };

export interface ElementSpec {
  readonly doc: string;
  readonly attributes: AttributeTable;
  readonly children: ElementTable;
  /** May stand more than once in its parent. */
  readonly repeats?: boolean;
  /** Its parent means nothing without it. */
  readonly required?: boolean;
  readonly modes?: readonly Mode[];
  readonly applies: Applies;
  /** What it means for people that hactl does not run it. */
  readonly notRun?: string;
  /** Parts that can be changed while the module runs: attributes by name, or all; absent: not stated. */
  readonly dynamic?: boolean | readonly string[];
  /** Its text belongs to it, such as rules in CDATA. */
  readonly holdsText?: boolean;
  readonly obsolete?: string;
}
export type ElementTable = { readonly [name: string]: ElementSpec };

/** What an attribute says: never nothing when it has a default. */
export type AttributeValue<A extends AttributeSpec> = A extends { readonly default: string }
  ? ValueOf<A['arg']>
  : ValueOf<A['arg']> | undefined;

type Facts = Omit<AttributeSpec, 'doc' | 'arg'>;

/** Keeps the types of a table of attributes; `facts` may be left out. */
export const attribute = <T, const F extends Facts = Record<never, never>>(
  doc: string,
  arg: ArgSpec<T>,
  facts?: F,
): { readonly doc: string; readonly arg: ArgSpec<T> } & F => ({
  doc,
  arg,
  ...(facts ?? ({} as F)),
});

export const onOff = oneOf('on', 'off');
export const count = (name = 'COUNT'): ArgSpec<number> => int(name, 0, int32);

/** Names that lead from a root to an element, as `vip/interface_list/interface`. */
export interface ElementPlace {
  readonly path: readonly string[];
  readonly name: string;
  readonly spec: ElementSpec;
}

/** Every element of a table and of those inside it, each behind the one around it. */
export const elementsOf = (
  table: ElementTable,
  path: readonly string[] = [],
): readonly ElementPlace[] =>
  Object.entries(table).flatMap(([name, spec]) => [
    { path, name, spec },
    ...elementsOf(spec.children, [...path, name]),
  ]);
