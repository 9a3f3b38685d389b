// What a kernel holds, for people.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { SavedState } from '../../src/plan/observation.ts';
import { kernelNames, type Resource } from '../../src/plan/state.ts';
import { plain } from '../../src/views/paint.ts';
import { renderState } from '../../src/views/state.ts';

const own: Resource = {
  kind: 'address',
  device: 'eth0',
  ip: '192.0.2.1',
  prefixLength: 24,
  scope: 0,
  label: 'eth0',
  flags: [],
  preferredS: 'forever',
};
const foreign: Resource = { ...own, ip: '192.0.2.2', label: 'eth0:1' };
const parameter: Resource = { kind: 'sysctl', name: 'net/ipv4/conf/eth0/rp_filter', value: '1' };

const saved = (more: Partial<SavedState> = {}): SavedState => ({
  kind: 'hactl-state',
  schemaVersion: 1,
  resources: [parameter, own, foreign],
  names: kernelNames,
  gaps: [],
  serial: 1,
  owned: [['address:eth0:192.0.2.1/24', { made: own }]],
  ...more,
});

test('marks what hactl made, kind by kind', () => {
  assert.is(
    renderState(saved(), false, plain),
    `* made by hactl (1); the rest belongs to others

Addresses
  * address 192.0.2.1/24 on eth0
    address 192.0.2.2/24 on eth0  label eth0:1
`,
  );
});

test('shows parameters of others only when asked for all', () => {
  assert.match(
    renderState(saved(), true, plain),
    'Kernel parameters\n    sysctl net/ipv4/conf/eth0/rp_filter  value 1\n\nAddresses\n',
  );
});

test('says what could not be read, and why', () => {
  const gaps: SavedState['gaps'] = [
    { topic: 'nft', command: 'nft -j list ruleset', reason: 'missing-tool', message: '' },
    { topic: 'ipvs', command: 'ipvsadm -Sn', reason: 'no-kernel-support', message: 'no IPVS' },
  ];
  assert.match(
    renderState(saved({ gaps }), false, plain),
    'Not read: `nft -j list ruleset` is not installed\n' +
      'Not read: `ipvsadm -Sn` finds nothing in this kernel to talk to: no IPVS\n',
  );
});

test.run();
