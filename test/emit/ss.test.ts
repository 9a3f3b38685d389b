// Connections that are reset before their addresses go.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { emitBatches } from '../../src/emit/batches.ts';
import { toShell } from '../../src/emit/shell.ts';
import { keyOf } from '../../src/plan/kinds.ts';
import type { Step } from '../../src/plan/step.ts';
import { address } from '../support/resources.ts';

const removal = (prefix: string, more: Partial<Step> = {}): Step => {
  const before = address(prefix);
  return { id: 1, op: '-', key: keyOf(before), before, ...more };
};
const resetsConnections = true;

const toolsOf = (steps: readonly Step[]) => emitBatches(steps).map(({ argv }) => argv.join(' '));

test('one process resets the connections of all addresses that go together', () => {
  const steps = [
    removal('10.0.0.1/24', { resetsConnections }),
    removal('10.0.0.2/24'),
    removal('fd00::1/64', { resetsConnections }),
  ];
  assert.equal(toolsOf(steps), ['ss -K -H -t -n src 10.0.0.1 or src [fd00::1]', 'ip -batch -']);
});

test('other removals take one process less', () => {
  assert.equal(toolsOf([removal('10.0.0.1/24')]), ['ip -batch -']);
});

test('a script goes on when the kernel cannot do it', () => {
  const script = toShell(emitBatches([removal('fd00::1/64', { resetsConnections })]));
  assert.is(
    script,
    [
      '# resets connections',
      "ss -K -H -t -n src '[fd00::1]' >/dev/null || :",
      '',
      '# - address fd00::1/64 on eth0',
      "ip -batch - <<'END'",
      'addr del fd00::1/64 dev eth0',
      'END',
      '',
    ].join('\n'),
  );
});

test.run();
