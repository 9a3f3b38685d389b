// The command line on a real kernel: what it changes, what it leaves alone, and how it says no.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { inNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock');
const test = suiteUnless('apply on the kernel', reason);

const oneVip = (vip: string): string => `vrrp_instance VI_1 {
    state MASTER
    interface eth0
    virtual_router_id 51
    priority 150
    virtual_ipaddress {
        ${vip}
    }
}
`;

const own = ['addr add 192.168.200.5/24 dev eth0'];

const addressesOf = (namespace: Namespace, device: string): string[] => {
  const { stdout } = namespace.run(['ip', '-j', '-4', 'addr', 'show', 'dev', device]);
  const [link] = JSON.parse(stdout) as { addr_info: { local: string; prefixlen: number }[] }[];
  return (link?.addr_info ?? []).map(({ local, prefixlen }) => `${local}/${prefixlen}`);
};

const applyText = (namespace: Namespace, text: string, ...options: string[]) =>
  namespace.hactl(['apply', '-', '--role', 'all=master', '--yes', ...options], text);

test('adds what is wanted, and nothing the second time', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const first = applyText(namespace, oneVip('192.168.200.10'));
    assert.is(first.status, 0, first.stderr);
    assert.match(first.stdout, /Applied and verified\./);
    assert.equal(addressesOf(namespace, 'eth0'), ['192.168.200.5/24', '192.168.200.10/32']);
    const again = namespace.hactl(
      ['plan', '-', '--role', 'all=master', '--detailed-exitcode'],
      oneVip('192.168.200.10'),
    );
    assert.is(again.status, 0);
    assert.match(again.stdout, /Nothing to do/);
  }));

test('removes what the file no longer wants, and only what it made', () =>
  inNamespace(['eth0'], [...own, 'addr add 10.9.9.9/32 dev eth0'], (namespace) => {
    applyText(namespace, oneVip('192.168.200.10'));
    const moved = applyText(namespace, oneVip('192.168.200.11'));
    assert.is(moved.status, 0, moved.stderr);
    assert.match(moved.stdout, /Plan: 1 to add, 0 to change, 1 to remove\./);
    const left = addressesOf(namespace, 'eth0').sort();
    assert.equal(left, ['10.9.9.9/32', '192.168.200.11/32', '192.168.200.5/24']);
  }));

test('says with --detailed-exitcode that something would change', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const argv = ['plan', '-', '--role', 'all=master', '--detailed-exitcode'];
    assert.is(namespace.hactl(argv, oneVip('192.168.200.10')).status, 2);
  }));

test('takes over what is there as wanted, and leaves what is different', () =>
  inNamespace(['eth0'], [...own, 'addr add 192.168.200.10/32 dev eth0'], (namespace) => {
    const adopted = applyText(namespace, oneVip('192.168.200.10'));
    assert.is(adopted.status, 0, adopted.stderr);
    assert.match(adopted.stdout, /1 object is there already as wanted/);
    const other = applyText(namespace, oneVip('192.168.200.5/24 label eth0:x'));
    assert.is(other.status, 5);
    assert.match(said(other), /HA5006/);
    assert.match(said(other), /ip addr del 192\.168\.200\.5\/24 dev eth0/);
    assert.equal(addressesOf(namespace, 'eth0'), ['192.168.200.5/24', '192.168.200.10/32']);
  }));

test('refuses an interface that is not there, before anything is changed', () =>
  inNamespace(['eth1'], [], (namespace) => {
    const result = applyText(namespace, oneVip('192.168.200.10'));
    assert.is(result.status, 5);
    assert.match(said(result), /HA5008.*"eth0" does not exist.*did you mean "eth1"\?/);
  }));

test('undoes everything when the kernel refuses a step', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const text = `${oneVip('192.168.200.10')}
static_routes {
    10.50.0.0/16 via 203.0.113.1 dev eth0
}
`;
    const before = namespace.hactl(['show', 'state', '--format', 'json']).stdout;
    const result = applyText(namespace, text);
    assert.is(result.status, 3);
    assert.match(said(result), /HA6008.*route 10\.50\.0\.0\/16.*invalid gateway/);
    assert.match(result.stdout, /Apply failed and was undone/);
    const after = namespace.hactl(['show', 'state', '--format', 'json']).stdout;
    assert.is(after.replace(/"serial": \d+/, ''), before.replace(/"serial": \d+/, ''));
  }));

test('asks nobody when there is no terminal: it wants --yes', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const result = namespace.hactl(
      ['apply', '-', '--role', 'all=master'],
      oneVip('192.168.200.10'),
    );
    assert.is(result.status, 5);
    assert.match(said(result), /HA6013/);
    assert.equal(addressesOf(namespace, 'eth0'), ['192.168.200.5/24']);
  }));

test('carries out a saved plan, and refuses it when the kernel has changed', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const plan = join(namespace.stateDirectory, 'plan.json');
    const make = () =>
      namespace.hactl(
        ['plan', '-', '--role', 'all=master', '--out', plan],
        oneVip('192.168.200.10'),
      );
    assert.is(make().status, 0);
    namespace.run(['ip', 'addr', 'add', '192.168.200.10/32', 'dev', 'eth0', 'label', 'eth0:z']);
    const stale = namespace.hactl(['apply', plan, '--yes']);
    assert.is(stale.status, 5);
    assert.match(said(stale), /HA6005.*address 192\.168\.200\.10\/32 on eth0 has come/);
    namespace.run(['ip', 'addr', 'del', '192.168.200.10/32', 'dev', 'eth0']);
    assert.is(namespace.hactl(['apply', plan, '--yes']).status, 0);
    const twice = namespace.hactl(['apply', plan, '--yes']);
    assert.is(twice.status, 5);
    assert.match(said(twice), /HA6018/);
  }));

test('plans for another host from its saved state', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const state = join(namespace.stateDirectory, 'state.json');
    writeFileSync(state, namespace.hactl(['show', 'state', '--format', 'json']).stdout);
    const live = namespace.hactl(
      ['plan', '-', '--role', 'all=master', '--format', 'json'],
      oneVip('192.168.200.10'),
    );
    const saved = namespace.hactl(
      ['plan', '-', '--role', 'all=master', '--format', 'json', '--against', state],
      oneVip('192.168.200.10'),
    );
    const steps = (text: string) => (JSON.parse(text) as { steps: unknown }).steps;
    assert.equal(steps(saved.stdout), steps(live.stdout));
  }));

test('prints a script that does the same', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const text = readFileSync(
      join(import.meta.dirname, '../../fixtures/keepalived/vmac/input.conf'),
      'utf8',
    );
    namespace.run(['ip', 'link', 'add', 'eth1', 'type', 'veth', 'peer', 'name', 'eth1-peer']);
    namespace.run(['ip', 'link', 'set', 'eth1', 'up']);
    const script = namespace.hactl(['plan', '-', '--role', 'all=master', '--format', 'sh'], text);
    assert.is(script.status, 0, script.stderr);
    const run = namespace.run(['sh', '-s'], script.stdout);
    assert.is(run.status, 0, run.stderr);
    const again = namespace.hactl(['plan', '-', '--role', 'all=master'], text);
    assert.match(again.stdout, /Nothing to do/);
  }));

test('rolls back the last apply, once', () =>
  inNamespace(['eth0'], own, (namespace) => {
    applyText(namespace, oneVip('192.168.200.10'));
    const undone = namespace.hactl(['rollback', '--yes']);
    assert.is(undone.status, 0, undone.stderr);
    assert.match(undone.stdout, /Undone and verified/);
    assert.equal(addressesOf(namespace, 'eth0'), ['192.168.200.5/24']);
    assert.match(namespace.hactl(['rollback', '--yes']).stdout, /nothing to undo/);
  }));

test('keeps the order of addresses when the primary one goes and comes back', () =>
  inNamespace(['eth0'], [], (namespace) => {
    const two = oneVip('10.1.0.1/24\n        10.1.0.2/24');
    applyText(namespace, two);
    namespace.run(['ip', 'addr', 'add', '10.1.0.3/24', 'dev', 'eth0']);
    const one = applyText(namespace, oneVip('10.1.0.2/24'));
    assert.is(one.status, 0, one.stderr);
    assert.equal(addressesOf(namespace, 'eth0'), ['10.1.0.2/24', '10.1.0.3/24']);
    const undone = namespace.hactl(['rollback', '--yes']);
    assert.is(undone.status, 0, undone.stderr);
    assert.equal(addressesOf(namespace, 'eth0'), ['10.1.0.1/24', '10.1.0.2/24', '10.1.0.3/24']);
  }));

test('says what it made and does not find any more, as after a link was renamed', () =>
  inNamespace(['eth0'], [], (namespace) => {
    applyText(namespace, oneVip('192.168.200.10'));
    for (const line of ['down', 'name lan0', 'up'])
      namespace.run(['ip', 'link', 'set', line === 'up' ? 'lan0' : 'eth0', ...line.split(' ')]);
    const stands =
      /address:eth0:192\.168\.200\.10\/32 \(192\.168\.200\.10\/32 stands on lan0 now\)/;
    const planned = namespace.hactl(['plan', '-'], '# nothing\n');
    assert.is(planned.status, 0, planned.stderr);
    assert.match(said(planned), /warning\[HA5031\]/);
    assert.match(said(planned), stands);
    const undone = namespace.hactl(['rollback', '--yes']);
    assert.is(undone.status, 0, undone.stderr);
    assert.match(said(undone), /warning\[HA6037\]/);
    assert.match(said(undone), stands);
    assert.match(undone.stdout, /as it was before, but for what was not found\.\n$/);
    assert.equal(addressesOf(namespace, 'lan0'), ['192.168.200.10/32']);
  }));

test('shows whose an object is', () =>
  inNamespace(['eth0'], own, (namespace) => {
    applyText(namespace, oneVip('192.168.200.10'));
    const { stdout } = namespace.hactl(['show', 'state']);
    assert.match(stdout, /^ {2}\* address 192\.168\.200\.10\/32 on eth0/m);
    assert.match(stdout, /^ {4}address 192\.168\.200\.5\/24 on eth0/m);
  }));

test.run();
