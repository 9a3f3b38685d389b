// advert_int against what the protocol can say: whole seconds up to 255 in version 2 (RFC 3768 §5.3.7),
// hundredths of a second up to 40.95 in version 3 (RFC 9568 §5.2.7).

import { diagnostic } from '../../../diag/diagnostic.ts';
import { value } from '../../../syntax/tree.ts';
import { type InstanceCase, placeOf } from './context.ts';

const longest3 = 40.95;

export const checkAdvertInterval = (found: InstanceCase): void => {
  const { block, instance, diagnostics } = found;
  const seconds = value(block, 'advert_int');
  if (seconds === undefined) return;
  const { name, version } = instance;
  const report = (possible: string, used: number): void => {
    const values = { name, version, possible, used };
    diagnostics.push(diagnostic('HA3038', placeOf(found, 'advert_int'), values));
  };
  const hundredths = Math.round(seconds * 1e6) / 1e4;
  if (version === 2 && !Number.isInteger(seconds)) {
    report('every whole number of seconds', Math.max(1, Math.round(seconds)));
  } else if (version === 3 && seconds > longest3) {
    report(`at least every ${longest3} s`, longest3);
  } else if (version === 3 && !Number.isInteger(hundredths)) {
    report('in steps of 10 ms', Math.max(1, Math.round(hundredths)) / 100);
  }
};
