// Texts that are not UTF-8, by what their first bytes say.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { decodeXml } from '../../../src/syntax/safekit/encoding.ts';

const text = '<safe name="é"/>';

/** Bytes as the host hands them on: each as one character. */
const latin1 = (bytes: Buffer): string => bytes.toString('latin1');
const utf16 = (of: string): Buffer => Buffer.from(of, 'utf16le');

const declared = (encoding: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?>${text}`;

const rows: readonly (readonly [what: string, bytes: Buffer, read: string | null])[] = [
  ['UTF-16 with a mark, low byte first', utf16(`\ufeff${text}`), text],
  ['UTF-16 with a mark, high byte first', utf16(`\ufeff${text}`).swap16(), text],
  ['UTF-16 without a mark, low byte first', utf16(text), text],
  ['UTF-16 without a mark, high byte first', utf16(text).swap16(), text],
  ['ISO-8859-1', Buffer.from(declared('ISO-8859-1'), 'latin1'), declared('ISO-8859-1')],
  ['half a character of UTF-16', utf16(`\ufeff${text}`).subarray(0, -1), null],
  ['bytes without a declaration', Buffer.from(text, 'latin1'), null],
  ['an encoding that nobody reads', Buffer.from(declared('EBCDIC'), 'latin1'), null],
  ['something else', Buffer.from([0, 1, 2, 255]), null],
];

for (const [what, bytes, read] of rows) {
  test(`${read === null ? 'leaves' : 'reads'} ${what}`, () => {
    assert.is(decodeXml(latin1(bytes)), read);
  });
}

test.run();
