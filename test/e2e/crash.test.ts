// kill -9 at random moments of an apply: `hactl rollback` always brings back exactly what was there.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import process from 'node:process';
import * as assert from 'uvu/assert';
import { differingKeys } from '../../src/app/sandbox.ts';
import { type SavedState, stateFromSaved } from '../../src/plan/observation.ts';
import type { State } from '../../src/plan/state.ts';
import { inNamespace, type Namespace, said } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock');
const test = suiteUnless('a killed apply', reason);

const kills = 50;

/** Two generations, so that an apply adds, changes and removes. */
const configuration = (generation: 0 | 1): string => `
static_ipaddress {
    10.20.${generation}.1/24 dev eth1
    10.20.9.1/24 dev eth1
}
static_routes {
    10.50.0.0/16 via 10.20.9.${200 + generation} dev eth1
    10.51.${generation}.0/24 dev eth1
}
static_rules {
    from 10.20.9.0/24 table ${100 + generation} priority 500
}
vrrp_instance VI_1 {
    interface eth0
    virtual_router_id 51
    priority 150
    no_accept
    virtual_ipaddress {
        10.1.0.1${generation}/24
        10.1.0.2/24
        10.1.0.3${1 - generation}/24
    }
}
vrrp_instance VI_2 {
    interface eth0
    virtual_router_id ${52 + generation}
    use_vmac
    virtual_ipaddress {
        10.2.0.1/24
    }
}
`;

const stateOf = (namespace: Namespace): State => {
  const { stdout } = namespace.hactl(['show', 'state', '--format', 'json']);
  return stateFromSaved(JSON.parse(stdout) as SavedState).state;
};

/** A generator of its own, so that a failing run can be repeated. */
const seededRandom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 2147483648;
  };
};

const applyArgs = (namespace: Namespace): string[] => {
  const options = ['--role', 'all=master', '--yes', '--state-dir', namespace.stateDirectory];
  return [...namespace.hactlArgv.slice(1), 'apply', '-', ...options];
};

/** Starts an apply and kills it after `delayMs`; tells whether it was still at work. */
const applyAndKill = async (
  namespace: Namespace,
  text: string,
  delayMs: number,
): Promise<boolean> => {
  const [program = ''] = namespace.hactlArgv;
  const child = spawn(program, applyArgs(namespace), { stdio: ['pipe', 'ignore', 'ignore'] });
  child.stdin.end(text);
  const exited = once(child, 'exit') as Promise<[number | null, string | null]>;
  const isDone = await Promise.race([exited.then(() => true), sleep(delayMs, false)]);
  if (!isDone) child.kill('SIGKILL');
  const [, signal] = await exited;
  return signal === 'SIGKILL';
};

test(`killed at ${kills} random moments, it can always be rolled back exactly`, () =>
  inNamespace(['eth0', 'eth1'], ['addr add 10.1.0.5/24 dev eth0'], async (namespace) => {
    const seed = Number(process.env['HACTL_TEST_SEED'] ?? 20260);
    const random = seededRandom(seed);
    const first = namespace.hactl(
      ['apply', '-', '--role', 'all=master', '--yes'],
      configuration(0),
    );
    assert.is(first.status, 0, first.stderr);
    const before = stateOf(namespace);
    const from = performance.now();
    const timed = namespace.hactl(
      ['apply', '-', '--role', 'all=master', '--yes'],
      configuration(1),
    );
    const lengthMs = performance.now() - from;
    assert.is(timed.status, 0, timed.stderr);
    assert.is(namespace.hactl(['rollback', '--yes']).status, 0);
    assert.equal(differingKeys(before, stateOf(namespace)), []);
    let interrupted = 0;
    for (let n = 0; n < kills; n++) {
      // Most of the time goes to starting; the second half is where things change.
      const delayMs = lengthMs * (0.4 + 0.6 * random());
      const wasKilled = await applyAndKill(namespace, configuration(1), delayMs);
      const look = namespace.hactl(
        ['apply', '-', '--role', 'all=master', '--yes'],
        configuration(1),
      );
      if (look.status === 5) {
        interrupted++;
        assert.match(said(look), /HA6007.*hactl rollback/);
      }
      const undone = namespace.hactl(['rollback', '--yes']);
      assert.is(
        undone.status,
        0,
        `kill ${n} of seed ${seed} after ${delayMs} ms: ${undone.stderr}`,
      );
      assert.equal(
        differingKeys(before, stateOf(namespace)),
        [],
        `kill ${n} of seed ${seed} after ${delayMs} ms`,
      );
      assert.ok(wasKilled || look.status === 0);
    }
    assert.ok(interrupted > 0, 'no kill hit the middle of an apply');
    process.stdout.write(`${interrupted} of ${kills} kills hit an apply at work\n`);
  }));

test.run();
