// The same file read by hactl and by keepalived, each in a namespace of its own: the same addresses,
// routes, rules and virtual links come of it.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { stableJson } from '../../src/base/stable-json.ts';
import { type SavedState, stateFromSaved } from '../../src/plan/observation.ts';
import type { Resource } from '../../src/plan/state.ts';
import { fixtures } from '../support/golden.ts';
import { inNamespace, type Namespace } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock', 'keepalived');
const test = suiteUnless('beside keepalived', reason);

const setting = [
  'addr add 192.168.200.5/24 dev eth0',
  'addr add 192.168.100.5/24 dev eth1',
  'addr add 192.168.150.5/24 dev eth2',
];

/** What keepalived 2.2.7 reads otherwise than newer releases, or this kernel has not. */
const adapted = (text: string): string =>
  text
    // A peer with a length, `name` and a single destination port are newer.
    .replace(/^.* peer .*$/gm, '')
    .replace('use_vmac name ', 'use_vmac ')
    .replace(' dport 443', '')
    .replace(/^virtual_server [^]*/m, '');

const kinds = ['address', 'route', 'rule', 'link'];

/** What counts: not the order of addresses, nor what counts down. */
const comparable = (resource: Resource): string => {
  if (resource.kind === 'link') return `link ${resource.name} ${resource.type} ${resource.mac}`;
  if (resource.kind !== 'address') return stableJson(resource);
  const { rank, preferredS, ...address } = resource;
  const preferred = preferredS === 'forever' || preferredS === 0 ? preferredS : 'limited';
  return stableJson({ ...address, preferred });
};

const seen = (namespace: Namespace): string[] => {
  const saved = JSON.parse(
    namespace.hactl(['show', 'state', '--format', 'json']).stdout,
  ) as SavedState;
  return (
    [...stateFromSaved(saved).state.values()]
      .filter(({ kind }) => kinds.includes(kind))
      // The far ends of the links have random addresses.
      .filter((one) => !('device' in one && one.device?.endsWith('-peer')))
      .filter((one) => one.kind !== 'link' || one.type === 'macvlan')
      .map(comparable)
      .sort()
  );
};

/** Becoming master takes three intervals and a skew; a VMAC needs a moment before. */
const limitMs = 15_000;

const throughKeepalived = async (namespace: Namespace, file: string, expected: string[]) => {
  const directory = namespace.stateDirectory;
  const pids = [`--pid=${directory}/pid`, `--vrrp_pid=${directory}/vrrp.pid`];
  const options = ['--vrrp', '--dont-fork', '--log-console', `--use-file=${file}`, ...pids];
  const daemon = namespace.start(['keepalived', ...options]);
  let found: string[] = [];
  for (let waited = 0; waited < limitMs; waited += 500) {
    await sleep(500);
    found = seen(namespace);
    if (found.join('\n') === expected.join('\n')) break;
  }
  daemon.stop();
  return found;
};

for (const name of ['failover', 'mixed', 'addresses', 'routes-and-rules', 'vmac', 'web-gateway']) {
  test(`${name} gives what keepalived sets up as master`, async () => {
    const directory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
    const file = join(directory, 'keepalived.conf');
    const text = adapted(readFileSync(join(fixtures, 'keepalived', name, 'input.conf'), 'utf8'));
    writeFileSync(file, text);
    try {
      let expected: string[] = [];
      await inNamespace(['eth0', 'eth1', 'eth2'], setting, (namespace) => {
        const args = ['apply', '-', '--yes', '--role', 'all=master'];
        const applied = namespace.hactl(args, text);
        assert.is(applied.status, 0, applied.stderr);
        expected = seen(namespace);
      });
      await inNamespace(['eth0', 'eth1', 'eth2'], setting, async (namespace) => {
        assert.equal(await throughKeepalived(namespace, file, expected), expected);
      });
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
}

test.run();
