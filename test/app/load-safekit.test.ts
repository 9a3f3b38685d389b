// Files of SafeKit among others: how their language is told, what modules are called, what macros say.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { looksLikeSafekit } from '../../src/app/find-configurations.ts';
import { languageOf, loadConfig, loadText } from '../../src/app/load.ts';
import { coverFiles } from '../../src/app/coverage.ts';
import { loadSafekit, moduleNameOf } from '../../src/app/load-safekit.ts';
import { fileHost } from '../support/file-host.ts';

const languages: readonly (readonly [text: string, language: string])[] = [
  ['<safe/>', 'safekit'],
  ['\ufeff \n <!-- a -->', 'safekit'],
  ['<', 'safekit'],
  ['<% if x %>\nglobal_defs {\n}', 'keepalived'],
  ['global_defs {\n}', 'keepalived'],
  ['', 'keepalived'],
];

for (const [text, language] of languages) {
  test(`takes ${JSON.stringify(text)} for ${language}`, () =>
    assert.is(languageOf(text), language));
}

const looks: readonly (readonly [text: string, isOurs: boolean])[] = [
  ['<safe>', true],
  ['<?xml version="1.0"?>\n<!-- <fop> -->\n<!DOCTYPE safe>\n<safe >', true],
  ['<macro name="A" value="b"/><safe>', true],
  ['<cluster><lans>', true],
  ['<cluster name="other"/>', false],
  ['<safer/>', false],
  ['<fop version="1.0"><safe/></fop>', false],
  ['global_defs {', false],
];

for (const [text, isOurs] of looks) {
  test(`${isOurs ? 'finds' : 'leaves out'} a file that begins with ${JSON.stringify(text)}`, () => {
    assert.is(looksLikeSafekit(text), isOurs);
  });
}

const names: readonly (readonly [file: string, name: string])[] = [
  ['/opt/safekit/modules/AM/conf/userconfig.xml', 'AM'],
  ['AM/conf/userconfig.xml', 'AM'],
  ['modules/web/userconfig.xml', 'web'],
  ['userconfig.xml', 'userconfig'],
  ['./userconfig.xml', 'userconfig'],
  ['web.farm.xml', 'web.farm'],
  ['a b/c d.xml', 'c_d'],
  ['<stdin>', 'stdin'],
];

for (const [file, name] of names) {
  test(`calls the module of ${file} ${name}`, () => assert.is(moduleNameOf(file), name));
}

const module = '<safe><service mode="farm"><farm><lan name="default"/></farm></service></safe>';

test('calls a module as it is told', () => {
  assert.is(loadText('a.xml', module, { module: 'web' }).loaded.config.farms[0]?.module, 'web');
});

test('reads a file in UTF-16', async () => {
  const text = Buffer.from(`\ufeff${module}`, 'utf16le').toString('latin1');
  const read = { notText: 'it holds a zero byte', offset: 1, asLatin1: text };
  const { loaded, exit } = await loadConfig(fileHost({ 'a.xml': read }), 'a.xml');
  assert.is(exit, 'done');
  assert.is(loaded?.config.farms[0]?.module, 'a');
});

/** The virtual addresses and the codes of a mirror behind some macros. */
const mirrorWith = (macros: string, address: string): { hosts: string[]; codes: string[] } => {
  const { loaded, diagnostics } = loadSafekit(
    'a.xml',
    `<safe>${macros}<service mode="mirror"><vip><interface_list><interface><real_interface>
<virtual_addr addr="${address}" where="one_side_alias"/></real_interface></interface></interface_list></vip>
</service></safe>`,
  );
  const interfaces = loaded.config.instances.flatMap(({ mirror }) => mirror?.interfaces ?? []);
  return {
    hosts: interfaces.flatMap(({ addresses }) => addresses.map(({ host }) => host)),
    codes: diagnostics.map(({ code }) => code),
  };
};

const macro = (name: string, value: string): string => `<macro name="${name}" value="${value}"/>`;

const expansions: readonly (readonly [
  what: string,
  macros: string,
  address: string,
  hosts: readonly string[],
  codes: readonly string[],
])[] = [
  ['a macro', macro('A', '192.0.2.1'), '%A%', ['192.0.2.1'], []],
  ['a part of a value', macro('A', '192.0.2'), '%A%.1', ['192.0.2.1'], []],
  ['a macro of a macro', macro('A', '192') + macro('B', '%A%.0.2.1'), '%B%', ['192.0.2.1'], []],
  ['the later of two', macro('A', 'x!') + macro('A', '192.0.2.1'), '%A%', ['192.0.2.1'], []],
  ['no macro', '', '192.0.2.1', ['192.0.2.1'], []],
  ['one that comes later', macro('B', '%A%') + macro('A', 'x'), 'a', ['a'], ['HA2109']],
  ['one that is not there', '', '%A%', [], ['HA2109']],
  ['one that is itself', macro('A', '%A%'), '%A%', [], ['HA2109']],
];

for (const [what, macros, address, hosts, codes] of expansions) {
  test(`expands ${what}`, () => assert.equal(mirrorWith(macros, address), { hosts, codes }));
}

test('cannot plan what a macro of the environment decides', () => {
  const { loaded } = loadSafekit(
    'a.xml',
    '<safe><service mode="farm"><vip><interface_list><interface><virtual_interface type="vmac_directed"><virtual_addr addr="%A%"/></virtual_interface></interface></interface_list></vip></service></safe>',
  );
  assert.equal(
    loaded.unplannable.map(({ code }) => code),
    ['HA2109'],
  );
});

test('says of each element and attribute what is done with it', async () => {
  const { files } = await coverFiles(
    fileHost({
      'a.xml': { text: '<safe><service mode="mirror" boot="on"><heart/><user/></service></safe>' },
    }),
    ['a.xml'],
    {},
  );
  assert.equal(
    files[0]?.rows?.map(({ path, keyword, state }) => [[...path, keyword].join(' '), state]),
    [
      ['safe', 'planned'],
      ['safe service', 'planned'],
      ['safe service mode', 'planned'],
      ['safe service boot', 'read'],
      ['safe service heart', 'read'],
      ['safe service user', 'read'],
    ],
  );
});

test.run();
