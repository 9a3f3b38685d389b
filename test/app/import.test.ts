// hactl import of a saved state: what it says, and when it writes nothing.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { importKernel } from '../../src/app/import.ts';
import { type SavedState, savedStateSchema } from '../../src/plan/observation.ts';
import { kernelNames, type Resource } from '../../src/plan/state.ts';
import { fileHost } from '../support/file-host.ts';

const link: Resource = {
  ...{ kind: 'link', name: 'eth0', type: '', mac: '52:54:00:00:00:01' },
  ...{ up: true, addressGeneration: 'none', group: 0 },
};

const address = (ip: string, rank: number): Resource => ({
  ...{ kind: 'address', device: 'eth0', ip, prefixLength: 24, label: 'eth0' },
  ...{ scope: 0, flags: [], preferredS: 'forever', rank },
});

const service = (ip: string): Resource => ({
  kind: 'ipvs-service',
  id: { protocol: 'tcp', ip, port: 80 },
  ...{ scheduler: 'rr', flags: [], onePacket: false },
});

const server: Resource = {
  kind: 'ipvs-server',
  service: { protocol: 'tcp', ip: '192.0.2.10', port: 80 },
  ...{ ip: '10.0.0.1', port: 80, forwarding: { method: 'nat' }, weight: 1 },
  ...{ upperThreshold: 0, lowerThreshold: 0 },
};

const saved = (resources: readonly Resource[]): string => {
  const state: SavedState = {
    kind: 'hactl-state',
    schemaVersion: savedStateSchema,
    ...{ resources, names: kernelNames, gaps: [], serial: null, owned: [] },
  };
  return JSON.stringify(state);
};

const balancer = [
  link,
  address('192.0.2.1', 0),
  address('192.0.2.10', 1),
  service('192.0.2.10'),
  server,
];

const cases: readonly (readonly [
  what: string,
  resources: readonly Resource[],
  addresses: readonly string[],
  codes: readonly string[],
  virtual: readonly string[],
])[] = [
  ['a service with its address', balancer, [], [], ['192.0.2.10/24']],
  [
    'an address that nobody uses',
    [...balancer, address('192.0.2.30', 2)],
    [],
    ['HA7032'],
    ['192.0.2.10/24'],
  ],
  [
    'an address that is named',
    [...balancer, address('192.0.2.30', 2)],
    ['192.0.2.30'],
    [],
    ['192.0.2.10/24', '192.0.2.30/24'],
  ],
  [
    'a service without servers',
    [...balancer, service('192.0.2.11')],
    [],
    ['HA7031'],
    ['192.0.2.10/24'],
  ],
  ['nothing', [link, address('192.0.2.1', 0)], [], ['HA7030'], []],
  ['an address that is not there', balancer, ['192.0.2.77'], ['HA7033'], []],
];

for (const [what, resources, addresses, codes, virtual] of cases) {
  test(`imports ${what}`, async () => {
    const host = fileHost({ 'host.json': { text: saved(resources) } });
    const request = { from: { file: 'host.json' }, addresses, stateDirectory: '/run/hactl' };
    const { diagnostics, text, exit } = await importKernel(host, request);
    assert.equal(
      diagnostics.map(({ code }) => code),
      codes,
    );
    const found = [...(text ?? '').matchAll(/^ +(\S+\/\d+)$/gm)].map(([, ip]) => ip);
    assert.equal(found, virtual);
    assert.is(exit, text === null ? 'inputErrors' : 'done');
  });
}

test.run();
