// Lines of a shell script.

import type { Directive } from '../directive.ts';
import type { Output, OutputLine } from './output.ts';

export const scriptLine = (
  text: string,
  from: readonly Directive[] = [],
  isSecret = false,
): OutputLine => ({ text, from, isSecret });

/** A script that stops at nothing: what follows a failed command has to be done all the same. */
export const scriptOutput = (
  path: string,
  head: readonly string[],
  body: readonly OutputLine[],
): Output => {
  const about = ['#!/bin/sh', ...head.map((said) => `# ${said}`)].map((text) => scriptLine(text));
  return { path, language: 'shell', isExecutable: true, lines: [...about, ...body] };
};
