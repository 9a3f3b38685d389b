// fixtures/plan: each folder a kernel, a configuration and what becomes of the two. current.json is what
// others made, former.conf what hactl applied then, drift.json what others did after that; plan.txt is the
// plan for input.conf with what is to say about it, undo.txt how that plan would be taken back.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { planUndo } from '../../src/apply/undo.ts';
import { plain } from '../../src/views/paint.ts';
import { renderPlan } from '../../src/views/plan.ts';
import { renderUndo } from '../../src/views/undo.ts';
import { fakeHost } from '../support/fake-host.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import { hostKernel, setUpKernel } from '../support/gen-kernel.ts';
import { expectGolden, foldersIn } from '../support/golden.ts';
import { type PlanCase, readPlanCase } from '../support/plan-case.ts';
import { diagnosticText } from '../support/planned.ts';
import { applyCase, journalOf, planCase, rollBack } from '../support/runs.ts';

/** The host of a case, before its input.conf. */
const startOf = async ({ current, former, drift }: PlanCase) => {
  const host = fakeHost(hostKernel(current));
  if (former !== undefined) {
    const { outcome, diagnostics } = await applyCase(host, former);
    assert.is(outcome, 'applied', diagnostics.map(({ message }) => message).join());
  }
  if (drift !== undefined) setUpKernel(host.kernel.state, drift);
  return host;
};

for (const name of foldersIn('plan')) {
  const folder = `plan/${name}`;

  test(`plans ${name} and takes it back`, async () => {
    const one = readPlanCase(name);
    const host = await startOf(one);
    const wanted = one.input;
    const planned = await planCase(host, wanted);
    const said = diagnosticText(planned.diagnostics, planned);
    const text = planned.plan === null ? '' : renderPlan(planned.plan, plain);
    expectGolden(`${folder}/plan.txt`, [said, text].filter((part) => part !== '').join('\n'));
    const before = snapshot(host.kernel.state);
    const { outcome } = await applyCase(host, wanted);
    if (planned.plan === null) {
      assert.is(outcome, 'refused');
      assert.equal(differingParts(before, snapshot(host.kernel.state)), []);
      return;
    }
    assert.is(outcome, 'applied');
    const journal = await journalOf(host);
    if (journal === null) assert.unreachable('no journal');
    else {
      const undo = renderUndo(await planUndo(host, journal, new Map()), journal.at, plain);
      expectGolden(`${folder}/undo.txt`, undo);
    }
    assert.is((await rollBack(host)).outcome, 'undone');
    assert.equal(differingParts(before, snapshot(host.kernel.state)), []);
  });
}

test.run();
