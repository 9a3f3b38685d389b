// A farm module from its files to the commands that a node runs: in which order, how little of it when
// members come and go, and that whatever fails is undone.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type FakeHost, fakeHost, restarted } from '../support/fake-host.ts';
import { changesOf, Crash, type Fault } from '../support/fake-kernel.ts';
import { differingParts, snapshot } from '../support/fake-kernel/snapshot.ts';
import { clusterXml, farmXml } from '../support/farm/xml.ts';
import { hostWith } from '../support/gen-kernel.ts';
import { applyFile, rollBack } from '../support/runs.ts';

const file = 'web.xml';
const rules = ['tcp/80 on_addr', 'udp/53 on_port'];

const types = ['vmac_invisible', 'vmac_directed'] as const;

const hostOf = (type: (typeof types)[number]): FakeHost => {
  const ip = ['addr add 10.77.0.11/24 dev eth0', 'addr add fd77::11/64 dev eth0 nodad'];
  const host = fakeHost(hostWith({ ip }));
  const extra = type === 'vmac_directed' ? ['arp on_addr'] : [];
  const groups = [{ name: 'web', powers: [2, 1, 1], rules: [...rules, ...extra] }];
  host.userFiles.set(file, farmXml(type, ['10.77.0.222', 'fd77::222'], groups));
  host.userFiles.set('cluster.xml', clusterXml());
  return host;
};

const apply = (host: FakeHost, members: string) =>
  applyFile(host, file, {
    site: { node: 'n1', members: [{ is: members.split(' ') }] },
    reading: { cluster: 'cluster.xml' },
  });

const outcomeOf = async (host: FakeHost, members: string): Promise<string> => {
  const { outcome, diagnostics } = await apply(host, members);
  assert.equal(diagnostics, []);
  return outcome;
};

/** What is done to links and tables, a word each. */
const doingsOf = ({ kernel }: FakeHost): string[] =>
  changesOf(kernel).flatMap(({ argv, stdin }) => {
    if (argv[0] === 'nft') {
      const { nftables } = JSON.parse(stdin) as { nftables: { readonly [verb: string]: object }[] };
      const [verb = '', object = {}] = Object.entries(nftables.at(-1) ?? {})[0] ?? [];
      return [`nft ${verb} ${Object.keys(object)[0]}`];
    }
    return argv[0] === 'ip'
      ? stdin.split('\n').flatMap((line) => /^(?:link|addr) .*/.exec(line)?.[0] ?? [])
      : [];
  });

test('the table stands before the link is up, and goes when it is down', async () => {
  const host = hostOf('vmac_invisible');
  assert.is(await outcomeOf(host, 'n1 n2'), 'applied');
  const name = 'vm5afe0a4d00de';
  assert.equal(doingsOf(host), [
    `link add link eth0 name ${name} address 5a:fe:0a:4d:00:de type macvlan mode private`,
    `link set dev ${name} addrgenmode none`,
    'nft add rule',
    `link set dev ${name} up`,
    `addr add 10.77.0.222/32 dev ${name} scope 0`,
    `addr add fd77::222/128 dev ${name} nodad valid_lft forever preferred_lft 0`,
  ]);
  assert.is(await outcomeOf(host, 'n2'), 'applied');
  assert.equal(doingsOf(host).slice(6), [
    `addr del fd77::222/128 dev ${name}`,
    `addr del 10.77.0.222/32 dev ${name}`,
    `link set dev ${name} down`,
    'nft delete table',
    `link del dev ${name}`,
  ]);
});

for (const type of types) {
  test(`a change of members is one transaction for the chains of the groups, ${type}`, async () => {
    const host = hostOf(type);
    assert.is(await outcomeOf(host, 'n1 n2 n3'), 'applied');
    assert.is(await outcomeOf(host, 'n1 n2 n3'), 'nothing');
    const start = changesOf(host.kernel).length;
    assert.is(await outcomeOf(host, 'n1 n3'), 'applied');
    const changes = changesOf(host.kernel).slice(start);
    assert.equal(
      changes.map(({ argv }) => argv.join(' ')),
      ['nft -j -f -'],
    );
    const text = changes[0]?.stdin ?? '';
    const flushed = [...text.matchAll(/"flush":\{"chain":\{[^}]*"name":"(\w+)"/g)];
    const groups = ['web_addr_ip', 'web_addr_ip6', 'web_port_udp', 'web_port_udp6'];
    const askers = ['web_addr_arp', 'web_addr_nd'];
    const errors = ['web_addr_icmp', 'web_addr_icmp6', 'web_port_icmp', 'web_port_icmp6'];
    const more = type === 'vmac_directed' ? [...askers, ...errors] : [];
    assert.equal(flushed.map(([, name]) => name).sort(), [...groups, ...more].sort());
    assert.not(/"(table|set)":\{|"add":\{"chain"/.test(text));
    assert.is(await outcomeOf(host, 'n1 n3'), 'nothing');
  });

  test(`whatever fails or comes to a sudden end is undone, ${type}`, async () => {
    const dry = hostOf(type);
    const empty = snapshot(dry.kernel.state);
    assert.is(await outcomeOf(dry, 'n1 n2 n3'), 'applied');
    for (const [index] of changesOf(dry.kernel).entries()) {
      const batch = index + 1;
      for (const kind of ['refuse-batch', 'crash-before', 'crash-after', 'lie'] as const) {
        const host = hostOf(type);
        host.kernel.fault = { kind, batch } satisfies Fault;
        const outcome = await apply(host, 'n1 n2 n3').catch((error: unknown) => {
          if (error instanceof Crash) return null;
          throw error;
        });
        const { isDead } = host.kernel;
        if (!isDead) assert.is(outcome?.outcome, 'undone', `${kind} ${batch}`);
        const later = isDead ? restarted(host) : host;
        if (isDead) assert.is((await rollBack(later)).outcome, 'undone');
        assert.equal(
          [kind, batch, ...differingParts(empty, snapshot(later.kernel.state))],
          [kind, batch],
        );
      }
    }
    assert.is((await rollBack(dry)).outcome, 'undone');
    assert.equal(differingParts(empty, snapshot(dry.kernel.state)), []);
  });
}

test.run();
