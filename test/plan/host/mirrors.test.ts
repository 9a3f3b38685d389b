// What a mirror module wants of the kernel of a host.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { initialWorld, type Role, type World } from '../../../src/ir/world.ts';
import { desired } from '../../../src/plan/desired/desired.ts';
import { hostViewOf } from '../../../src/plan/host/view.ts';
import { placeMirrors } from '../../../src/plan/host/mirrors.ts';
import { toState } from '../../../src/plan/kinds.ts';
import { kernelNames } from '../../../src/plan/state.ts';
import {
  configWith,
  hostWith,
  mirrorInstance,
  mirrorInterface,
  virtualAddress,
} from '../../support/modules.ts';
import { address, link } from '../../support/resources.ts';

const resetsConnections = true;
const host = hostWith(['eth0 192.168.1.5/24 fd00::5/64']);

const worldWith = (role: Role, more: Partial<World> = {}): World => ({
  ...initialWorld,
  roles: new Map([['AM', role]]),
  host,
  ...more,
});

const wantedOf = (hosts: readonly string[], world: World) => {
  const addresses = hosts.map((one) => virtualAddress(one));
  const config = configWith({ instances: [mirrorInstance('AM', [mirrorInterface(addresses)])] });
  const placed = placeMirrors(config, world);
  const { wanted } = desired(placed.config, world, kernelNames);
  return { wanted: [...wanted.state.values()], diagnostics: placed.diagnostics };
};

test('the primary has the addresses, as long as the network that they join', () => {
  const { wanted, diagnostics } = wantedOf(['192.168.1.222', 'fd00::222'], worldWith('master'));
  assert.equal(diagnostics, []);
  assert.equal(wanted, [
    { ...address('192.168.1.222/24'), label: 'eth0:AM', resetsConnections },
    { ...address('fd00::222/64'), flags: ['nodad'], preferredS: 0, resetsConnections },
  ]);
});

test('the secondary has none', () => {
  assert.equal(wantedOf(['192.168.1.222'], worldWith('backup')).wanted, []);
});

test('what has no place holds up the primary only', () => {
  const severities = (role: Role) =>
    wantedOf(['10.9.9.9'], worldWith(role)).diagnostics.map(({ severity }) => severity);
  assert.equal(severities('master'), ['error']);
  assert.equal(severities('backup'), ['warning']);
});

test('a host is what is there without hactl', () => {
  const own = address('192.168.1.5/24');
  const made = { ...address('192.168.1.222/24'), label: 'eth0:AM' };
  const eth0 = link('eth0', { type: '', mac: '02:00:00:00:00:05' });
  const observed = toState([link('lo'), eth0, link('vrrp.51'), own, made]);
  const owned = new Map([
    ['link:vrrp.51', {}],
    ['address:eth0:192.168.1.222/24', {}],
  ]);
  assert.equal(hostViewOf(observed, owned).links, [
    {
      name: 'eth0',
      mac: '02:00:00:00:00:05',
      addresses: [{ ip: '192.168.1.5', prefixLength: 24 }],
    },
  ]);
});

test.run();
