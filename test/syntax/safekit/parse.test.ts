// XML as it is read: what is kept, what is refused, and how soon.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSourceMap } from '../../../src/diag/source-map.ts';
import { parseXml, type XmlTree } from '../../../src/syntax/safekit/parse.ts';
import { cpuMs } from '../../support/cpu-time.ts';

const parse = (text: string): { tree: XmlTree; codes: string[] } => {
  const { tree, diagnostics } = parseXml(createSourceMap().add('a.xml', text));
  return { tree, codes: diagnostics.map(({ code }) => code) };
};

const valueOf = (text: string): string | null | undefined => {
  const { tree, codes } = parse(`<a b="${text}"/>`);
  assert.equal(codes, []);
  return tree.root?.attributes[0]?.value;
};

const values: readonly (readonly [written: string, meant: string])[] = [
  ['plain', 'plain'],
  ['&lt;&gt;&amp;&quot;&apos;', '<>&"\''],
  ['&#65;&#x42;', 'AB'],
  ['&#10;', '\n'],
  ['a\nb\tc\r\nd', 'a b c d'],
  ['a > b', 'a > b'],
];

for (const [written, meant] of values) {
  test(`reads the value ${JSON.stringify(written)}`, () => assert.is(valueOf(written), meant));
}

const refused: readonly (readonly [what: string, text: string, code: string])[] = [
  ['an entity of its own', '<a b="&c;"/>', 'HA1110'],
  ['a character that XML has not', '<a b="&#0;"/>', 'HA1110'],
  ['a declaration of entities', '<!DOCTYPE a [<!ENTITY b "c">]><a/>', 'HA1106'],
  ['an entity from a file', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', 'HA1106'],
  ['a parameter entity', '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://x/">%b;]><a/>', 'HA1106'],
  ['a document type inside', '<a><!DOCTYPE a></a>', 'HA1106'],
  [
    'too many attributes',
    `<a ${Array.from({ length: 65 }, (_, i) => `b${i}=""`).join(' ')}/>`,
    'HA1109',
  ],
];

for (const [what, text, code] of refused) {
  test(`refuses ${what}`, () => assert.equal(parse(text).codes, [code]));
}

const laughs = [
  '<!DOCTYPE a [<!ENTITY l0 "ha">',
  ...Array.from({ length: 20 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`),
  ']><a>&l20;</a>',
].join('\n');

const size = 2_000_000;
const filled = (piece: string): string => piece.repeat(size / piece.length);

/** What would take for ever, or more than the stack, in one that is not careful. */
const bombs: readonly (readonly [what: string, text: string])[] = [
  ['entities of entities', laughs],
  ['deep nesting', filled('<a>')],
  ['deep nesting with end tags of others', filled('<a></b>')],
  ['as many elements as fit', `<a>${'<b/>'.repeat(240_000)}</a>`],
  ['as many attributes as fit', `<a ${'b="" '.repeat(190_000)}/>`],
  ['open quotes', `<a ${'"'.repeat(900_000)}`],
  ['one open quote after the other', `<a ${`" '`.repeat(300_000)}`],
  ['signs that open nothing', '<'.repeat(900_000)],
  ['an open comment', `<a/><!--${'-'.repeat(900_000)}`],
  ['an open section', `<a><![CDATA[${']'.repeat(900_000)}`],
  ['an open document type', `<!DOCTYPE ${'['.repeat(900_000)}`],
  ['an open instruction', `<?${'?'.repeat(900_000)}`],
  ['end tags alone', '</a>'.repeat(240_000)],
  ['references', `<a b="${'&'.repeat(900_000)}"/>`],
  ['more than is read', filled('<a/>')],
];

for (const [what, text] of bombs) {
  test(`is done with ${what} within a second`, () => {
    const start = cpuMs();
    const { codes } = parse(text);
    assert.ok(cpuMs() - start < 1000, `it takes ${Math.round(cpuMs() - start)} ms`);
    assert.ok(codes.length > 0);
  });
}

test('knows where everything stands', () => {
  const text = '<!-- a -->\n<b c="d">\n  <e/>\n</b>\n';
  const { tree } = parse(text);
  const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
  const { root, comments } = tree;
  assert.equal(comments.map(at), ['<!-- a -->']);
  assert.is(root && at(root.span), '<b c="d">');
  assert.is(root && at(root.nameSpan), 'b');
  assert.is(root && at(root.whole), '<b c="d">\n  <e/>\n</b>');
  assert.equal(
    root?.attributes.map(({ nameSpan, valueSpan }) => [at(nameSpan), at(valueSpan)]),
    [['c', 'd']],
  );
});

test('reads macros that stand before the root element as if they stood in it', () => {
  const { tree, codes } = parse('<macro name="A" value="b"/>\n<safe><service/></safe>');
  assert.equal(codes, ['HA1111']);
  assert.equal(
    tree.root?.children.map(({ name }) => name),
    ['macro', 'service'],
  );
});

test.run();
