// hactl import: the file that is made of a kernel wants that kernel as it is, for any services.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadText } from '../../src/app/load.ts';
import { textOf } from '../../src/convert/document/output.ts';
import { importState } from '../../src/convert/from-kernel/import.ts';
import type { Config } from '../../src/ir/model.ts';
import { initialWorld, type Role } from '../../src/ir/world.ts';
import { desired } from '../../src/plan/desired/desired.ts';
import { type Kind, kernelNames, type Resource, type State } from '../../src/plan/state.ts';
import { anyServices } from '../support/gen-services.ts';
import { foldersIn, readFixture } from '../support/golden.ts';
import { isPlannable } from '../support/sandbox.ts';
import { expectGolden } from '../support/golden.ts';

const wantedBy = (config: Config): State => {
  const roles = new Map(config.instances.map(({ name }) => [name, 'master' as Role]));
  return desired(config, { ...initialWorld, roles }, kernelNames).wanted.state;
};

const ofIpvs: readonly Kind[] = ['ipvs-service', 'ipvs-server', 'ipvs-timeouts'];

/** keepalived.conf has no service without servers. */
const comparable = (state: State): string[] => {
  const all = [...state.values()];
  const hasServer = (one: Resource): boolean =>
    one.kind !== 'ipvs-service' ||
    all.some(
      (other) =>
        other.kind === 'ipvs-server' && JSON.stringify(other.service) === JSON.stringify(one.id),
    );
  return all
    .filter((one) => ofIpvs.includes(one.kind) && hasServer(one))
    .map((one) => JSON.stringify(one))
    .sort();
};

const importedFrom = (state: State): { text: string; config: Config; errors: string[] } => {
  const { output } = importState([...state.values()], []);
  const text = output === null ? '' : textOf(output);
  const { loaded, diagnostics } = loadText('keepalived.conf', text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  return { text, config: loaded.config, errors: errors.map(({ message }) => message) };
};

const checkRound = (text: string): void => {
  const before = wantedBy(loadText('x.conf', text).loaded.config);
  const { config, errors } = importedFrom(before);
  assert.equal(errors, []);
  assert.equal(comparable(wantedBy(config)), comparable(before));
};

for (const name of foldersIn('keepalived').filter(isPlannable)) {
  test(`makes a file that wants the services of ${name}`, () => {
    checkRound(readFixture(`keepalived/${name}/input.conf`));
  });
}

test('makes a file that wants any services', () => {
  fc.assert(
    fc.property(anyServices, (lines) => checkRound(lines.join('\n'))),
    { numRuns: 200, seed: 11 },
  );
});

const kernel: readonly Resource[] = [
  { kind: 'link', name: 'eth0', type: '', mac: '52:54:00:00:00:01', up: true, group: 0 },
  {
    kind: 'link',
    name: 'vrrp.7',
    type: 'macvlan',
    parent: 'eth0',
    mac: '00:00:5e:00:01:07',
    mode: 'private',
    up: true,
    group: 0,
  },
  ...(
    [
      ['eth0', '192.0.2.1', 24, 0],
      ['eth0', '192.0.2.10', 24, 1],
      ['eth0', '192.0.2.99', 24, 2],
      ['vrrp.7', '198.51.100.7', 24, 0],
      ['lo', '203.0.113.9', 32, 0],
    ] as const
  ).map(([device, ip, prefixLength, rank]): Resource => ({
    kind: 'address',
    ...{ device, ip, prefixLength, rank, label: device },
    ...{ scope: 0, flags: [], preferredS: 'forever' },
  })),
  { kind: 'ipvs-timeouts', tcpS: 900, tcpFinS: 60, udpS: 300 },
  { kind: 'ipvs-sync', role: 'backup', device: 'eth0', syncId: 3 },
  {
    kind: 'ipvs-service',
    id: { protocol: 'tcp', ip: '192.0.2.10', port: 80 },
    scheduler: 'sh',
    flags: ['sh-port'],
    onePacket: false,
  },
  ...[100, 0].map((weight, at): Resource => ({
    kind: 'ipvs-server',
    service: { protocol: 'tcp', ip: '192.0.2.10', port: 80 },
    ip: `10.0.0.${at + 1}`,
    port: 80,
    forwarding: { method: at === 0 ? 'dr' : 'nat' },
    weight,
    upperThreshold: 0,
    lowerThreshold: 0,
  })),
  {
    kind: 'ipvs-service',
    id: { mark: 5, family: 'inet' },
    scheduler: 'rr',
    flags: [],
    onePacket: false,
  },
];

test('takes the addresses of services and of virtual routers, and says what it leaves out', () => {
  const { output, empty, doubtful } = importState(kernel, []);
  expectGolden('import/keepalived.conf', output === null ? '' : textOf(output));
  assert.equal(
    empty.map(({ id }) => id),
    [{ mark: 5, family: 'inet' }],
  );
  assert.equal(
    doubtful.map(({ ip }) => ip),
    ['192.0.2.99'],
  );
});

test('takes an address that somebody names', () => {
  const { output } = importState(kernel, ['192.0.2.99']);
  assert.match(output === null ? '' : textOf(output), /192\.0\.2\.99\/24/);
});

test('makes nothing of a kernel that has nothing', () => {
  assert.equal(importState(kernel.slice(0, 1), []).output, null);
});

test.run();
