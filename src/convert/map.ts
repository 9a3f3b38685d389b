// The map of a user: answers to what a conversion asks, by key, as JSON.

import type { Choice, ChoiceValue } from './choices.ts';

type ReadMap = { readonly given: ReadonlyMap<string, ChoiceValue> } | { readonly problem: string };

const isAnswer = (value: unknown): value is ChoiceValue =>
  typeof value === 'string' || typeof value === 'number';

/** Reads a map; whether its keys are asked for, only a conversion knows. */
export const readMap = (text: string): ReadMap => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: `it is no JSON (${(error as Error).message})` };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { problem: 'it is no JSON object' };
  const { choices, $schema: _schema, ...others } = value as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other !== undefined) return { problem: `it has "${other}" beside "choices"` };
  if (typeof choices !== 'object' || choices === null || Array.isArray(choices))
    return { problem: 'it has no object "choices"' };
  const entries = Object.entries(choices as Record<string, unknown>);
  const wrong = entries.find(([, answer]) => !isAnswer(answer));
  if (wrong !== undefined) return { problem: `"${wrong[0]}" is neither a text nor a number` };
  return { given: new Map(entries as [string, ChoiceValue][]) };
};

/** A map with all that a conversion asked, answered as it did. */
export const writeMap = (choices: readonly Choice[]): string => {
  const answers = Object.fromEntries(choices.map(({ key, value }) => [key, value]));
  return `${JSON.stringify({ choices: answers }, null, 2)}\n`;
};
