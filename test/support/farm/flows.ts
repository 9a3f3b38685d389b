// A program: opens flows and says who answered each. Reads jobs as JSON from standard input.

import { execFileSync } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { connect } from 'node:net';
import process from 'node:process';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Job {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly sources: readonly string[];
  readonly firstSourcePort: number;
  /** For the answers of all flows. */
  readonly waitMs: number;
  /** A machine with much else to do loses a packet now and then; absent: 3. */
  readonly attempts?: number;
  /** Of each packet, or of what is echoed by TCP. */
  readonly size?: number;
  /** Before each flow the neighbour is forgotten. */
  readonly asksAnew?: true;
}

/** Of each flow, the names of those who answered. */
export type Answers = readonly (readonly string[])[];

const byUdp = async (job: Job): Promise<Answers> => {
  const { address, port, sources, firstSourcePort, waitMs, asksAnew, size = 1, attempts = 3 } = job;
  const flows = await Promise.all(
    sources.map(
      (source, index) =>
        new Promise<{ socket: Socket; answers: string[] }>((resolve) => {
          const socket = createSocket(source.includes(':') ? 'udp6' : 'udp4');
          const answers: string[] = [];
          socket.on('message', (message) => answers.push(message.toString().split(' ')[0] ?? ''));
          socket.bind(firstSourcePort + index, source, () => resolve({ socket, answers }));
        }),
    ),
  );
  const silent = () => flows.filter(({ answers }) => answers.length === 0);
  const asked = new Set<Socket>();
  const repeated = new Set<readonly string[]>();
  for (let attempt = 0; attempt < attempts && silent().length > 0; attempt++) {
    for (const [index, { socket, answers }] of silent().entries()) {
      // Of a node that was asked twice two answers are one.
      if (asked.has(socket)) repeated.add(answers);
      asked.add(socket);
      if (asksAnew) execFileSync('ip', ['neigh', 'flush', 'to', address]);
      socket.send('?'.repeat(size), port, address);
      if (asksAnew) await sleep(50);
      // A neighbour that is being looked for keeps few packets waiting.
      if (index % 10 === 0) await sleep(10);
    }
    for (let waited = 0; waited < waitMs && silent().length > 0; waited += 50) await sleep(50);
  }
  // Second answers come hardly later than the first.
  await sleep(100);
  for (const { socket } of flows) socket.close();
  return flows.map(({ answers }) => (repeated.has(answers) ? [...new Set(answers)] : answers));
};

const connectOnce = (
  { address, port, firstSourcePort, waitMs, size = 0 }: Job,
  localAddress: string,
  index: number,
): Promise<string[]> =>
  new Promise((resolve) => {
    const localPort = firstSourcePort + index;
    const socket = connect({ host: address, port, localAddress, localPort });
    const answers: string[] = [];
    socket.setTimeout(waitMs, () => socket.destroy());
    socket.on('error', ({ message }) => answers.push(`error: ${message}`));
    let received = '';
    socket.on('data', (data) => {
      if (received === '' && size > 0) socket.write(`${'?'.repeat(size)}\n`);
      received += data.toString();
      if (received.length < size) return;
      answers.push(received.split('\n')[0] ?? '');
      // Closed in turn, with nothing left unread: what is reset then is the farm's doing.
      socket.end();
    });
    socket.on('close', () => resolve(answers));
  });

const byTcp = (job: Job): Promise<Answers> =>
  Promise.all(job.sources.map((source, index) => connectOnce(job, source, index)));

const jobs = JSON.parse(await text(process.stdin)) as readonly Job[];
const answers: Answers[] = [];
for (const job of jobs) answers.push(await (job.protocol === 'udp' ? byUdp(job) : byTcp(job)));
process.stdout.write(JSON.stringify(answers));
