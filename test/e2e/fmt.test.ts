// keepalived itself says the same about a file before and after hactl fmt.

import * as assert from 'uvu/assert';
import { formatKeepalived } from '../../src/syntax/keepalived/format.ts';
import { askKeepalived } from '../support/ask-keepalived.ts';
import { foldersIn, readFixture } from '../support/golden.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const test = suiteUnless('fmt and keepalived', whyNoNamespaces() ?? whyNoPrograms('keepalived'));

const files = [
  ...foldersIn('fmt').map((name) => `fmt/${name}/input.conf`),
  ...foldersIn('keepalived').map((name) => `keepalived/${name}/input.conf`),
];

for (const file of files) {
  test(`keepalived reads the same in ${file}`, () => {
    const text = readFixture(file);
    for (const id of ['main', 'other']) {
      const [before, after] = [text, formatKeepalived(text)].map((one) =>
        askKeepalived(one, id, ['unshare', '-n']),
      );
      assert.is(after, before);
    }
  });
}

test.run();
