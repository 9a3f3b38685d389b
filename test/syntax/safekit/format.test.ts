// The layout of XML, and that nothing but the layout changes.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { formatXml } from '../../../src/syntax/safekit/format.ts';
import { expectGolden, foldersIn, hasFixture, readFixture } from '../../support/golden.ts';
import { xmlShape } from '../../support/xml-shape.ts';

/** Checks all that holds of every text, and gives what it is formatted to. */
const format = (text: string): string => {
  const formatted = formatXml(text);
  assert.is(formatXml(formatted), formatted, 'a second time changes something');
  assert.equal(xmlShape(formatted), xmlShape(text));
  assert.not.match(formatted, /[ \t]$/m);
  return formatted;
};

for (const name of foldersIn('fmt-xml')) {
  test(`formats ${name}`, () => {
    const folder = `fmt-xml/${name}`;
    expectGolden(`${folder}/output.xml`, format(readFixture(`${folder}/input.xml`)));
  });
}

const others = ['bad.xml', 'good.xml', 'userconfig.xml', 'cluster.xml'];

test('formats all fixtures without a change of what they say', () => {
  for (const folder of ['diag', 'safekit']) {
    for (const name of foldersIn(folder)) {
      for (const file of others) {
        const path = `${folder}/${name}/${file}`;
        if (hasFixture(path)) format(readFixture(path));
      }
    }
  }
});

const layouts: readonly (readonly [what: string, text: string, formatted: string])[] = [
  ['an empty text', '', ''],
  ['an element without anything inside', '<a>\n</a>', '<a/>\n'],
  ['line ends of DOS', '<a>\r\n<b/>\r\n</a>\r\n', '<a>\n  <b/>\n</a>\n'],
  ['a byte order mark', '\uFEFF<a/>', '<a/>\n'],
  ['single quotes', "<a b='c' d='\"'/>", '<a b="c" d=\'"\'/>\n'],
  ['a comment alone in an element', '<a><!-- b --></a>', '<a> <!-- b -->\n</a>\n'],
  ['empty lines', '<a>\n\n\n<b/>\n\n\n<c/>\n\n</a>', '<a>\n  <b/>\n\n  <c/>\n</a>\n'],
  [
    'text that belongs to its element',
    '<failover> a: b </failover>',
    '<failover> a: b </failover>\n',
  ],
];

for (const [what, text, formatted] of layouts) {
  test(`formats ${what}`, () => assert.is(format(text), formatted));
}

test.run();
