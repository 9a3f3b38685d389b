// A farm module of SafeKit runs on three nodes with keepalived and IPVS, in a User-Mode Linux kernel, on
// nothing but what the conversion made: all nodes serve, a client stays at one, and a node that goes is
// missed by nobody.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { runInUml } from '../../src/host/node/uml.ts';
import { suiteUnless, whyNoPrograms } from '../support/needs.ts';
import type { Answers, FarmJob, FarmResult } from './guest/converted-farm.ts';

const isRoot = process.getuid?.() === 0;
const programs = ['linux.uml', 'modprobe', 'ipvsadm', 'keepalived'];
const test = suiteUnless('converted farm', isRoot ? whyNoPrograms(...programs) : 'not root');

const nodes = ['one', 'two', 'three'].map((name, at) => ({ name, address: `192.168.1.${at + 1}` }));
const vip = '192.168.1.222';

const userconfig = `<safe><service mode="farm">
  <farm pulse="500ms" mlost_count="6" slost_count="4"><lan name="default"/></farm>
  <vip>
    <interface_list><interface name="eth0"><virtual_interface type="vmac_directed">
      <virtual_addr addr="${vip}" where="alias" netmask="255.255.255.0"/>
    </virtual_interface></interface></interface_list>
    <loadbalancing_list><group name="web"><rule port="80" proto="tcp" filter="on_addr"/></group></loadbalancing_list>
  </vip>
</service></safe>`;

const lan = nodes.map(({ name, address }) => `<node name="${name}" addr="${address}"/>`).join('');
const cluster = `<cluster><lans><lan name="default">${lan}</lan></lans></cluster>`;

const convert = (root: string): void => {
  const runJs = join(import.meta.dirname, '../../bin/run.js');
  const module = join(root, 'WEB', 'conf', 'userconfig.xml');
  mkdirSync(join(root, 'WEB', 'conf'), { recursive: true });
  writeFileSync(module, userconfig);
  writeFileSync(join(root, 'cluster.xml'), cluster);
  for (const { name } of nodes) {
    const choices = { 'scripts.directory': join(root, name, 'scripts') };
    writeFileSync(join(root, 'map.json'), JSON.stringify({ choices }));
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        ...[runJs, 'convert', '--to', 'keepalived', module, '--node', name, '--verify'],
        ...['--cluster', join(root, 'cluster.xml'), '--map', join(root, 'map.json')],
        ...['--out-dir', join(root, name)],
      ],
      { encoding: 'utf8' },
    );
    assert.is(status, 0, stderr);
  }
};

const servers = (answers: Answers): string[] => [...new Set(Object.values(answers).flat())].sort();

test('all nodes serve, and those that are left when one goes', async () => {
  // keepalived refuses scripts below a directory that others may write to.
  const folder = mkdtempSync('/var/lib/hactl-converted-');
  try {
    convert(folder);
    const job: FarmJob = { folder, nodes, vip };
    const { stdout, stderr } = await runInUml({
      argv: [process.execPath, join(import.meta.dirname, 'guest', 'converted-farm.ts')],
      stdin: JSON.stringify(job),
      timeoutMs: 280_000,
    });
    assert.ok(stdout !== '', stderr || 'the guest said nothing');
    const { all, less, gone, log } = JSON.parse(stdout) as FarmResult;
    assert.equal(servers(all), ['one', 'three', 'two'], log);
    for (const [client, answers] of Object.entries(all))
      assert.is(new Set(answers).size, 1, `${client} was served by ${answers.join(' and ')}`);
    assert.equal(
      servers(less),
      ['one', 'three', 'two'].filter((name) => name !== gone),
      log,
    );
    assert.is(Object.keys(less).length, 40);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test.run();
