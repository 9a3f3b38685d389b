// Inputs of both languages, each checked as what it is.

import fc from 'fast-check';
import { languageOf } from '../../../src/app/load.ts';
import type { Code } from '../../../src/diag/diagnostic.ts';
import { checkInput } from './check.ts';
import { checkXml } from './check-xml.ts';
import { anyInput, type Input } from './input.ts';
import { anyXml } from './xml.ts';

export const anyFile: fc.Arbitrary<Input> = fc.oneof(
  { weight: 9, arbitrary: anyInput },
  { weight: 1, arbitrary: anyXml },
);

/** Whatever is wrong is thrown; the codes of what hactl finds. */
export const checkFile = (input: Input): readonly Code[] =>
  languageOf(input.text) === 'safekit' ? checkXml(input) : checkInput(input);
