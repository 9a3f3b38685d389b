// IPVS by generic netlink: the same table as by ipvsadm, and each refusal with its step.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { observeHost } from '../../src/apply/observe-host.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { changesOf, type Circumstances } from '../support/fake-kernel.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import { anyCase } from '../support/gen.ts';
import { anyKernel, hostWith, setUpKernel } from '../support/gen-kernel.ts';
import { hostOn } from '../support/machines.ts';
import { applyCase, planCase, rollBack } from '../support/runs.ts';

const newHost = (circumstances: Partial<Circumstances> = {}): FakeHost => {
  const host = fakeHost(hostWith());
  const { kernel } = host;
  kernel.circumstances = { ...kernel.circumstances, speaksNetlink: true, ...circumstances };
  return host;
};

const ipvs = new Set(['ipvs'] as const);
const toolsOf = (host: FakeHost) => new Set(changesOf(host.kernel).map(({ argv: [tool] }) => tool));

const service = {
  text: 'virtual_server 10.0.0.10 80 {\n lb_algo rr\n lb_kind DR\n protocol TCP\n real_server 10.1.0.1 80 {\n weight 1\n }\n real_server 10.1.0.2 80 {\n weight 1\n }\n}\n',
  roles: [],
};

test('both ways read and write the same', async () => {
  let written = 0;
  const property = fc.asyncProperty(anyKernel, anyCase, anyCase, async (state, one, other) => {
    const byNetlink = hostOn({ state, speaksNetlink: true });
    const byProgram = hostOn({ state, speaksNetlink: false });
    for (const wanted of [one, other]) {
      const ends = [await applyCase(byNetlink, wanted), await applyCase(byProgram, wanted)];
      assert.is(ends[0]?.outcome, ends[1]?.outcome);
      const [seen, listed] = [
        await observeHost(byNetlink, ipvs),
        await observeHost(byProgram, ipvs),
      ];
      assert.equal(seen.state, listed.state);
      const states = [byNetlink, byProgram].map(({ kernel }) => snapshot(kernel.state));
      assert.equal(differingParts(states[0] ?? {}, states[1] ?? {}), []);
    }
    assert.not(toolsOf(byNetlink).has('ipvsadm'));
    assert.not(toolsOf(byProgram).has('netlink'));
    if (toolsOf(byNetlink).has('netlink')) written++;
  });
  await fc.assert(property, { seed: 41, numRuns: 150 });
  assert.ok(written > 50, `only ${written} wrote to IPVS`);
});

test('a refusal names the step and what the kernel has against it', async () => {
  const host = newHost();
  const { plan } = await planCase(host, service);
  assert.is(plan?.steps.length, 3);
  host.kernel.fault = { kind: 'refuse-line', batch: 1, line: 3 };
  const { outcome, diagnostics } = await applyCase(host, service);
  assert.is(outcome, 'undone');
  assert.match(
    diagnostics[0]?.message ?? '',
    /failed at server 10\.1\.0\.2:80 of tcp 10\.0\.0\.10:80: out of memory/,
  );
});

test('refusals are counted, since the kernel goes on after each', async () => {
  const host = newHost();
  host.kernel.fault = { kind: 'refuse-batch', batch: 1 };
  const { diagnostics } = await applyCase(host, service);
  assert.match(diagnostics[0]?.message ?? '', 'out of memory (and 2 more like it)');
});

test('a service that somebody made in between is refused, and stays theirs', async () => {
  const host = newHost();
  const { outcome } = await applyCase(host, service, {
    agree: async () => {
      setUpKernel(host.kernel.state, { ip: [], ipvsadm: ['-A -t 10.0.0.10:80 -s wlc'] });
      return 'yes';
    },
  });
  assert.is(outcome, 'undone');
  const [theirs, ...others] = host.kernel.state.ipvs.services;
  assert.equal([theirs?.scheduler, theirs?.destinations, others], ['wlc', [], []]);
});

test('who may not change the network may not read IPVS either', async () => {
  const { gaps } = await observeHost(newHost({ mayChange: false }), ipvs);
  assert.equal(
    gaps.map(({ topic, reason }) => [topic, reason]),
    [['ipvs', 'no-permission']],
  );
});

test('a kernel without the family has no IPVS, also after modprobe', async () => {
  const host = newHost({ hasIpvs: false });
  const { gaps } = await observeHost(host, ipvs);
  assert.equal(
    gaps.map(({ topic, reason }) => [topic, reason]),
    [['ipvs', 'no-kernel-support']],
  );
  assert.equal(
    host.kernel.ran.map(({ argv }) => argv.join(' ')),
    ['modprobe ip_vs'],
  );
});

test('undoing goes by netlink, too', async () => {
  const host = newHost();
  await applyCase(host, service);
  assert.is((await rollBack(host)).outcome, 'undone');
  assert.equal([...toolsOf(host)], ['netlink']);
  assert.equal(host.kernel.state.ipvs.services, []);
});

test.run();
