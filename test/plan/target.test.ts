// Whose an object is: what hactl makes, adopts, gives back and leaves alone.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import { makePlan, ownedAfter } from '../../src/plan/plan.ts';
import type { IpvsTimeouts, Resource } from '../../src/plan/state.ts';
import { aimFor } from '../../src/plan/target.ts';
import { address, route, stateOf, sysctl } from '../support/resources.ts';

const own = (made: Resource, former?: Resource): Owned =>
  new Map([[keyOf(made), { made, ...(former !== undefined && { former }) }]]);

const none: Owned = new Map();
const vip = address('10.0.0.10/24');

test('what is there as wanted is adopted', () => {
  assert.equal(aimFor(stateOf(vip), stateOf(vip), none).adopts, [keyOf(vip)]);
});

test('what is there and different is a conflict', () => {
  const { conflicts } = aimFor(stateOf(vip), stateOf({ ...vip, label: 'eth0:x' }), none);
  assert.equal(conflicts, [keyOf(vip)]);
});

test('what hactl made is no conflict, whatever became of it', () => {
  const aim = aimFor(stateOf(vip), stateOf({ ...vip, label: 'eth0:x' }), own(vip));
  assert.equal([aim.conflicts, aim.adopts], [[], []]);
});

test('parameters are nobody’s: they are set, not fought over', () => {
  const wanted = sysctl('all/rp_filter', '0');
  const aim = aimFor(stateOf(wanted), stateOf(sysctl('all/rp_filter', '1')), none);
  assert.equal(aim.conflicts, []);
});

test('what hactl made and nobody wants goes', () => {
  assert.equal([...aimFor(stateOf(), stateOf(vip), own(vip)).target], [[keyOf(vip), null]]);
});

test('what others made is not part of the target', () => {
  assert.is(aimFor(stateOf(), stateOf(vip, route('10.9.0.0/16')), none).target.size, 0);
});

test('what is gone already is forgotten', () => {
  assert.equal(aimFor(stateOf(), stateOf(), own(vip)).forgets, [keyOf(vip)]);
});

test('a parameter goes back to what it was before', () => {
  const [mine, former] = [sysctl('all/rp_filter', '0'), sysctl('all/rp_filter', '2')];
  assert.equal(aimFor(stateOf(), stateOf(mine), own(mine, former)).target.get(keyOf(mine)), former);
});

test('a parameter of a link that hactl made goes back to the default', () => {
  const mine = sysctl('v/accept_local', '1');
  const observed = stateOf(mine, sysctl('default/accept_local', '0'));
  const { target } = aimFor(stateOf(), observed, own(mine));
  assert.equal(target.get(keyOf(mine)), sysctl('v/accept_local', '0'));
});

const timeouts = (tcpS: number, tcpFinS: number, udpS: number): IpvsTimeouts => ({
  kind: 'ipvs-timeouts',
  tcpS,
  tcpFinS,
  udpS,
});

test('a timeout that is not asked for stays as it is', () => {
  const wanted: Resource = { kind: 'ipvs-timeouts', udpS: 50 };
  const { target } = aimFor(stateOf(wanted), stateOf(timeouts(900, 120, 300)), none);
  assert.equal(target.get('ipvs-timeouts'), timeouts(900, 120, 50));
});

test('a timeout that is no longer asked for gets its former value, others stay', () => {
  const owned = own(timeouts(800, 120, 300), timeouts(900, 120, 300));
  const wanted: Resource = { kind: 'ipvs-timeouts', udpS: 50 };
  // Somebody else has changed tcpfin since.
  const observed = stateOf(timeouts(800, 77, 300));
  const { target } = aimFor(stateOf(wanted), observed, owned);
  assert.equal(target.get('ipvs-timeouts'), timeouts(900, 77, 50));
  assert.equal(
    aimFor(stateOf(), observed, owned).target.get('ipvs-timeouts'),
    timeouts(900, 77, 300),
  );
});

const record = (wanted: Resource[], observed: Resource[], owned: Owned): Owned =>
  ownedAfter(owned, makePlan(stateOf(...wanted), stateOf(...observed), owned));

test('the record knows what a parameter was before hactl set it first', () => {
  const [zero, one, two] = ['0', '1', '2'].map((value) => sysctl('all/rp_filter', value));
  if (!zero || !one || !two) return assert.unreachable();
  const first = record([one], [zero], none);
  assert.equal(first.get(keyOf(one)), { made: one, former: zero });
  assert.equal(record([two], [one], first).get(keyOf(one)), { made: two, former: zero });
});

test('an adopted parameter was what it is', () => {
  const zero = sysctl('all/rp_filter', '0');
  assert.equal(record([zero], [zero], none).get(keyOf(zero)), { made: zero, former: zero });
});

test('objects of others that are put back on the way stay those of others', () => {
  const before = address('10.0.5.1/24', 'eth2');
  const foreign = route('10.9.0.0/16', { device: 'eth2', protocol: 3 });
  const after = address('10.0.5.2/24', 'eth2');
  const owned = record([after], [before, foreign], own(before));
  assert.equal([...owned.keys()], [keyOf(after)]);
});

test('what is released leaves the record', () => {
  assert.is(record([], [vip], own(vip)).size, 0);
});

test.run();
