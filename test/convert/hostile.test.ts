// Files are written by others: no name in them leads out of the folder, ends a line of what is made, or
// becomes a command of a script.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { loadSafekit } from '../../src/app/load-safekit.ts';
import type { Conversion } from '../../src/convert/conversion.ts';
import { textOf } from '../../src/convert/document/output.ts';
import { convertToKeepalived } from '../../src/convert/to-keepalived/convert.ts';
import { convertToSafekit } from '../../src/convert/to-safekit/convert.ts';

const toKeepalived = (module: string, cluster: string, name = 'SHOP'): Conversion =>
  convertToKeepalived(
    [module, cluster].map((text) => {
      const { loaded } = loadSafekit('file.xml', text, name);
      return { ...loaded, secrets: loaded.secrets, module: name };
    }),
  );

const module = (inside: string): string => `<safe><service mode="mirror">
<heart><heartbeat name="default"/></heart>
<vip><interface_list><interface><real_interface>
<virtual_addr addr="192.0.2.1" where="one_side_alias"/>
</real_interface></interface></interface_list></vip>${inside}</service></safe>`;

const cluster = (one: string): string => `<cluster><lans><lan name="default">
<node name="${one}" addr="192.0.2.2"/><node name="beta" addr="192.0.2.3"/>
</lan></lans></cluster>`;

const allText = ({ outputs }: Conversion): string => outputs.map(textOf).join('\n');
const paths = ({ outputs }: Conversion): string[] => outputs.map(({ path }) => path);
const leadsOut = (path: string): boolean => path.startsWith('/') || path.split('/').includes('..');

for (const name of [
  '../../etc',
  '..',
  '/etc/passwd',
  'a b',
  'a&#10;include /etc/shadow',
  '$HOME',
]) {
  test(`a node called ${name} stays in its folder`, () => {
    const conversion = toKeepalived(module(''), cluster(name));
    assert.equal(paths(conversion).filter(leadsOut), []);
    assert.not.match(allText(conversion), /^\s*include/m);
  });
}

test('a module called .. stays in its folder', () => {
  const conversion = toKeepalived(module(''), cluster('alpha'), '..');
  assert.ok(conversion.outputs.length > 0);
  assert.equal(paths(conversion).filter(leadsOut), []);
});

test('values of variables and names of processes are no commands', () => {
  const inside = `<user><var name="A" value="x'; touch /tmp/owned; '"/><var name="B; touch /tmp/owned" value="y"/></user>
<errd><proc name="a; touch /tmp/owned" class="prim"/></errd>
<check><ping ident="p" when="pre"><to addr="1.2.3.4; touch"/></ping></check>`;
  const text = allText(toKeepalived(module(inside), cluster('alpha')));
  assert.not.match(text, /^(?!\s*#)(?!export A=).*touch/m);
  assert.match(text, `export A='x'\\''; touch /tmp/owned; '\\'''`);
});

test('commands of keepalived stay words', () => {
  const text = `vrrp_script "x y" {
    script "/bin/check '; touch /tmp/owned' $(id)"
}
vrrp_instance "../../WEB" {
    interface eth0
    virtual_router_id 1
    priority 100
    track_script {
        "x y"
    }
    virtual_ipaddress {
        192.0.2.1/24
    }
    notify_master "/bin/up ; touch /tmp/owned"
    notify "/bin/tell \`id\`"
}
`;
  const conversion = convertToSafekit([loadKeepalived('node1.conf', text).loaded]);
  assert.ok(conversion.outputs.length > 0);
  assert.equal(paths(conversion).filter(leadsOut), []);
  const scripts = conversion.outputs.filter(({ language }) => language === 'shell').map(textOf);
  assert.match(scripts.join('\n'), "/bin/up ';' touch /tmp/owned");
  assert.match(scripts.join('\n'), "/bin/check '; touch /tmp/owned' '$(id)'");
  assert.match(scripts.join('\n'), "/bin/tell '`id`'");
});

test.run();
