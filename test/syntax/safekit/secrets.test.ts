// What of an XML file must not be shown.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { secretsOfXml } from '../../../src/syntax/safekit/secrets.ts';

const rows: readonly (readonly [what: string, text: string, secrets: readonly string[]])[] = [
  ['a variable', '<var name="DB_PASSWORD" value="a b"/>', ['a b']],
  ['a macro in single quotes', "<macro name='API_TOKEN' value='x'/>", ['x']],
  ['a value before its name', '<var value="x" name="SECRET"/>', ['x']],
  ['a value on two lines', '<var name="PASSWORD" value="x\ny"/>', ['x', 'y']],
  ['a tag with a quote that is open', '<var x="name="PASSWORD" value="y"/>', ['y']],
  ['a value with a quote that is open', '<var name="PASSWORD" value="y', ['y']],
  ['an option in arguments', '<custom arg="--password hunter2 -v"/>', ['hunter2']],
  ['nothing of other variables', '<var name="APP" value="/srv/app"/>', []],
  ['nothing of the next tag', '<var name="PASSWORD"/><var name="APP" value="x"/>', []],
];

for (const [what, text, secrets] of rows) {
  test(`hides ${what}`, () => {
    const found = secretsOfXml({ file: 'a.xml', text, base: 0 });
    assert.equal(
      found.map(({ start, end }) => text.slice(start, end)),
      secrets,
    );
  });
}

test.run();
