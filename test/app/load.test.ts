// However large a file is, loading it ends, and ends soon; test/fuzz tries small ones of all kinds.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../src/app/load-keepalived.ts';
import { renderTree } from '../../src/views/tree.ts';
import { cpuMs } from '../support/cpu-time.ts';

const maxMs = 2000;

const deep = (depth: number) => `${'a {\n'.repeat(depth)}${'}\n'.repeat(depth)}`;
const many = (count: number, line: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => line(n)).join('\n');

const large: readonly [string, string][] = [
  ['100000 open braces', '{'.repeat(100_000)],
  ['blocks 50000 deep', deep(50_000)],
  ['a line of a megabyte', `router_id ${'x'.repeat(1_000_000)}`],
  ['a line of 100000 words', `global_defs {\nvrrp_cpu_affinity ${'1 '.repeat(100_000)}\n}`],
  ['100000 quotes', '"'.repeat(100_000)],
  ['20000 comments', many(20_000, (n) => `# ${n} \${x}`)],
  ['20000 definitions', many(20_000, (n) => `$V${n}=1`)],
  ['20000 unknown keywords', many(20_000, (n) => `keyword_${n} on`)],
  [
    '10000 passwords',
    many(10_000, (n) => `vrrp_instance V${n} {\nauthentication {\nauth_pass p${n}\n}\n}`),
  ],
  [
    '5000 rules without priority',
    `static_rules {\n${many(5000, (n) => `from 10.0.${n >> 8}.${n & 255} table 9`)}\n}`,
  ],
  ['a group of ten thousand addresses', `virtual_server_group G {\n10.0.0.0-10.0.39.15 80\n}`],
];

for (const [what, text] of large) {
  test(`loads ${what} in time`, () => {
    const start = cpuMs();
    const result = loadKeepalived('input.conf', text);
    renderTree(result.loaded.tree, result.secrets);
    assert.ok(cpuMs() - start < maxMs, 'takes too long');
  });
}

test.run();
