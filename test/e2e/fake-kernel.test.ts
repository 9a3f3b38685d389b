// The fake kernel and a real one side by side: the commands of random applies and rollbacks go to both,
// and after each process both must hold the same. IPVS is left out: few kernels have it.

import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { observeHost, type Topic } from '../../src/apply/observe-host.ts';
import { stableJson } from '../../src/base/stable-json.ts';
import type { ExecResult, Host } from '../../src/host/ports.ts';
import type { Resource, State } from '../../src/plan/state.ts';
import { type FakeHost, fakeHost } from '../support/fake-host.ts';
import { changesOf, isChange } from '../support/fake-kernel.ts';
import { anyCase } from '../support/gen.ts';
import { anySetup, hostKernel, type Setup, toCommands } from '../support/gen-kernel.ts';
import { inNamespace, type Namespace } from '../support/namespace.ts';
import { linkParameters } from '../support/fake-kernel/links.ts';
import { readPlanCase } from '../support/plan-case.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';
import { applyCase, rollBack } from '../support/runs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl');
const test = suiteUnless('the fake kernel', reason);

const devices = ['eth0', 'eth1', 'eth2'];
const topics: ReadonlySet<Topic> = new Set(['network', 'sysctl', 'nft']);

const runIn = (namespace: Namespace, argv: readonly string[], stdin: string): ExecResult => {
  // nft opens /dev/stdin anew, which works with a pipe and not with the socket that Node.js makes.
  const line = argv[0] === 'nft' ? ['sh', '-c', 'cat | "$@"', 'sh', ...argv] : argv;
  const { status, stdout, stderr } = namespace.run(line, stdin);
  return { exitCode: status, stdout, stderr, isMissing: false };
};

/**
 * Links of the two differ in what they are made of, and the real ones have peers. Time passes in a real
 * kernel, so that leases run.
 */
const comparable = (state: State): Map<string, string> => {
  const isOwn = (key: string) => !/-peer|^(link|address):lo\b|conf\/lo\//.test(key);
  const plain = (resource: Resource): unknown => {
    if (resource.kind === 'address' && resource.validS !== undefined) {
      return { ...resource, preferredS: 'limited', validS: 'limited' };
    }
    if (resource.kind !== 'link' || !devices.includes(resource.name)) return resource;
    const { type, parent, ...link } = resource;
    return link;
  };
  return new Map(
    [...state]
      .filter(([key]) => isOwn(key))
      .map(([key, resource]) => [key, stableJson(plain(resource))]),
  );
};

const differences = async (fake: Host, real: Host): Promise<string[]> => {
  const [one, other] = await Promise.all(
    [fake, real].map(async (host) => comparable((await observeHost(host, topics)).state)),
  );
  const keys = new Set([...(one?.keys() ?? []), ...(other?.keys() ?? [])]);
  return [...keys]
    .filter((key) => one?.get(key) !== other?.get(key))
    .map((key) => `${key}: fake ${one?.get(key)}, real ${other?.get(key)}`);
};

/** Line that a batch stopped at, if it did. */
const stoppedAt = ({ stderr }: ExecResult): string | undefined =>
  /Command failed -:(\d+)/.exec(stderr)?.[1];

/** A fake host whose every change is made in `namespace` as well; `found` collects what differs. */
const mirrored = (setup: Setup, namespace: Namespace, found: string[]): FakeHost => {
  // disable_ipv6 = 0 is no change, so the fake makes nothing of it.
  const host = fakeHost(hostKernel(setup, (number) => `02:00:00:00:00:0${number}`));
  const fakeOnly: Host = { ...host, exec: { ...host.exec } };
  const real: Host = {
    ...host,
    exec: { ...host.exec, run: async (argv, stdin = '') => runIn(namespace, argv, stdin) },
  };
  const run: Host['exec']['run'] = async (argv, stdin = '') => {
    const result = await fakeOnly.exec.run(argv, stdin);
    if (!isChange(argv) || argv[0] === 'ipvsadm' || found.length > 0) return result;
    const other = runIn(namespace, argv, stdin);
    const ends = [result, other].map((end) => `${end.exitCode} at ${stoppedAt(end)}`);
    if (ends[0] !== ends[1]) found.push(`${argv.join(' ')}: fake ${ends[0]}, real ${ends[1]}`);
    found.push(...(await differences(fakeOnly, real)).map((one) => `after ${stdin}${one}`));
    return result;
  };
  return { ...host, exec: { ...host.exec, run } };
};

/** What a new namespace takes over from its host. */
const defaults = Object.keys(linkParameters).flatMap((path) =>
  ['all', 'default', ...devices].map(
    (device) => `net/${path.replace('/', `/conf/${device}/`)} = 0`,
  ),
);

/** Sets both kernels up; returns the fake one. */
const bothWith = async (setup: Setup, namespace: Namespace, found: string[]): Promise<FakeHost> => {
  const plain = { ...setup, ipvsadm: [], sysctl: [...defaults, ...(setup.sysctl ?? [])] };
  for (const { argv, stdin } of toCommands(plain)) {
    assert.is(runIn(namespace, argv, stdin).stderr, '');
  }
  return mirrored(plain, namespace, found);
};

/** Applies and undoes in a namespace and on the fake kernel; says what differed. */
const compare = async (
  setup: Setup,
  work: (host: FakeHost, setUp: (more: Setup) => Promise<void>) => Promise<void>,
): Promise<void> =>
  inNamespace(devices, [], async (namespace) => {
    const found: string[] = [];
    const host = await bothWith(setup, namespace, found);
    await work(host, async (more) => {
      for (const { argv, stdin } of toCommands(more)) await host.exec.run(argv, stdin);
    });
    assert.equal(found, []);
    assert.ok(changesOf(host.kernel).length > 0);
  });

const folders = [
  'address-exchanged',
  'firewall-changed',
  'foreign-secondary',
  'last-address',
  'link-replaced',
  'primary-removed',
  'removal',
  'rp-filter-spread',
];

for (const name of folders) {
  test(`does as a real kernel does with ${name}`, () => {
    const { current, former, drift, input } = readPlanCase(name);
    return compare(current, async (host, setUp) => {
      if (former !== undefined) await applyCase(host, former);
      if (drift !== undefined) await setUp(drift);
      assert.is((await applyCase(host, input)).outcome, 'applied');
      assert.is((await rollBack(host)).outcome, 'undone');
    });
  });
}

const rounds = fc.sample(fc.tuple(anySetup, anyCase, anyCase), { numRuns: 8, seed: 31 });

for (const [index, [setup, one, other]] of rounds.entries()) {
  test(`does as a real kernel does, round ${index + 1}`, () =>
    compare(setup, async (host) => {
      await applyCase(host, one);
      await applyCase(host, other);
      await rollBack(host);
    }));
}

test.run();
