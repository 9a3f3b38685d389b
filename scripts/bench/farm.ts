// `npm run bench:farm`: what a farm of 8 nodes costs with 1 and with 50 groups: a plan, a change of
// members, and packets through the filter beside the same host without it. Ratios are what counts.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { inside, makeLab, program, sourcesOf } from '../../test/support/farm/lab.ts';
import { applyOn } from '../../test/support/farm/nodes.ts';
import { clusterXml, farmXml } from '../../test/support/farm/xml.ts';
import { median } from './measure.ts';

const rounds = Number(process.argv[2] ?? 9);
const packets = 100_000;
const nodes = 8;
const vip = '10.77.0.222';
const vmac = '5a:fe:0a:4d:00:de';
const firstPort = 7000;

const lab = makeLab(1, 1);
process.on('exit', lab.remove);
const [node] = lab.nodes as [(typeof lab.nodes)[number]];
const [client] = lab.clients as [(typeof lab.clients)[number]];
const [source = ''] = sourcesOf(0).inet;

const write = (name: string, text: string): string => {
  const path = join(lab.bridge.stateDirectory, name);
  writeFileSync(path, text);
  return path;
};

/** Each group has a port of its own. */
const moduleWith = (groups: number): string =>
  farmXml(
    'vmac_invisible',
    [vip],
    Array.from({ length: groups }, (_, index) => ({
      name: `g${index + 1}`,
      // Most of the traffic is this node's, or the filter would be done with it too soon.
      powers: Array.from({ length: nodes }, (_, at) => (at === 0 ? 500 : at + (index % 3))),
      rules: [`udp/${firstPort + index} on_addr`],
    })),
  );

const cluster = write('cluster.xml', clusterXml(nodes));
const modules = { 1: write('few.xml', moduleWith(1)), 50: write('many.xml', moduleWith(50)) };
const members = Array.from({ length: nodes }, (_, index) => `n${index + 1}`).join();
const bench = join(import.meta.dirname);
const [nodePath = ''] = program('');

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const show = (what: string, values: readonly number[], unit: string, digits = 0): void => {
  const all = values.map((value) => value.toFixed(digits)).join(', ');
  print(`${what.padEnd(44)} ${median(values).toFixed(digits).padStart(8)} ${unit}  (${all})`);
};

const flood = async (port: number): Promise<number> => {
  const argv = [nodePath, join(bench, 'datagrams.ts'), 'send', vip, String(port), source];
  const seconds = Number(await inside(client, [...argv, String(packets)]));
  return packets / seconds / 1000;
};

const setUp = (groups: 1 | 50): Promise<string[]> =>
  applyOn(lab, { modules: [modules[groups]], cluster, members });

const costs = { 1: { planMs: [0] }, 50: { planMs: [0] } } as Record<
  1 | 50,
  { planMs: number[]; applyMs: number[]; transactionMs: number[] }
>;
for (const groups of [1, 50] as const) {
  await setUp(groups);
  const argv = [nodePath, join(bench, 'farm-node.ts'), String(rounds), node.stateDirectory];
  costs[groups] = JSON.parse(await inside(node, [...argv, cluster, modules[groups]]));
}
print(`8 nodes, vmac_invisible; ${rounds} rounds, medians`);
for (const groups of [1, 50] as const) {
  const { planMs, applyMs, transactionMs } = costs[groups];
  const of = groups === 1 ? '1 group' : '50 groups';
  show(`plan, ${of}`, planMs, 'ms');
  show(`change of members, ${of}: apply and verify`, applyMs, 'ms');
  show(`change of members, ${of}: its transaction`, transactionMs, 'ms');
}
const each = (key: 'planMs' | 'applyMs' | 'transactionMs') =>
  costs[50][key].map((ms, round) => ms / (costs[1][key][round] ?? Number.NaN));
show('50 groups against 1, plan', each('planMs'), '', 2);
show('50 groups against 1, apply and verify', each('applyMs'), '', 2);
show('50 groups against 1, transaction', each('transactionMs'), '', 2);

/** Packets that a group has let through. */
const acceptedBy = (group: string): number => {
  const argv = ['nft', 'list', 'chain', 'netdev', 'hactl_many', `${group}_addr_ip`];
  return Number(/packets (\d+) bytes \d+ accept/.exec(node.run(argv).stdout)?.[1] ?? 0);
};

// The last group is the last rule.
const ports = [firstPort, firstPort + 49].map(String);
const sink = node.start([nodePath, join(bench, 'datagrams.ts'), 'sink', vip, ...ports]);
client.run(['ip', 'neigh', 'replace', vip, 'lladdr', vmac, 'dev', 'eth0']);
await sleep(1000);
const rates = { without: [] as number[], first: [] as number[], last: [] as number[] };
for (let round = 0; round < rounds; round++) {
  await setUp(50);
  rates.first.push(await flood(firstPort));
  rates.last.push(await flood(firstPort + 49));
  if (acceptedBy('g1') < packets || acceptedBy('g50') < packets) throw new Error('packets got lost');
  node.run(['nft', 'delete', 'table', 'netdev', 'hactl_many']);
  rates.without.push(await flood(firstPort));
}
sink.stop();
show('packets without the filter', rates.without, 'thousand/s');
show('packets by the first rule of 50', rates.first, 'thousand/s');
show('packets by the last rule of 50', rates.last, 'thousand/s');
const against = (own: readonly number[]) =>
  own.map((rate, round) => rate / (rates.without[round] ?? Number.NaN));
show('first rule against no filter', against(rates.first), '', 2);
show('last rule against no filter', against(rates.last), '', 2);
process.exit();
