// Documents that are generated are as their sources have them.

import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { documents } from '../scripts/gen-docs.ts';

const root = new URL('..', import.meta.url).pathname;

for (const [path, text] of documents) {
  test(`${path} is fresh`, () => {
    assert.fixture(readFileSync(`${root}${path}`, 'utf8'), text, 'run scripts/gen-docs.ts');
  });
}

test.run();
