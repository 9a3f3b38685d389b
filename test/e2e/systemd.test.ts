// Where systemd runs, a transient timer watches over an apply that waits for confirmation.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { suiteUnless, whyNoPrograms } from '../support/needs.ts';
import { runUnderSystemd } from '../support/systemd-guest.ts';

const reason =
  whyNoPrograms('linux.uml', 'modprobe', 'systemd-run') ??
  (existsSync('/lib/systemd/systemd') ? null : 'systemd is not installed');
const test = suiteUnless('an apply under systemd', reason);

const root = join(import.meta.dirname, '../..');

test('is undone by a timer when nobody confirms, wherever it was started', async () => {
  // systemd starts the timer's unit in /, where a relative path means something else.
  const output = await runUnderSystemd(`
cd /run
ip link add eth0 type dummy
ip link set eth0 up
printf 'static_ipaddress {\\n    10.20.0.1/24 dev eth0\\n}\\n' |
  ${process.execPath} ${root}/bin/run.js apply - --yes --confirm-within 5s --state-dir record
echo status $?
systemctl list-timers --all --no-legend | grep -o 'hactl-confirm-.*timer'
ip -brief addr show dev eth0
for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15; do
  sleep 1
  ip -brief addr show dev eth0 | grep -q 10.20.0.1 || break
done
ip -brief addr show dev eth0
`);
  assert.match(output, /^status 0$/m, output);
  assert.match(output, /^hactl-confirm-[-0-9a-f]+\.timer$/m);
  assert.match(output, /^eth0\s+UNKNOWN\s+10\.20\.0\.1\/24\s*$/m);
  assert.match(output, /^eth0\s+UNKNOWN\s*$/m);
});

test.run();
