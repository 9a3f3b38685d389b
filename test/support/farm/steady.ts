// A program: flows that go on until standard input ends, by UDP with a packet every 40 ms and by TCP with
// one every 250 ms. Says then of each who answered, and what was lost.

import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SteadyJob {
  readonly address: string;
  readonly udpPort: number;
  readonly tcpPort: number;
  readonly udpSources: readonly string[];
  readonly tcpSources: readonly string[];
}

export interface SteadyFlow {
  readonly protocol: 'tcp' | 'udp';
  /** In the order in which they first answered. */
  readonly owners: readonly string[];
  readonly sent: number;
  /** Packets without an answer, by their number. */
  readonly lost: readonly number[];
  /** Packets with more than one answer. */
  readonly repeated: number;
  /** Why a connection ended. */
  readonly end?: string;
}

const [argument = '{}'] = process.argv.slice(2);
const job = JSON.parse(argument) as SteadyJob;
let isOver = false;

const missing = (sent: number, answers: ReadonlyMap<string, number>): number[] =>
  Array.from({ length: sent }, (_, index) => index + 1).filter(
    (number) => !answers.has(String(number)),
  );

const udpFlow = (source: string, index: number): (() => SteadyFlow) => {
  const socket = createSocket(source.includes(':') ? 'udp6' : 'udp4');
  const answers = new Map<string, number>();
  const owners = new Set<string>();
  let sent = 0;
  socket.on('message', (message) => {
    const [owner = '', number = ''] = message.toString().split(' ');
    owners.add(owner);
    answers.set(number, (answers.get(number) ?? 0) + 1);
  });
  const send = () => {
    if (!isOver) socket.send(String(++sent), job.udpPort, job.address);
  };
  socket.bind(30_000 + index, source, () => setInterval(send, 40));
  return () => ({
    protocol: 'udp',
    owners: [...owners],
    sent,
    lost: missing(sent, answers),
    repeated: [...answers.values()].filter((count) => count > 1).length,
  });
};

const tcpFlow = (localAddress: string, index: number): (() => SteadyFlow) => {
  const { address: host, tcpPort: port } = job;
  const socket = connect({ host, port, localAddress, localPort: 31_000 + index });
  const owners = new Set<string>();
  const answers = new Map<string, number>();
  let sent = 0;
  let end: string | undefined;
  socket.on('data', (data) => {
    for (const line of data.toString().split('\n')) {
      const [owner = '', echo] = line.split(' ');
      if (owner !== '') owners.add(owner);
      if (echo !== undefined) answers.set(echo, 1);
    }
  });
  socket.on('error', ({ message }) => {
    end = message;
  });
  socket.on('close', () => {
    end ??= 'closed';
  });
  setInterval(() => {
    if (isOver || end !== undefined || socket.readyState !== 'open') return;
    sent++;
    socket.write(`${sent}\n`);
  }, 250);
  return () => ({
    protocol: 'tcp',
    ...{ owners: [...owners], sent, lost: missing(sent, answers), repeated: 0 },
    ...(end !== undefined && { end }),
  });
};

const flows = [...job.udpSources.map(udpFlow), ...job.tcpSources.map(tcpFlow)];
process.stdout.write('started\n');
await text(process.stdin);
isOver = true;
// The last answers are under way.
await sleep(300);
const isWaiting = () => flows.some((report) => report().lost.length > 0);
for (let waited = 0; waited < 2000 && isWaiting(); waited += 100) await sleep(100);
process.stdout.write(JSON.stringify(flows.map((report) => report())));
process.exit();
