// ${_ENV NAME} and ${_RANDOM}: values that only the daemon knows. Where a file is judged for another
// host, what is in the environment here says nothing.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintFiles, type LintRequest } from '../../src/app/lint.ts';
import { loadConfig } from '../../src/app/load.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { fileHost } from '../support/file-host.ts';

const instance = (lines: string): string =>
  `vrrp_instance V {\nvirtual_router_id 51\n${lines}\n}\n`;
const vip = 'virtual_ipaddress {\n10.0.0.1\n}';

/** Whatever is set here is called `value of NAME`, which no keyword takes. */
const hostWith = (text: string) => fileHost({ 'a.conf': { text } });

const codesOf = async (text: string, wishes: Partial<LintRequest> = {}): Promise<string[]> => {
  const request: LintRequest = {
    paths: ['a.conf'],
    codes: selectedCodes({}),
    severities: new Map(),
    failOn: 'error',
    ...wishes,
  };
  const { files } = await lintFiles(hostWith(text), request);
  return files.flatMap(({ findings }) => findings.map(({ code }) => code));
};

const cases: readonly [what: string, text: string, codes: string[]][] = [
  ['an interface', instance(`interface \${_ENV IFACE}\n${vip}`), []],
  ['a number', instance(`interface eth0\npriority \${_ENV PRIORITY}\n${vip}`), []],
  [
    'a part of an address',
    instance('interface eth0\nvirtual_ipaddress {\n10.0.0.${_ENV NODE}/24\n}'),
    [],
  ],
  ['a definition', `$IF=\${_ENV IFACE}\n${instance(`interface $IF\n${vip}`)}`, []],
  ['a random number', instance(`interface eth0\npriority \${_RANDOM}\n${vip}`), []],
  ['one of two lines', instance(`interface \${_ENV IFACE}\npriority 300\n${vip}`), ['HA2009']],
];

for (const [what, text, codes] of cases) {
  test(`does not judge ${what} that the environment of another host gives`, async () => {
    assert.equal(await codesOf(text), codes);
  });
}

test('takes a variable of this host where the file is for it', async () => {
  const text = instance(`interface \${_ENV IFACE}\n${vip}`);
  const { diagnostics } = await loadConfig(hostWith(text), 'a.conf');
  assert.equal(
    diagnostics.map(({ code }) => code),
    ['HA2005'],
  );
});

test.run();
