// Network namespaces of the host's kernel for tests, made by name so that several commands can enter
// them. They and the processes in them go when the tests end, however they end.

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const node = join(root, 'node_modules', '.bin', 'node');
const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin`, NO_COLOR: '1' };

/** The command line that starts hactl. */
export const programArgv = [node, join(root, 'bin', 'run.js')];

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command said on standard error, without its line breaks. */
export const said = ({ stderr }: Result): string => stderr.replace(/\s+/g, ' ');

export interface Namespace {
  readonly name: string;
  /** Where hactl keeps its record for this namespace. */
  readonly stateDirectory: string;
  /** The command line that starts hactl, for `run`. */
  readonly programArgv: readonly string[];
  /** The same from outside. */
  readonly hactlArgv: readonly string[];
  readonly run: (argv: readonly string[], input?: string) => Result;
  readonly hactl: (args: readonly string[], input?: string) => Result;
  /** hactl as a user without rights; its state directory can be read. */
  readonly hactlAsNobody: (args: readonly string[], input?: string) => Result;
  /** Starts a program that is ended with the namespace, if not before. */
  readonly start: (argv: readonly string[]) => { readonly pid: number; readonly stop: () => void };
  readonly remove: () => void;
}

/** The project may be where only root can look, so it is shown to others in another place. */
const asNobody = [
  'mount --bind "$0" /mnt && cd /mnt || exit 1',
  'exec setpriv --reuid=65534 --regid=65534 --clear-groups node_modules/.bin/node bin/run.js "$@"',
].join('\n');

let counter = 0;
const open = new Set<Namespace>();
process.on('exit', () => {
  for (const namespace of open) namespace.remove();
});

const runHere = (argv: readonly string[], input?: string): Result => {
  const [program = '', ...args] = argv;
  const { status, stdout, stderr } = spawnSync(program, args, {
    env,
    encoding: 'utf8',
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    ...(input !== undefined && { input }),
  });
  return { status, stdout, stderr };
};

/** The same in every namespace, so that link-local addresses are. */
const mac = (number: number): string => `02:00:00:00:00:${number.toString(16).padStart(2, '0')}`;

/** Links are ends of veth pairs, up, without addresses; their peers are named NAME-peer. */
const linkLines = (links: readonly string[]): string =>
  [
    'link set dev lo up',
    ...links.flatMap((name, index) => [
      `link add name ${name} address ${mac(index)} type veth peer name ${name}-peer address ${mac(index + 128)}`,
      `link set dev ${name} up`,
      `link set dev ${name}-peer up`,
    ]),
  ].join('\n');

/** A new namespace with these links and after these lines of `ip -batch`. */
export const makeNamespace = (
  links: readonly string[],
  lines: readonly string[] = [],
): Namespace => {
  const name = `hactl-test-${process.pid}-${++counter}`;
  const made = runHere(['ip', 'netns', 'add', name]);
  if (made.status !== 0) throw new Error(made.stderr);
  const stateDirectory = mkdtempSync(join(tmpdir(), 'hactl-test-'));
  const enter = ['ip', 'netns', 'exec', name];
  const running = new Set<{ stop: () => void }>();
  const stateOption = ['--state-dir', stateDirectory];
  const takesState = (args: readonly string[]) => !['try', 'help'].includes(args[0] ?? '');
  const namespace: Namespace = {
    name,
    stateDirectory,
    programArgv,
    hactlArgv: [...enter, ...programArgv],
    run: (argv, input) => runHere([...enter, ...argv], input),
    hactl: (args, input) => {
      const state = takesState(args) && !['ir', 'tree'].includes(args[1] ?? '') ? stateOption : [];
      return runHere([...namespace.hactlArgv, ...args, ...state], input);
    },
    hactlAsNobody: (args, input) => {
      chmodSync(stateDirectory, 0o755);
      return runHere([...enter, 'sh', '-c', asNobody, root, ...args], input);
    },
    start: (argv) => {
      const [program = '', ...args] = [...enter, ...argv];
      const child = spawn(program, args, { env, cwd: root, stdio: 'ignore', detached: true });
      const { pid } = child;
      if (pid === undefined) throw new Error(`${program} did not start`);
      const handle = {
        pid,
        stop: () => {
          running.delete(handle);
          try {
            // The group: programs like keepalived have children.
            process.kill(-pid, 'SIGTERM');
          } catch {
            // It has ended by itself.
          }
        },
      };
      running.add(handle);
      return handle;
    },
    remove: () => {
      for (const handle of running) handle.stop();
      runHere(['ip', 'netns', 'del', name]);
      rmSync(stateDirectory, { recursive: true, force: true });
      open.delete(namespace);
    },
  };
  open.add(namespace);
  const set = namespace.run(['ip', '-batch', '-'], `${[linkLines(links), ...lines].join('\n')}\n`);
  if (set.status !== 0) throw new Error(set.stderr);
  return namespace;
};

/** Runs `work` in a namespace that is removed afterwards. */
export const inNamespace = async (
  links: readonly string[],
  lines: readonly string[],
  work: (namespace: Namespace) => void | Promise<void>,
): Promise<void> => {
  const namespace = makeNamespace(links, lines);
  try {
    await work(namespace);
  } finally {
    namespace.remove();
  }
};
