// Names of tables and the like, as /etc/iproute2 has them.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { readNames } from '../../src/observe/names.ts';

const rows: readonly (readonly [text: string, names: Record<string, number>])[] = [
  ['254\tmain\n255 local\n', { main: 254, local: 255 }],
  ['# comment\n\n  100  web   # the web\n', { web: 100 }],
  ['0x10 sixteen\n', { sixteen: 16 }],
  ['main 254\nweb\n12x bad\n', {}],
];

for (const [text, names] of rows) {
  test(`reads ${JSON.stringify(text)} as ${JSON.stringify(names)}`, () => {
    assert.equal(readNames(text), names);
  });
}

test.run();
