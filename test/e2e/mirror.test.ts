// A mirror module on a real kernel: what its primary has, and how it lets go of it.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as assert from 'uvu/assert';
import { type MirrorText, mirrorText } from '../support/mirror-text.ts';
import { inNamespace, makeNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock', 'ss', 'ping');
const test = suiteUnless('mirror on the kernel', reason);

const own = [
  'addr add 192.168.200.5/24 dev eth0',
  'addr add fd00::5/64 dev eth0 nodad',
  'route add default via 192.168.200.1 dev eth0',
];

const vips = ['192.168.200.222', 'fd00::222'];

interface Address {
  readonly local: string;
  readonly prefixlen: number;
  readonly label?: string;
  readonly secondary?: boolean;
  readonly deprecated?: boolean;
}

const addressesOn = (namespace: Namespace, device: string): Address[] => {
  const { stdout } = namespace.run(['ip', '-j', 'addr', 'show', 'dev', device]);
  const [link] = JSON.parse(stdout) as { addr_info: Address[] }[];
  return link?.addr_info ?? [];
};

/** Runs hactl for a module that is called AM. */
const run = (
  namespace: Namespace,
  command: 'plan' | 'apply',
  role: string,
  module: MirrorText,
  ...options: string[]
) =>
  namespace.hactl(
    [command, '-', '--module', 'AM', '--role', `AM=${role}`, ...options],
    mirrorText(module),
  );

const apply = (namespace: Namespace, role: string, module: MirrorText) => {
  const result = run(namespace, 'apply', role, module, '--yes');
  assert.is(result.status, 0, result.stderr);
  return result;
};

const stateOf = (namespace: Namespace): string =>
  namespace.hactl(['show', 'state', '--format', 'json']).stdout.replace(/"serial": (\d+|null)/, '');

const expectNothingToDo = (namespace: Namespace, role: string, module: MirrorText): void => {
  const again = run(namespace, 'plan', role, module, '--detailed-exitcode');
  assert.is(again.status, 0, again.stdout + again.stderr);
};

const rollBack = (namespace: Namespace): void => {
  const undone = namespace.hactl(['rollback', '--yes']);
  assert.is(undone.status, 0, undone.stderr);
};

for (const role of ['prim', 'alone']) {
  test(`${role} has the addresses behind those of the host, and applies them once`, () =>
    inNamespace(['eth0'], own, (namespace) => {
      const before = stateOf(namespace);
      const module = { addresses: vips };
      apply(namespace, role, module);
      const found = addressesOn(namespace, 'eth0');
      const four = found.find(({ local }) => local === '192.168.200.222');
      const six = found.find(({ local }) => local === 'fd00::222');
      assert.is(four?.prefixlen, 24);
      assert.is(four?.secondary, true);
      assert.is(four?.label, 'eth0:AM');
      assert.is(six?.prefixlen, 64);
      assert.is(six?.deprecated, true);
      expectNothingToDo(namespace, role, module);
      rollBack(namespace);
      assert.is(stateOf(namespace), before);
    }));
}

for (const role of ['second', 'stop']) {
  test(`${role} has none of them any more`, () =>
    inNamespace(['eth0'], own, (namespace) => {
      const module = { addresses: vips };
      const before = stateOf(namespace);
      apply(namespace, 'prim', module);
      apply(namespace, role, module);
      expectNothingToDo(namespace, role, module);
      assert.is(stateOf(namespace), before);
      rollBack(namespace);
      assert.is(
        addressesOn(namespace, 'eth0').filter(({ local }) => vips.includes(local)).length,
        2,
      );
    }));
}

/** A client on the other end of eth0, and the addresses that it has. */
const withClient = (namespace: Namespace): Namespace => {
  const client = makeNamespace([]);
  const moved = namespace.run(['ip', 'link', 'set', 'eth0-peer', 'netns', client.name]);
  assert.is(moved.status, 0, moved.stderr);
  const lines = [
    'link add br0 type bridge',
    'link set eth0-peer master br0',
    'link set eth0-peer up',
    'link set br0 up',
    'addr add 192.168.200.9/24 dev br0',
    'addr add fd00::9/64 dev br0 nodad',
  ];
  const set = client.run(['ip', '-batch', '-'], `${lines.join('\n')}\n`);
  assert.is(set.status, 0, set.stderr);
  return client;
};

const server = `require('node:net').createServer((one) => one.on('error', () => {}).write('hello')).listen(80, '::');`;

/** Writes down what becomes of a connection. */
const clientOf = (ip: string, file: string): string => `
const { appendFileSync } = require('node:fs');
const note = (word) => appendFileSync(${JSON.stringify(file)}, word + '\\n');
const one = require('node:net').connect(80, ${JSON.stringify(ip)});
one.on('data', (data) => note(String(data)));
one.on('error', ({ code }) => note(code));
`;

const linesIn = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Waits until a file holds what is expected; returns what it holds in the end. */
const settled = async (file: string, expected: string): Promise<string> => {
  for (let tries = 0; tries < 200 && linesIn(file) !== expected; tries++) await sleep(100);
  return linesIn(file);
};

const runNode = (namespace: Namespace, script: string) =>
  namespace.start([namespace.programArgv[0] ?? 'node', '-e', script]);

/** Waits until somebody listens in a namespace. */
const listening = async (namespace: Namespace): Promise<void> => {
  const isThere = () => namespace.run(['ss', '-H', '-l', '-t', '-n']).stdout !== '';
  for (let tries = 0; tries < 200 && !isThere(); tries++) await sleep(100);
};

/** What each client hears, first and after the node has become secondary. */
const heardBy = async (vip: string): Promise<readonly string[]> => {
  const heard: string[] = [];
  await inNamespace(['eth0'], own, async (namespace) => {
    const client = withClient(namespace);
    try {
      const module = { addresses: vips, vip };
      apply(namespace, 'prim', module);
      runNode(namespace, server);
      await listening(namespace);
      const files = vips.map((_, index) => join(namespace.stateDirectory, `client${index}`));
      for (const [index, ip] of vips.entries()) runNode(client, clientOf(ip, files[index] ?? ''));
      for (const file of files) heard.push(await settled(file, 'hello\n'));
      apply(namespace, 'second', module);
      for (const file of files) {
        heard.push(
          vip === ''
            ? await settled(file, 'hello\nECONNRESET\n')
            : (await sleep(500), linesIn(file)),
        );
      }
    } finally {
      client.remove();
    }
  });
  return heard;
};

test('clients of the addresses that go notice at once', async () => {
  const [first, second] = ['hello\n', 'hello\nECONNRESET\n'];
  assert.equal(await heardBy(''), [first, first, second, second]);
});

test('tcpreset="off" lets them wait', async () => {
  const first = 'hello\n';
  assert.equal(await heardBy('tcpreset="off"'), [first, first, first, first]);
});

test('the plan and its script say that connections are reset', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const module = { addresses: vips };
    apply(namespace, 'prim', module);
    const text = run(namespace, 'plan', 'second', module).stdout;
    assert.match(
      text,
      /- address 192\.168\.200\.222\/24 on eth0.*\n +its connections are reset first/,
    );
    const script = run(namespace, 'plan', 'second', module, '--format', 'sh').stdout;
    const reset = script.indexOf('ss -K');
    assert.ok(reset > 0 && reset < script.indexOf('addr del'), script);
    assert.is(namespace.run(['sh', '-s'], script).status, 0);
    assert.is(addressesOn(namespace, 'eth0').filter(({ local }) => vips.includes(local)).length, 0);
  }));

const sourceTo = (namespace: Namespace, ip: string): string | undefined =>
  / src (\S+)/.exec(namespace.run(['ip', 'route', 'get', ip]).stdout)?.[1];

test('one_side makes the address the source of connections, near and far', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const before = stateOf(namespace);
    const module = { addresses: ['192.168.200.222'], where: 'one_side' } as const;
    const far = ['192.168.200.9', '192.168.200.200', '198.51.100.1', '8.8.8.8'];
    assert.equal(new Set(far.map((ip) => sourceTo(namespace, ip))), new Set(['192.168.200.5']));
    apply(namespace, 'prim', module);
    assert.equal(new Set(far.map((ip) => sourceTo(namespace, ip))), new Set(['192.168.200.222']));
    expectNothingToDo(namespace, 'prim', module);
    apply(namespace, 'second', module);
    assert.equal(new Set(far.map((ip) => sourceTo(namespace, ip))), new Set(['192.168.200.5']));
    assert.is(stateOf(namespace), before);
  }));

const vmac = '5a:fe:01:02:03:04';

test('a virtual Ethernet address is answered with and never seen as a source', async () => {
  await inNamespace(['eth0'], own, async (namespace) => {
    const client = withClient(namespace);
    try {
      const before = stateOf(namespace);
      const module = { addresses: vips, vmac };
      apply(namespace, 'prim', module);
      expectNothingToDo(namespace, 'prim', module);
      for (const ip of vips) {
        const ping = client.run(['ping', '-c', '2', '-i', '0.2', '-W', '2', ip]);
        assert.is(ping.status, 0, ping.stdout);
        assert.match(client.run(['ip', 'neigh', 'show', ip]).stdout, vmac);
      }
      const learned = client.run(['bridge', 'fdb', 'show', 'br', 'br0', 'brport', 'eth0-peer']);
      assert.match(learned.stdout, '02:00:00:00:00:00');
      assert.not.match(learned.stdout, vmac);
      apply(namespace, 'second', module);
      assert.is(stateOf(namespace), before);
      assert.is(client.run(['ping', '-c', '1', '-W', '1', vips[0] ?? '']).status, 1);
    } finally {
      client.remove();
    }
  });
});

test('a saved plan of a module is carried out, with the reset of connections', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const module = { addresses: vips };
    const saved = join(namespace.stateDirectory, 'plan.json');
    for (const [role, count] of [
      ['prim', 2],
      ['second', 0],
    ] as const) {
      assert.is(run(namespace, 'plan', role, module, '--out', saved).status, 0);
      const result = namespace.hactl(['apply', saved, '--yes']);
      assert.is(result.status, 0, result.stderr);
      const found = addressesOn(namespace, 'eth0').filter(({ local }) => vips.includes(local));
      assert.is(found.length, count);
    }
    const wrong = namespace.hactl(['apply', saved, '--yes', '--node', 'n1']);
    assert.is(wrong.status, 64);
    assert.match(said(wrong), /HA6036.*--node changes nothing/);
  }));

test('plans two modules of a server together, and removes what is named no more', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const [web, db] = ['WEB', 'DB'].map((name, index) => {
      const file = join(namespace.stateDirectory, `${name}.xml`);
      writeFileSync(file, mirrorText({ addresses: [`192.168.200.${index + 10}`] }));
      return file;
    }) as [string, string];
    const ips = () => addressesOn(namespace, 'eth0').map(({ local }) => local);
    const both = ['apply', web, db, '--yes', '--role', 'all=prim'];
    assert.is(namespace.hactl(both).status, 0);
    assert.ok(ips().includes('192.168.200.10') && ips().includes('192.168.200.11'));
    const one = namespace.hactl([...both, '--role', 'DB=second']);
    assert.is(one.status, 0, one.stderr);
    assert.ok(ips().includes('192.168.200.10') && !ips().includes('192.168.200.11'));
    const alone = namespace.hactl(['plan', db, '--role', 'DB=prim']);
    assert.match(alone.stdout, /- address 192\.168\.200\.10.*\n.*reset first/);
    writeFileSync(db, mirrorText({ addresses: ['192.168.200.10'] }));
    const clash = namespace.hactl(both);
    assert.is(clash.status, 1);
    assert.match(said(clash), /HA5434.*WEB\.xml\).*DB\.xml\)/);
  }));

test('plans a node of a farm by its address in cluster.xml', () =>
  inNamespace(['eth0'], own, (namespace) => {
    const folder = join(import.meta.dirname, '../../fixtures/safekit/farm-example');
    const module = join(namespace.stateDirectory, 'WEB.xml');
    const cluster = join(namespace.stateDirectory, 'cluster.xml');
    const inOurNetwork = (name: string): string =>
      readFileSync(join(folder, name), 'utf8').replaceAll('192.168.1.', '192.168.200.');
    writeFileSync(module, inOurNetwork('userconfig.xml'));
    writeFileSync(cluster, inOurNetwork('nodes.xml'));
    const plan = (...options: string[]) =>
      namespace.hactl(['plan', module, '--cluster', cluster, ...options]);
    const found = plan();
    assert.is(found.status, 0, found.stderr);
    assert.match(found.stdout, /node: node1 \(its address 192\.168\.200\.5 is on eth0\)/);
    assert.match(found.stdout, /members: node1, node2 /);
    const alone = plan('--members', 'node1', '--traffic', 'WEB=closed');
    assert.match(alone.stdout, /members: node1 \(as --members says\)/);
    assert.match(alone.stdout, /traffic: closed \(as --traffic says\)/);
    assert.match(said(plan('--members', 'node1,node4')), /HA5411.*did you mean "node1"\?/);
  }));

test('says what an address without a network wants', () =>
  inNamespace(['eth0', 'eth1'], own, (namespace) => {
    const far = run(namespace, 'plan', 'prim', { addresses: ['10.9.9.9'] });
    assert.is(far.status, 1);
    assert.match(said(far), /HA5402.*write name="INTERFACE".*eth0 192\.168\.200\.5\/24/);
    const named = { addresses: ['10.9.9.9'], interface: 'name="eth1"' };
    assert.match(said(run(namespace, 'plan', 'prim', named)), /HA5404.*write netmask=/);
    const masked = { ...named, address: 'netmask="255.255.255.0"' };
    assert.is(run(namespace, 'plan', 'prim', masked).status, 0);
  }));

test.run();
