// A kernel with its tools behind the Exec port. Commands change it and queries show it, in the tools' own
// words; it can be told to refuse, to lie, and to end the process that called it.

import type {
  Exec,
  ExecResult,
  GenericNetlink,
  GenlChannel,
  GenlRequest,
} from '../../src/host/ports.ts';
import { refuseIp, runIp } from './fake-kernel/ip.ts';
import { askIpvs, changeIpvs } from './fake-kernel/ipvs-genl.ts';
import { IpvsError } from './fake-kernel/ipvs.ts';
import { runIpvsadm } from './fake-kernel/ipvsadm.ts';
import { runNft } from './fake-kernel/nft.ts';
import { answer, failure, type LineHook, missing, refuse } from './fake-kernel/refusal.ts';
import { bareKernel, type KernelState } from './fake-kernel/state.ts';
import { runSysctl } from './fake-kernel/sysctl.ts';

/** What goes wrong at a changing process, counted from 1. */
export type Fault =
  /** It fails and does nothing. */
  | { readonly kind: 'refuse-batch'; readonly batch: number }
  /** So do all after it. */
  | { readonly kind: 'refuse-from'; readonly batch: number }
  | { readonly kind: 'refuse-line'; readonly batch: number; readonly line: number }
  /** It says that all is well and does nothing. */
  | { readonly kind: 'lie'; readonly batch: number }
  /** hactl is killed. */
  | { readonly kind: 'crash-before' | 'crash-after'; readonly batch: number };

/** What kill -9 is to a test: whatever the process tries to do from then on, it does no more. */
export class Crash extends Error {}

export interface Circumstances {
  /** Programs that are not installed. */
  readonly missing: readonly string[];
  readonly mayChange: boolean;
  readonly hasIpvs: boolean;
  readonly hasMacvlan: boolean;
  /** IPVS by generic netlink instead of ipvsadm. */
  readonly speaksNetlink: boolean;
  /** Why no program can be started that outlives hactl. */
  readonly startProblem: string | null;
}

export interface FakeKernel {
  readonly state: KernelState;
  readonly exec: Exec;
  readonly genericNetlink: GenericNetlink;
  fault: Fault | null;
  circumstances: Circumstances;
  /** Command lines of all that ran, with their input. */
  readonly ran: { readonly argv: readonly string[]; readonly stdin: string }[];
  readonly detached: (readonly string[])[];
  /** hactl was killed; a new one makes it false again. */
  isDead: boolean;
}

/** Kills hactl. */
export const crash = (kernel: FakeKernel, when: string): never => {
  kernel.isDead = true;
  throw new Crash(when);
};

/** Nothing is done by the dead. */
export const expectAlive = ({ isDead }: FakeKernel): void => {
  if (isDead) throw new Crash('it is dead');
};

const noIpvs =
  "Can't initialize ipvs: Protocol not available\n" +
  'Are you sure that IP Virtual Server is built in the kernel or as module?\n';

const notRoot: { readonly [tool: string]: (args: readonly string[], input: string) => ExecResult } =
  {
    ip: (_args, input) => refuseIp(input),
    sysctl: () => failure(1, 'sysctl: permission denied on key "net.ipv4.conf.all.rp_filter"\n'),
    nft: () =>
      failure(
        1,
        'Operation not permitted (you must be root)\n' +
          'netlink: Error: cache initialization failed: Operation not permitted\n',
      ),
    ipvsadm: () =>
      failure(2, noIpvs.replace('Protocol not available', 'Permission denied (you must be root)')),
  };

/** How requests of netlink stand among the command lines that ran. */
const netlinkArgv = ['netlink', 'IPVS'];

/** Whether a command line changes something. */
export const isChange = ([tool, ...args]: readonly string[]): boolean =>
  tool === 'netlink' || ['-batch', '-R', '-f', '-p'].some((option) => args.includes(option));

/** Reading links, routes and parameters takes no right. */
const needsRight = ([tool = '', ...args]: readonly string[]): boolean =>
  isChange([tool, ...args]) || tool === 'nft' || tool === 'ipvsadm';

const outOfMemory: { readonly [tool: string]: string } = {
  ip: 'RTNETLINK answers: Cannot allocate memory',
  sysctl: 'sysctl: setting key "net.ipv4.conf.all.rp_filter": Cannot allocate memory',
  ipvsadm: 'Memory allocation problem',
  nft: 'internal:0:0-0: Error: Could not process rule: Cannot allocate memory\n',
};

const runTool = (
  kernel: FakeKernel,
  argv: readonly string[],
  input: string,
  onLine: LineHook,
): ExecResult => {
  const [tool = '', ...args] = argv;
  const { circumstances, state } = kernel;
  if (circumstances.missing.includes(tool)) return missing();
  if (tool === 'ipvsadm' && !circumstances.hasIpvs) return failure(2, noIpvs);
  if (!circumstances.mayChange && needsRight(argv)) {
    return notRoot[tool]?.(args, input) ?? failure(1, 'Operation not permitted\n');
  }
  switch (tool) {
    case 'ip':
      return runIp(state, args, input, onLine);
    case 'sysctl':
      return runSysctl(state, args, input, onLine);
    case 'nft':
      return runNft(state, args, input);
    case 'ipvsadm':
      return runIpvsadm(state, args, input, onLine);
    case 'unshare':
      // macvlan on lo: a kernel that knows the type refuses the parent.
      return circumstances.hasMacvlan
        ? failure(2, 'RTNETLINK answers: Invalid argument\n')
        : failure(2, 'Error: Unknown device type.\n');
    case 'ss':
    case 'systemd-run':
      return answer('');
    default:
      return missing();
  }
};

/** Runs the `batch`-th changing process as the fault of the kernel has it. */
const runFaulty = (
  kernel: FakeKernel,
  argv: readonly string[],
  input: string,
  batch: number,
): ExecResult => {
  const { fault } = kernel;
  const message = outOfMemory[argv[0] ?? ''] ?? '';
  const whole = () => failure(1, `${message}\n`);
  const normally = (onLine: LineHook = () => undefined) => runTool(kernel, argv, input, onLine);
  if (fault?.kind === 'refuse-from' && batch >= fault.batch) return whole();
  if (fault === null || fault.batch !== batch) return normally();
  switch (fault.kind) {
    case 'refuse-batch':
    case 'refuse-from':
      return whole();
    case 'lie':
      return answer('');
    case 'refuse-line':
      if (argv[0] === 'nft') return whole();
      return normally((line) => (line === fault.line ? refuse(message) : undefined));
    case 'crash-before':
      return crash(kernel, `before batch ${batch}`);
    case 'crash-after':
      normally();
      return crash(kernel, `after batch ${batch}`);
  }
};

const [notPermitted, noMemory] = [1, 12];

/** The errno of a request, or 0. */
const tryRequest = (kernel: FakeKernel, request: GenlRequest): number => {
  if (!kernel.circumstances.mayChange) return notPermitted;
  try {
    changeIpvs(kernel.state, request);
    return 0;
  } catch (error) {
    if (error instanceof IpvsError) return error.errno;
    throw error;
  }
};

/** Errnos of requests by index as the fault of the kernel has it; each request is a line. */
const requestFaulty = (
  kernel: FakeKernel,
  requests: readonly GenlRequest[],
  batch: number,
): Map<number, number> => {
  const { fault } = kernel;
  const isHit = fault?.batch === batch || (fault?.kind === 'refuse-from' && batch > fault.batch);
  if (fault?.kind === 'crash-before' && isHit) crash(kernel, `before batch ${batch}`);
  const refused = new Map<number, number>();
  for (const [index, request] of requests.entries()) {
    const isLine = fault?.kind !== 'refuse-line' || fault.line === index + 1;
    const isRefused = isHit && isLine && fault?.kind.startsWith('refuse');
    const isLie = isHit && fault?.kind === 'lie';
    const number = isRefused ? noMemory : isLie ? 0 : tryRequest(kernel, request);
    if (number !== 0) refused.set(index, number);
  }
  if (fault?.kind === 'crash-after' && isHit) crash(kernel, `after batch ${batch}`);
  return refused;
};

const channelOf = (kernel: FakeKernel, nextBatch: () => number): GenlChannel => ({
  request: (requests) => {
    const stdin = requests.map(({ command }) => `${command}\n`).join('');
    kernel.ran.push({ argv: netlinkArgv, stdin });
    return requestFaulty(kernel, requests, nextBatch());
  },
  ask: (request) =>
    kernel.circumstances.mayChange
      ? { replies: askIpvs(kernel.state, request) }
      : { errno: notPermitted },
  close: () => undefined,
});

/** A kernel in `state`; without one it has no links. */
export const fakeKernel = (state: KernelState = bareKernel()): FakeKernel => {
  let batches = 0;
  const kernel: FakeKernel = {
    state,
    fault: null,
    circumstances: {
      missing: [],
      mayChange: true,
      hasIpvs: true,
      hasMacvlan: true,
      speaksNetlink: false,
      startProblem: null,
    },
    ran: [],
    detached: [],
    isDead: false,
    genericNetlink: {
      open: async () => {
        expectAlive(kernel);
        const { speaksNetlink, hasIpvs } = kernel.circumstances;
        if (!speaksNetlink) return { reason: 'unavailable' };
        return hasIpvs ? channelOf(kernel, () => ++batches) : { reason: 'no-family' };
      },
    },
    exec: {
      run: async (argv, stdin = '') => {
        expectAlive(kernel);
        kernel.ran.push({ argv, stdin });
        if (!isChange(argv)) return runTool(kernel, argv, stdin, () => undefined);
        batches++;
        return runFaulty(kernel, argv, stdin, batches);
      },
      startDetached: async (argv) => {
        kernel.detached.push(argv);
        return kernel.circumstances.startProblem;
      },
      has: async (program) => !kernel.circumstances.missing.includes(program),
    },
  };
  return kernel;
};

/** Processes that changed something, in their order. */
export const changesOf = ({ ran }: FakeKernel) => ran.filter(({ argv }) => isChange(argv));
