// Offsets among all texts of a run, and the file, line and column they stand for.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createSourceMap, fileLine } from '../../src/diag/source-map.ts';

const first = 'one\ntwo\r\n\nfour';
const second = '';
const third = 'a\n';

const sources = createSourceMap();
const bases = [
  sources.add('first.conf', first).base,
  sources.add('second.conf', second).base,
  sources.add('third.conf', third).base,
];

const rows: readonly [number, number, string, string][] = [
  [0, 0, 'first.conf:1:1', 'one'],
  [0, 2, 'first.conf:1:3', 'one'],
  [0, 3, 'first.conf:1:4', 'one'],
  [0, 4, 'first.conf:2:1', 'two'],
  [0, 8, 'first.conf:2:5', 'two'],
  [0, 9, 'first.conf:3:1', ''],
  [0, 10, 'first.conf:4:1', 'four'],
  [0, first.length, 'first.conf:4:5', 'four'],
  [1, 0, 'second.conf:1:1', ''],
  [2, 0, 'third.conf:1:1', 'a'],
  [2, 2, 'third.conf:2:1', ''],
];

for (const [text, offset, place, line] of rows) {
  test(`finds offset ${offset} of text ${text + 1} at ${place}`, () => {
    const position = sources.locate((bases[text] ?? 0) + offset);
    assert.is(`${position.file}:${position.line}:${position.column}`, place);
    assert.is(position.lineText, line);
    assert.is(position.lineStart, (bases[text] ?? 0) + offset - position.column + 1);
  });
}

test('keeps texts apart: none ends where the next one starts', () => {
  assert.ok((bases[1] ?? 0) > (bases[0] ?? 0) + first.length);
});

test('names a place by file and line', () => {
  assert.is(fileLine(sources, { start: 4, end: 7 }), 'first.conf:2');
});

test('throws for an offset of a map without texts', () => {
  assert.throws(() => createSourceMap().locate(0), /no text/);
});

test.run();
