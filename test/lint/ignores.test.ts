// `# hactl-ignore` where there are many: for which statements they are, and that it does not take long.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../../src/app/lint.ts';
import { loadText } from '../../src/app/load.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { cpuMs } from '../support/cpu-time.ts';

/** `LINE CODE` of what is found in a text. */
const found = (text: string): string[] => {
  const result = loadText('a.conf', text);
  const all = judge(result, { codes: selectedCodes({}), severities: new Map() });
  return all.map(
    ({ code, span }) => `${span === null ? '-' : result.sources.locate(span.start).line} ${code}`,
  );
};

const ignore = '# hactl-ignore HA2001\n';

const rows: (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['the next statement', `global_defs {\n${ignore}a 1\nb 1\n}\n`, ['4 HA2001']],
  ['the next block with what is in it', `${ignore}global_defs {\na 1\nb 1\n}\n`, []],
  [
    'no statement of another block',
    `global_defs {\n${ignore}}\nstatic_x 1\n`,
    ['2 HA4902', '4 HA2001'],
  ],
  ['one statement twice', `global_defs {\n${ignore}${ignore}a 1\nb 1\n}\n`, ['5 HA2001']],
  ['a statement behind a block', `static_routes {\n}\n${ignore}a 1\nb 1\n`, ['5 HA2001']],
  [
    'a comment behind the next statement',
    'static_routes {\n}\nvrrp_script s {\nscript /bin/true\n# hactl-ignore HA1009\ninterval 2#x\n}\n',
    ['3 HA4202', '4 HA4305'],
  ],
  [
    'the comment that it is itself',
    'vrrp_script s {\nscript /bin/true\ninterval 2#hactl-ignore HA1009\n}\n',
    ['1 HA4202', '2 HA4305'],
  ],
  ['nothing at the end of the text', `global_defs {\n}\n${ignore}`, ['3 HA4902']],
];

const missing = '# hactl-ignore HA1017 comes with the image\n';
rows.push(
  ['an include', `${missing}include none.conf\n`, []],
  [
    'an include above a statement',
    `${missing}\n${missing}include none.conf\nglobal_defs {\n}\n`,
    [],
  ],
  ['an include in its line', `include none.conf ${missing}include none.conf\n`, ['2 HA1017']],
  [
    'no include further down',
    `${missing}global_defs {\n}\ninclude none.conf\n`,
    ['1 HA4902', '4 HA1017'],
  ],
);

for (const [what, text, expected] of rows) {
  test(`ignores ${what}`, () => assert.equal(found(text), expected));
}

test('ignores as much as a generator writes', () => {
  const start = cpuMs();
  assert.equal(found(`global_defs {\n${`${ignore}nonsense 1\n`.repeat(20_000)}}\n`), []);
  assert.equal(found(`global_defs {\n${ignore.repeat(20_000)}nonsense 1\n}\n`), []);
  assert.ok(cpuMs() - start < 5000, 'takes too long');
});

test.run();
