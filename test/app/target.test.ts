// The same lines for several releases of keepalived: which of them know the words.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { newest, type Version, versions } from '../../grammars/keepalived/versions.ts';
import { loadText } from '../../src/app/load.ts';

const codesFor = (text: string, target?: Version): string[] =>
  loadText('input.conf', text, target && { target }).diagnostics.map(({ code }) => code);

const global = (line: string) => `global_defs {\n${line}\n}\n`;

const script = (line: string) => `vrrp_script A {\n${line}\nscript /bin/true\n}\n`;

const cases: readonly [text: string, target: Version, codes: readonly string[]][] = [
  [global('router_id a'), '1.4.5', []],
  [global('json_version 2'), '2.2.7', ['HA2016']],
  [global('json_version 2'), '2.2.8', []],
  [global('vrrp_startup_delay 5'), '2.0.13', ['HA2016']],
  [global('vrrp_startup_delay 5'), '2.0.14', []],
  [global('set_supplementary_groups'), newest, ['HA2016']],
  [script('interval 1.5'), '2.2.7', ['HA2008']],
  [script('interval 1.5'), '2.2.8', []],
  [global('vrrp_netlink_cmd_rcv_bufs 0'), '2.2.7', []],
  [global('vrrp_netlink_cmd_rcv_bufs 0'), newest, ['HA2009']],
  ['track_group A {\ngroup {\nB\n}\n}\n', '2.0.2', ['HA2016']],
  ['track_group A {\ngroup {\nB\n}\n}\n', '2.0.3', []],
];

for (const [text, target, codes] of cases) {
  const line = text.split('\n')[1] ?? '';
  test(`${codes.length === 0 ? 'takes' : 'refuses'} ${line} for ${target}`, () => {
    assert.equal(codesFor(text, target), codes);
  });
}

test('only warns of what a release takes without a word', () => {
  const severities = (target: Version) =>
    loadText('input.conf', global('vrrp_strict maybe'), { target }).diagnostics.map(
      ({ code, severity }) => `${code} ${severity}`,
    );
  assert.equal(severities('2.2.7'), ['HA2011 warning']);
  assert.equal(severities(newest), ['HA2011 error']);
});

test('takes the newest release unless another is named', () => {
  assert.is(newest, versions.at(-1));
  assert.equal(codesFor(global('json_version 2')), []);
});

test.run();
