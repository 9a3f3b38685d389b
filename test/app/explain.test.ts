// hactl explain: codes, slugs and words, as people read them: fixtures/explain.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { explain, type Explanation, explainWords } from '../../src/app/explain.ts';
import { readOwnFile } from '../../src/host/node/package-files.ts';
import { renderExplanations } from '../../src/views/explain.ts';
import { plain } from '../../src/views/paint.ts';
import { expectGolden } from '../support/golden.ts';

const explained = async (name: string): Promise<readonly Explanation[]> => {
  const found = await explain(name, readOwnFile);
  if ('hint' in found) throw new Error(found.hint);
  return found;
};

const names = [
  'HA1001',
  'HA2005',
  'priority',
  'virtual_server',
  'auth_pass',
  'track_interface',
  'nexthop',
  'include',
  '@id',
  '$NAME',
  '~SEQ',
  'use_vmac',
  'vrrp_track_file',
  'real_server weight',
  'HA48',
  'vip/interface',
  'arpreroute',
  'virtual_addr where',
  'rfs',
];

for (const name of names) {
  test(`explains ${name}`, async () => {
    const shown = renderExplanations(await explained(name), plain);
    expectGolden(`explain/${name.replace(/[ /]/g, '-')}.txt`, shown);
    const long = shown.split('\n').filter((line) => line.length > 90);
    assert.equal(long, []);
  });
}

const same: readonly (readonly [name: string, other: string])[] = [
  ['ha2005', 'HA2005'],
  ['extra-words', 'HA2005'],
  ['Extra-Words', 'HA2005'],
  ['PRIORITY', 'priority'],
  ['http_get', 'HTTP_GET'],
];

for (const [name, other] of same) {
  test(`takes ${name} for ${other}`, async () => {
    assert.equal(await explained(name), await explained(other));
  });
}

const hints: readonly (readonly [name: string, hint: RegExp])[] = [
  ['priorty', /did you mean "priority"/],
  ['extra-word', /did you mean "extra-words"/],
  ['lvs_id', /write router_id/],
  ['HA9999', /docs\/diagnostics\.md/],
  ['', /docs\/keywords\.md/],
];

for (const [name, hint] of hints) {
  test(`has a hint for "${name}"`, async () => {
    const found = await explain(name, readOwnFile);
    assert.match('hint' in found ? found.hint : '', hint);
  });
}

test('has one sentence at least for each meaning, and a place', () => {
  for (const { word, meanings } of explainWords()) {
    for (const { doc, places } of meanings) {
      assert.match(doc, /[^ ]\.$/, word);
      assert.ok(places.length > 0, word);
    }
  }
});

test.run();
