// Whether a conversion describes what its source describes: both are read anew and compared.

import type { Conversion } from '../conversion.ts';
import { compareFacts, type Verification } from './compare.ts';
import { kernelFacts } from './kernel-facts.ts';
import type { Sides } from './side.ts';
import { trafficFacts } from './traffic-facts.ts';

/** Compares source and result as they were loaded. */
export const verifyConversion = ({ to, rows }: Conversion, sides: Sides): Verification => {
  const kernel = kernelFacts(sides);
  const traffic = trafficFacts(sides);
  const keepalived = [...kernel.keepalived, ...traffic.keepalived];
  const modules = [...kernel.modules, ...traffic.modules];
  return to === 'safekit'
    ? compareFacts(keepalived, modules, rows)
    : compareFacts(modules, keepalived, rows);
};

/** The differences that nothing reported explains. */
export const unexplained = ({ differences }: Verification) =>
  differences.filter(({ rows }) => rows.length === 0);
