// What runs inside the guest: three nodes of a farm and a client on one network, each a network namespace;
// keepalived reads what the conversion made. Says who answered, before and after a node is gone.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createConnection, createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

export interface FarmJob {
  /** Folder with NODE/keepalived.conf. */
  readonly folder: string;
  readonly nodes: readonly { readonly name: string; readonly address: string }[];
  readonly vip: string;
}

/** Names of the nodes that answered, by the address of the client; `-` for none. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export interface FarmResult {
  readonly all: Answers;
  readonly less: Answers;
  readonly gone: string;
  readonly log: string;
}

const port = 80;
const clients = Array.from({ length: 40 }, (_, at) => `192.168.1.${100 + at}`);
const me = process.argv[1] ?? '';

const run = (argv: readonly string[]): { status: number | null; text: string } => {
  const [program = '', ...args] = argv;
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  return { status, text: `${stdout}${stderr}` };
};

const must = (argv: readonly string[]): string => {
  const { status, text } = run(argv);
  if (status !== 0) throw new Error(`${argv.join(' ')}: ${text}`);
  return text;
};

const inside = (name: string, argv: readonly string[]): string[] => [
  'ip',
  'netns',
  'exec',
  name,
  ...argv,
];

const start = (name: string, argv: readonly string[]): ChildProcess => {
  const [program = '', ...args] = inside(name, argv);
  return spawn(program, args, { stdio: 'ignore' });
};

/** A namespace with an interface on the one network. */
const addHost = (name: string, addresses: readonly string[]): void => {
  must(['ip', 'netns', 'add', name]);
  must([
    'ip',
    'link',
    'add',
    'link',
    'lan0',
    'name',
    `m-${name}`,
    'type',
    'macvlan',
    'mode',
    'bridge',
  ]);
  must(['ip', 'link', 'set', `m-${name}`, 'netns', name, 'name', 'eth0']);
  must(inside(name, ['ip', 'link', 'set', 'lo', 'up']));
  must(inside(name, ['ip', 'link', 'set', 'eth0', 'up']));
  for (const address of addresses)
    must(inside(name, ['ip', 'addr', 'add', `${address}/24`, 'dev', 'eth0']));
};

const ask = (from: string, vip: string): Promise<string> =>
  new Promise((resolve) => {
    let answer = '';
    const socket = createConnection({ host: vip, port, localAddress: from, timeout: 5000 });
    const end = (): void => {
      socket.destroy();
      resolve(answer || '-');
    };
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('end', end).on('error', end).on('timeout', end);
  });

/** The client's part: two connections from each address. */
const askAll = async (vip: string): Promise<Answers> => {
  const answers: Record<string, string[]> = {};
  for (const from of clients) answers[from] = [await ask(from, vip), await ask(from, vip)];
  return answers;
};

const serve = (name: string): void =>
  void createServer((socket) => socket.on('error', () => undefined).end(name)).listen(
    port,
    '0.0.0.0',
  );

const table = (name: string): string => run(inside(name, ['ipvsadm', '-Ln'])).text;

const until = async (what: string, isSo: () => boolean, limitMs: number): Promise<void> => {
  for (const end = Date.now() + limitMs; Date.now() < end; await sleep(500)) if (isSo()) return;
  throw new Error(`${what} did not come`);
};

/** Servers that get something. */
const serversIn = (name: string): number =>
  table(name)
    .split('\n')
    .filter((line) => /^\s+-> 192\S+\s+Route\s+1\s/.test(line)).length;

const daemon = (folder: string, name: string): ChildProcess => {
  const options = '--dont-fork --log-console';
  const file = join(folder, name, 'keepalived.conf');
  return start(name, [
    'unshare',
    '--mount',
    'sh',
    '-c',
    `mount -t tmpfs run /run && exec keepalived ${options} --use-file=${file} >/tmp/${name}.log 2>&1`,
  ]);
};

const hasAddress = (name: string, vip: string): boolean =>
  run(inside(name, ['ip', '-4', 'addr', 'show', 'eth0'])).text.includes(`${vip}/`);

const lab = async ({ folder, nodes, vip }: FarmJob): Promise<FarmResult> => {
  must(['ip', 'link', 'add', 'lan0', 'type', 'dummy']);
  must(['ip', 'link', 'set', 'lan0', 'up']);
  for (const { name, address } of nodes) addHost(name, [address]);
  addHost('client', clients);
  const running = nodes.map(({ name }) => ({
    name,
    processes: [start(name, [process.execPath, me, 'serve', name]), daemon(folder, name)],
  }));
  const log = (): string =>
    nodes
      .map(
        ({ name }) => `${name}\n${table(name)}${run(['tail', '-n', '8', `/tmp/${name}.log`]).text}`,
      )
      .join('\n');
  try {
    await until('the director', () => nodes.some(({ name }) => hasAddress(name, vip)), 60_000);
    await until(
      'the table',
      () => nodes.every(({ name }) => serversIn(name) === nodes.length),
      60_000,
    );
    const client = (): Answers =>
      JSON.parse(must(inside('client', [process.execPath, me, 'ask', vip]))) as Answers;
    const all = client();
    const gone = running.find(({ name }) => !hasAddress(name, vip));
    for (const one of gone?.processes ?? []) one.kill('SIGTERM');
    const rest = nodes.filter(({ name }) => name !== gone?.name);
    await until(
      'the smaller table',
      () => rest.every(({ name }) => serversIn(name) === rest.length),
      60_000,
    );
    const less = client();
    return { all, less, gone: gone?.name ?? '', log: log() };
  } catch (error) {
    return { all: {}, less: {}, gone: '', log: `${(error as Error).message}\n${log()}` };
  } finally {
    for (const { processes } of running) for (const one of processes) one.kill('SIGKILL');
  }
};

const [, , role, argument = ''] = process.argv;
if (role === 'serve') serve(argument);
else if (role === 'ask') process.stdout.write(JSON.stringify(await askAll(argument)));
else {
  const job = JSON.parse(readFileSync(0, 'utf8')) as FarmJob;
  process.stdout.write(JSON.stringify(await lab(job)));
  process.exit(0);
}
