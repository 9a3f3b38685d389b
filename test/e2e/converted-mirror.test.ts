// A mirror module of SafeKit runs on two nodes with keepalived, on nothing but what the conversion made:
// the address moves on failure, and the module's scripts are called with SafeKit's arguments in its order.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'flock', 'keepalived', 'ss');
const test = suiteUnless('converted mirror', reason);

const userconfig = `<safe><service mode="mirror">
  <heart pulse="100ms" timeout="500ms"><heartbeat name="default"/></heart>
  <vip><interface_list><interface name="eth0"><real_interface>
    <virtual_addr addr="10.9.0.100" where="one_side_alias" netmask="255.255.255.0"/>
  </real_interface></interface></interface_list></vip>
  <user><var name="SHOP" value="two words"/></user>
</service></safe>`;

const cluster = `<cluster><lans><lan name="default">
  <node name="alpha" addr="10.9.0.1"/><node name="beta" addr="10.9.0.2"/>
</lan></lans></cluster>`;

const scripts =
  'prestart poststop transition start_both stop_both start_prim stop_prim start_second stop_second start_sec stop_sec'.split(
    ' ',
  );

interface Node {
  readonly name: string;
  readonly folder: string;
  readonly namespace: Namespace;
  readonly log: () => readonly string[];
  readonly hasAddress: () => boolean;
  /** Starts keepalived with a /run of its own, where both would keep their states. */
  readonly start: () => ReturnType<Namespace['start']>;
}

/** Scripts that write down what they were called with. */
const writeScripts = (folder: string): void => {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  for (const name of scripts) {
    const text = `#!/bin/sh\necho "${name} $*" >>${join(folder, 'log')}\necho "$SHOP" >${join(folder, 'variable')}\n`;
    writeFileSync(join(folder, 'bin', name), text, { mode: 0o755 });
  }
};

const makeNode = (root: string, name: string, address: string): Node => {
  const folder = join(root, name);
  const namespace = makeNamespace([]);
  writeScripts(folder);
  const log = join(folder, 'log');
  return {
    name,
    folder,
    namespace,
    log: () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n') : []),
    hasAddress: () =>
      namespace.run(['ip', '-4', 'addr', 'show', 'eth0']).stdout.includes('10.9.0.100/24'),
    start: () => {
      namespace.run(['ip', 'addr', 'add', `${address}/24`, 'dev', 'eth0']);
      const daemon = `keepalived --vrrp --dont-fork --log-console --use-file=${join(folder, 'keepalived.conf')}`;
      return namespace.start(['sh', '-c', `mount -t tmpfs run /run && exec ${daemon}`]);
    },
  };
};

const connect = (one: Node, other: Node): void => {
  const { status, stderr } = spawnSync(
    'ip',
    [
      'link',
      'add',
      'eth0',
      'netns',
      one.namespace.name,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      other.namespace.name,
    ],
    { encoding: 'utf8' },
  );
  assert.is(status, 0, stderr);
  for (const { namespace } of [one, other]) namespace.run(['ip', 'link', 'set', 'eth0', 'up']);
};

const until = async (
  what: string,
  isSo: () => boolean,
  seen: () => readonly string[],
  limitMs = 15_000,
): Promise<void> => {
  for (let waited = 0; waited < limitMs; waited += 100) {
    if (isSo()) return;
    await sleep(100);
  }
  throw new Error(`"${what}" did not come in ${limitMs} ms: ${seen().join('; ')}`);
};

const convert = (root: string): void => {
  const runJs = join(import.meta.dirname, '../../bin/run.js');
  mkdirSync(join(root, 'SHOP', 'conf'), { recursive: true });
  const module = join(root, 'SHOP', 'conf', 'userconfig.xml');
  writeFileSync(module, userconfig);
  writeFileSync(join(root, 'cluster.xml'), cluster);
  for (const node of ['alpha', 'beta']) {
    const folder = join(root, node);
    const choices = {
      'scripts.directory': join(folder, 'scripts'),
      'module.SHOP.scripts': join(folder, 'bin'),
    };
    writeFileSync(join(root, 'map.json'), JSON.stringify({ choices }));
    const { status, stderr } = spawnSync(
      process.execPath,
      [
        ...[runJs, 'convert', '--to', 'keepalived', module, '--node', node, '--verify'],
        ...['--cluster', join(root, 'cluster.xml'), '--map', join(root, 'map.json')],
        ...['--out-dir', folder],
      ],
      { encoding: 'utf8' },
    );
    assert.is(status, 0, stderr);
  }
};

const becomesSecondary = [
  'transition STOP WAIT start',
  'prestart STOP WAIT start',
  'transition WAIT SECOND start',
  'start_both WAIT SECOND start',
  'start_second WAIT SECOND start',
  'start_sec WAIT SECOND start',
];

const takesOver = [
  'stop_second SECOND ALONE start',
  'transition SECOND ALONE start',
  'start_prim SECOND ALONE start',
];

const waits = (action: string): string[] => [
  `stop_sec ALONE WAIT ${action}`,
  `stop_prim ALONE WAIT ${action}`,
  `stop_prim force ALONE WAIT ${action}`,
  `stop_both ALONE WAIT ${action}`,
  `stop_both force ALONE WAIT ${action}`,
  `transition ALONE WAIT ${action}`,
];

const stops = [
  'stop_sec force WAIT STOP stop',
  'stop_prim force WAIT STOP stop',
  'stop_second force WAIT STOP stop',
  'stop_both force WAIT STOP stop',
  'poststop WAIT STOP stop',
  'transition WAIT STOP stop',
];

const comesBack = becomesSecondary.slice(2);

test('moves its address and calls its scripts as SafeKit does', async () => {
  // keepalived refuses scripts below a directory that others may write to.
  const root = mkdtempSync('/var/lib/hactl-converted-');
  const alpha = makeNode(root, 'alpha', '10.9.0.1');
  const beta = makeNode(root, 'beta', '10.9.0.2');
  try {
    convert(root);
    connect(alpha, beta);
    const first = alpha.start();
    await until(
      'alpha is primary',
      () => alpha.log().length === 9 && alpha.hasAddress(),
      alpha.log,
    );
    assert.equal(alpha.log(), [...becomesSecondary, ...takesOver]);
    assert.is(readFileSync(join(alpha.folder, 'variable'), 'utf8'), 'two words\n');

    beta.start();
    await until('beta is secondary', () => beta.log().length === 6, beta.log);
    assert.equal(beta.log(), becomesSecondary);
    assert.not(beta.hasAddress());

    first.stop();
    await until('beta took over', () => beta.hasAddress() && beta.log().length === 9, beta.log);
    assert.equal(beta.log(), [...becomesSecondary, ...takesOver]);
    await until('alpha stopped', () => alpha.log().length === 9 + 12, alpha.log);
    assert.equal(alpha.log().slice(9), [...waits('stop'), ...stops]);
    assert.not(alpha.hasAddress());

    beta.namespace.run(['ip', 'link', 'set', 'eth0', 'down']);
    await until('beta waits', () => beta.log().length === 9 + 6, beta.log);
    assert.equal(beta.log().slice(9), waits('stopwait'));
    beta.namespace.run(['ip', 'link', 'set', 'eth0', 'up']);
    alpha.namespace.run(['ip', 'link', 'set', 'eth0', 'up']);
    await until(
      'beta is primary again',
      () => beta.log().length === 15 + 7 && beta.hasAddress(),
      beta.log,
    );
    assert.equal(beta.log().slice(15), [...comesBack, ...takesOver]);
  } finally {
    for (const { namespace } of [alpha, beta]) namespace.remove();
    rmSync(root, { recursive: true, force: true });
  }
});

test.run();
