// Reading a kernel: which commands to run, and what their output says. A query that cannot be answered
// leaves a gap, with the reason; what it would have shown is unknown then, not absent.

import type { Gap } from '../plan/observation.ts';
import type { Resource } from '../plan/state.ts';

export interface Query {
  readonly topic: Exclude<Gap['topic'], 'record'>;
  readonly argv: readonly string[];
  /** Reads the standard output; throws on output it does not understand. */
  readonly read: (output: string) => readonly Resource[];
}

/** Output of `ip -j` and `nft -j`, checked no further than being JSON: fields are read with care. */
export type Json = { readonly [field: string]: unknown };

export const parseList = (output: string): readonly Json[] => {
  const text = output.trim();
  return text === '' ? [] : (JSON.parse(text) as Json[]);
};

export const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;

export const integer = (value: unknown, otherwise = 0): number => {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise;
};

/** An object without the members that are undefined. */
export const compact = <T extends object>(members: { [K in keyof T]: T[K] | undefined }): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
