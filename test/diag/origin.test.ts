// Mistakes in a text that is read more than once: told where it was written, and once for each place that
// asks for it with other values.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';

const bad = 'vrrp_script s${N} { \\\nscript /x \\\nweight 30${N} \\\n}\n';

const rows: readonly [what: string, text: string, found: readonly string[]][] = [
  [
    'a line of a repetition',
    '~SEQ(i,1,3) vrrp_script s${i} { interval 0 }',
    [
      '1:13 vrrp_script "s1" has no script, so keepalived leaves it out.',
      '1:42 0 is not within 0.001 and 4294.',
    ],
  ],
  [
    'a definition that one line uses in several ways',
    `$S= \\\n${bad}$T= \\\n$S\n$ALL= \\\n$N=0 \\\n$T \\\n$N=1 \\\n$T\n$ALL`,
    ['4:8 300 is not within -253 and 253.'],
  ],
  [
    'a definition that is used in two places',
    `$S= \\\n${bad}$ALL= \\\n$S\n$N=0\n$ALL\n$N=1\n$ALL`,
    ['4:8 300 is not within -253 and 253.', '4:8 301 is not within -253 and 253.'],
  ],
  [
    'a value that two lines use',
    '$W=300\nvrrp_script a {\nscript /x\nweight $W\n}\nvrrp_script b {\nscript /x\nweight $W\n}',
    ['1:4 300 is not within -253 and 253.'],
  ],
];

for (const [what, text, expected] of rows) {
  test(`says as often as it helps what is wrong with ${what}`, () => {
    const { diagnostics, sources } = loadText('x.conf', text);
    const found = diagnostics.map(({ span, message }) => {
      const { line, column } = sources.locate(span?.start ?? 0);
      return `${line}:${column} ${message}`;
    });
    assert.equal(found, expected);
  });
}

test.run();
