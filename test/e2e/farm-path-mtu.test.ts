// Clients behind a network that takes smaller packets only: its router says so to the virtual address, and
// the node that sent the packet must learn of it.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Answers, Job } from '../support/farm/flows.ts';
import { countsOf, problemsOfAnswers } from '../support/farm/judge.ts';
import { inside, type Lab, makeLab, program } from '../support/farm/lab.ts';
import { applyOn, serve, type View } from '../support/farm/nodes.ts';
import { clusterXml, farmXml } from '../support/farm/xml.ts';
import { makeNamespace, type Namespace } from '../support/namespace.ts';
import { suiteUnless, whyNoNamespaces, whyNoPrograms } from '../support/needs.ts';

const reason = whyNoNamespaces() ?? whyNoPrograms('ip', 'nft', 'sysctl', 'flock', 'ss');
const test = suiteUnless('farm and path MTU', reason);

const vips = { inet: '10.77.0.222', inet6: 'fd77::222' } as const;
const count = 60;

const farSources = {
  inet: Array.from({ length: count }, (_, index) => `10.78.0.${index + 10}`),
  inet6: Array.from({ length: count }, (_, index) => `fd78::${(index + 10).toString(16)}`),
} as const;

const must = (namespace: Namespace, argv: readonly string[], input?: string): void => {
  const { status, stderr } = namespace.run(argv, input);
  assert.is(status, 0, stderr);
};

/** The client of a lab becomes the router of a network in which packets have 1280 octets at most. */
const addFarNetwork = ({ nodes, clients: [router] }: Lab): Namespace => {
  if (router === undefined) throw new Error('no client');
  const far = makeNamespace([]);
  const batch = ['ip', '-batch', '-'];
  must(router, [
    'ip',
    'link',
    'add',
    'far0',
    'type',
    'veth',
    'peer',
    'name',
    'eth0',
    'netns',
    far.name,
  ]);
  const forwarding = ['net.ipv4.ip_forward=1', 'net.ipv6.conf.all.forwarding=1'];
  must(router, ['sysctl', '-q', '-w', 'net.ipv6.conf.far0.accept_dad=0', ...forwarding]);
  const lines = [
    'link set far0 up',
    'addr add 10.78.0.1/32 dev far0',
    'addr add fd78::1/128 dev far0 nodad',
    'route add 10.78.0.0/24 dev far0 mtu 1280',
    'route add fd78::/64 dev far0 mtu 1280',
  ];
  must(router, batch, `${lines.join('\n')}\n`);
  const farLines = [
    'link set eth0 up',
    ...farSources.inet.map((ip) => `addr add ${ip}/24 dev eth0`),
    ...farSources.inet6.map((ip) => `addr add ${ip}/64 dev eth0 nodad`),
    'route add default via 10.78.0.1',
    'route add default via fd78::1',
  ];
  must(far, batch, `${farLines.join('\n')}\n`);
  for (const node of nodes) {
    const back = ['route add 10.78.0.0/24 via 10.77.0.101', 'route add fd78::/64 via fd77::101'];
    must(node, batch, `${back.join('\n')}\n`);
  }
  return far;
};

/** Connections that want 10,000 octets back; of each who answered. */
const fetchAll = async (far: Namespace, family: 'inet' | 'inet6', from: number, to: number) => {
  const sources = farSources[family].slice(from, to);
  const job: Job = {
    ...{ protocol: 'tcp', address: vips[family], port: 80, waitMs: 4000 },
    ...{ sources, firstSourcePort: 25_000, size: 10_000 },
  };
  const output = await inside(far, program('flows.ts'), JSON.stringify([job]));
  return (JSON.parse(output) as [Answers])[0];
};

test('errors about packets reach the node that sent them', async () => {
  const lab = makeLab(3, 1);
  const far = addFarNetwork(lab);
  const write = (name: string, text: string): string => {
    const path = join(lab.bridge.stateDirectory, name);
    writeFileSync(path, text);
    return path;
  };
  const groups = [{ name: 'web', powers: [1, 1, 1], rules: ['tcp/80 on_addr', 'arp on_addr'] }];
  const view: View = {
    modules: [write('web.xml', farmXml('vmac_directed', Object.values(vips), groups))],
    cluster: write('cluster.xml', clusterXml()),
    members: 'n1,n2,n3',
  };
  await applyOn(lab, view);
  await serve(lab, Object.values(vips));
  for (const node of lab.nodes) {
    for (const chain of ['web_addr_icmp', 'web_addr_icmp6']) {
      must(node, ['nft', 'flush', 'chain', 'netdev', 'hactl_web', chain]);
    }
  }
  // All of this comes by one router, so one node gets all the errors.
  for (const family of ['inet', 'inet6'] as const) {
    assert.not.equal(problemsOfAnswers(await fetchAll(far, family, 0, 20), []), []);
  }
  await applyOn(lab, view);
  for (const family of ['inet', 'inet6'] as const) {
    const answers = await fetchAll(far, family, 20, count);
    assert.equal(problemsOfAnswers(answers, []), []);
    assert.equal([...countsOf(answers).keys()].sort(), ['n1', 'n2', 'n3']);
  }
  far.remove();
  lab.remove();
});

test.run();
