// No password gets into anything that hactl prints, wherever in the file it stands and however wrong
// the file is.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { judge } from '../../src/app/lint.ts';
import { withoutSecrets } from '../../src/app/fmt.ts';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { findingsOf } from '../../src/diag/finding.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { formatKeepalived } from '../../src/syntax/keepalived/format.ts';
import { renderIr } from '../../src/views/ir.ts';
import { renderTree } from '../../src/views/tree.ts';
import { foldersIn, hasFixture, readFixture } from '../support/golden.ts';
import { diagnosticText, planText } from '../support/planned.ts';

const everything = { codes: selectedCodes({}), severities: new Map() };

/** All that the commands print about a text. */
const printed = async (text: string): Promise<string> => {
  const result = loadKeepalived('input.conf', text);
  const { loaded, sources, secrets } = result;
  const plan =
    result.exit === 'done'
      ? await planText(loaded, { roles: [{ name: 'all', role: 'master' }] })
      : { text: '', diagnostics: [] };
  return [
    renderTree(loaded.tree, secrets),
    withoutSecrets('input.conf', text),
    withoutSecrets('input.conf', formatKeepalived(text)),
    renderIr(loaded.config, sources, secrets),
    diagnosticText([...result.diagnostics, ...plan.diagnostics], result),
    JSON.stringify(findingsOf(judge(result, everything), 'input.conf', result)),
    plan.text,
  ].join('\n');
};

const around = (inside: string) =>
  `vrrp_instance A {\ninterface eth0\nvirtual_router_id 1\n${inside}\nvirtual_ipaddress {\n192.0.2.1\n}\n}\n`;
const authentication = (lines: string) => around(`authentication {\nauth_type PASS\n${lines}\n}`);

/** Each holds `Zq7`, or pieces of it, where a password stands. */
const places: readonly [string, string][] = [
  ['a password', authentication('auth_pass Zq7')],
  ['a password that is too long', authentication('auth_pass Zq7Zq7Zq7Zq7')],
  ['a password in quotes', authentication('auth_pass "Zq7 Zq7"')],
  ['a password in quotes that never end', authentication('auth_pass "Zq7 Zq7')],
  ['a password with a comment sign', authentication('auth_pass x#Zq7')],
  ['a password with words behind it', authentication('auth_pass x Zq7')],
  ['a password with braces', authentication('auth_pass x{Zq7}')],
  ['a password that is commented out', authentication('priority 300 # auth_pass Zq7')],
  ['a password in a value of something else', 'net_namespace " # auth_pass Zq7\n'],
  ['a password behind a wrong keyword', authentication('auth_pas Zq7')],
  ['a password out of its block', around('auth_pass Zq7')],
  ['a password in an unknown block', around('authentification {\nauth_pass Zq7\n}')],
  ['a password at the top of the file', 'auth_pass Zq7\n'],
  ['a password in a block that never ends', 'vrrp_instance A {\nauthentication { auth_pass Zq7'],
  ['a key', around('auth_hmac {\nkey 1 Zq7\n}')],
  ['a key without its number', around('auth_hmac {\nkey Zq7\n}')],
  ['a key out of its block', around('key 1 Zq7')],
  ['a key in an unknown block', around('auth_hmack {\nkey 1 Zq7\n}')],
  ['a pass phrase', 'SSL {\npassword Zq7\n}\n'],
  ['a password that looks like a name', authentication('auth_pass Zq7$Zq7')],
  ['a password that looks like a name in braces', authentication('auth_pass x${Zq7}')],
  ['a password in quotes that repeats nothing', '~SEQ(i,x) auth_pass "x Zq7" y\n'],
  ['a password that repeats nothing', '~SEQ(i,x) auth_pass Zq7\n'],
  ['a password that never ends', '~SEQ(i,60000)~SEQ(j,60000) auth_pass Zq7\n'],
  ['a password under another condition', '@other auth_pass Zq7\n@main ~SEQ(i,x) y'],
  ['a password in a definition', `$P=Zq7\n${authentication('auth_pass $P')}`],
  ['a password in a file that must be expanded', `@main x\n${authentication('auth_pass Zq7')}`],
  ['a password behind an equals sign', authentication('auth_pass=Zq7')],
  ['a password behind a colon', authentication('auth_pass: Zq7')],
  ['a password on the next line', authentication('auth_pass\n\n  Zq7')],
  ['a password in braces of its own', authentication('auth_pass { Zq7 }')],
  ['a password in a block of its own', authentication('auth_pass {\nZq7\nZq7\n}')],
  ['a password in a block on the next line', authentication('auth_pass\n{\nZq7\n}')],
  ['a password in the place of its type', authentication('auth_type Zq7')],
  ['a password of a keyword that nobody knows', 'global_defs {\nsmtp_password Zq7\n}\n'],
  ['a token of a keyword that nobody knows', 'global_defs {\napi_token Zq7 Zq7\n}\n'],
  ['a password of a MySQL client', around('notify "/usr/bin/mysqladmin -uroot -pZq7 ping"')],
  ['a password behind a user', around('notify "/usr/bin/curl -fs -u admin:Zq7 host/x"')],
  ['a password behind --user', around('notify "/usr/bin/curl --user admin:Zq7 host/x"')],
  ['a password in a variable of a command', around('notify "PGPASSWORD=Zq7 /bin/x"')],
  ['a password among the words of a command', around('notify /bin/x -p Zq7')],
  ['a password among the options of a command', around('notify "/bin/x --password \'Zq7 Zq7\'"')],
  ['a key among the options of a command', around('notify_master "/bin/x --api-key=Zq7 -v"')],
  ['a password in an address of the web', around('notify "/bin/curl https://u:Zq7@h/"')],
  [
    'a password of a check',
    'virtual_server 192.0.2.1 80 {\nlb_algo rr\nlb_kind NAT\nprotocol TCP\nreal_server 192.0.2.2 80 {\nMISC_CHECK {\nmisc_path "/bin/c http://Zq7@h -p Zq7"\n}\n}\n}\n',
  ],
  ['a password of a script', 'vrrp_script s {\nscript "/bin/c --pass Zq7"\n}\n'],
];

/** Words that stay, since nothing of them is secret. */
const plainWords: readonly [string, string][] = [
  ['a port of a command', around('notify "/bin/check -p 5666"')],
  ['a path of a command', around('notify "/bin/check -p /run/x.pid"')],
  ['a type of authentication', authentication('auth_type PASS\nauth_pass x')],
  ['an address of the web', around('notify "/bin/curl http://10.0.0.1:80/status"')],
  ['a keyword that sounds like one', 'global_defs {\nvrrp_garp_master_delay 5\n}\n'],
];

for (const [what, text] of plainWords) {
  test(`shows ${what}`, () => {
    const { loaded, secrets } = loadKeepalived('input.conf', text);
    const shown = renderTree(loaded.tree, secrets).replace(/auth_pass \*+/, '');
    assert.not.match(shown, '*');
  });
}

test('does not tell how long a secret is', () => {
  const shown = (inside: string) => {
    const { loaded, secrets, sources } = loadKeepalived('input.conf', authentication(inside));
    return renderTree(loaded.tree, secrets) + renderIr(loaded.config, sources, secrets);
  };
  assert.is(shown('auth_pass a'), shown('auth_pass abcdefgh'));
  assert.is(shown('auth_pass a'), shown('auth_pass "abc def"'));
  assert.is(shown('auth_pass a # b'), shown('auth_pass abcdefgh # b c'));
});

for (const [what, text] of places) {
  test(`keeps to itself ${what}`, async () => assert.not.match(await printed(text), 'Zq7'));
}

for (const folder of ['keepalived', 'diag']) {
  for (const name of foldersIn(folder)) {
    const file = `${folder}/${name}/${folder === 'diag' ? 'bad' : 'input'}.conf`;
    const text = hasFixture(file) ? readFixture(file) : '';
    const statements = [...text.matchAll(/\b(?:auth_pass|password) +(?:"([^"]*)"|(\S+))/g)];
    if (statements.length === 0) continue;
    test(`keeps the passwords of ${folder}/${name} to itself`, async () => {
      const shown = await printed(text);
      for (const [, quoted, plain = ''] of statements) assert.not.match(shown, quoted ?? plain);
    });
  }
}

test.run();
