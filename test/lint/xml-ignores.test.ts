// `<!-- hactl-ignore -->`: for which elements it is.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../../src/app/lint.ts';
import { loadText } from '../../src/app/load.ts';
import { selectedCodes } from '../../src/diag/selection.ts';

/** `LINE CODE` of what is found in a text. */
const found = (text: string): string[] => {
  const result = loadText('a.xml', text);
  const all = judge(result, { codes: selectedCodes({}), severities: new Map() });
  return all.map(
    ({ code, span }) => `${span === null ? '-' : result.sources.locate(span.start).line} ${code}`,
  );
};

const ignore = '<!-- hactl-ignore HA2102 -->\n';
const inService = (lines: string): string =>
  `<safe>\n<service mode="light">\n${lines}\n</service>\n</safe>\n`;

const rows: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['nothing', inService('<user a=""/>'), ['3 HA3101', '3 HA2102']],
  [
    'the next element',
    inService(`${ignore}<user a=""/>\n<errd b=""/>`),
    ['4 HA3101', '5 HA3101', '5 HA2102'],
  ],
  ['what is in the next element', `${ignore}${inService('<user a=""/>')}`, ['4 HA3101']],
  ['an element on its line', inService('<user a=""/> <!-- hactl-ignore HA2102 -->'), ['3 HA3101']],
  [
    'several codes, with a reason',
    inService('<!-- hactl-ignore HA2102, element-not-run: as agreed -->\n<user a=""/>'),
    [],
  ],
  ['an element without it', inService(`${ignore}<user/>`), ['3 HA4902', '4 HA3101']],
  [
    'no element of another one',
    inService(`<user>\n${ignore}</user>\n<errd a=""/>`),
    ['3 HA3101', '4 HA4902', '6 HA3101', '6 HA2102'],
  ],
  [
    'a code that is none',
    inService('<!-- hactl-ignore nothing-known -->\n<user/>'),
    ['3 HA4901', '4 HA3101'],
  ],
  ['no code at all', inService('<!-- hactl-ignore -->\n<user/>'), ['3 HA4900', '4 HA3101']],
];

for (const [what, text, expected] of rows) {
  test(`ignores in ${what}`, () => {
    assert.equal(
      found(text).filter((line) => !line.endsWith('HA4614')),
      expected,
    );
  });
}

test.run();
