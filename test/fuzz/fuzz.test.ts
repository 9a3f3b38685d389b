// Whatever a file holds: reading it ends, ends soon, says where it is wrong, and keeps its secrets.
// `npm run fuzz` tries many more inputs than this.

import fc from 'fast-check';
import { test } from 'uvu';
import { anyFile, checkFile } from '../support/fuzz/any.ts';

const inputs = 20_000;

test(`reads and lints ${inputs} random inputs`, () => {
  fc.assert(
    fc.property(anyFile, (input) => void checkFile(input)),
    { seed: 20260, numRuns: inputs },
  );
});

test.run();
