// Steps -> batches: consecutive steps of one command line share a process.

import { unreachable } from '../base/exhaustive.ts';
import { verbsOf } from '../plan/kinds.ts';
import type { Resource, ResourceKey } from '../plan/state.ts';
import type { Step } from '../plan/step.ts';
import type { Batch, Line } from './command.ts';
import { emitAddress, emitLink, emitRoute, emitRule } from './ip.ts';
import { emitServer, emitService, emitSyncDaemon, emitTimeouts } from './ipvsadm.ts';
import { emitNftTable } from './nft.ts';
import { emitResets } from './ss.ts';
import { emitSysctl } from './sysctl.ts';

const lineFor = (op: Step['op'], resource: Resource, before: Resource | undefined): Line => {
  switch (resource.kind) {
    case 'link':
      return emitLink(op, resource, before?.kind === 'link' ? before : undefined);
    case 'sysctl':
      return emitSysctl(resource);
    case 'address':
      return emitAddress(op, resource);
    case 'route':
      return emitRoute(op, resource);
    case 'rule':
      return emitRule(op, resource);
    case 'nft-table':
      return emitNftTable(op, resource, before?.kind === 'nft-table' ? before : undefined);
    case 'ipvs-service':
      return emitService(op, resource);
    case 'ipvs-server':
      return emitServer(op, resource);
    case 'ipvs-sync':
      return emitSyncDaemon(op, resource);
    case 'ipvs-timeouts':
      return emitTimeouts(resource);
    default:
      return unreachable(resource);
  }
};

/** The input of a step's command. */
export const emitStep = ({ op, before, after }: Step): Line => {
  const resource = after ?? before;
  if (resource === undefined) throw new Error('a step without an object');
  return lineFor(op, resource, before);
};

interface Open {
  readonly line: Line;
  readonly steps: Step[];
  readonly sent: Step[];
  readonly input: unknown[];
}

const join = ({ line, steps, sent, input }: Open): Batch => ({
  tool: line.tool,
  argv: line.argv,
  contract: line.contract,
  stdin: line.tool === 'nft' ? `${JSON.stringify({ nftables: input })}\n` : `${input.join('\n')}\n`,
  steps,
  sent,
});

/**
 * What ends a word, a line or all that a tool reads of it: ip(8) knows quotes, `#` and `\\`, too. Names of
 * files and plans are checked where they are read, so this is the second wall.
 */
const unfit = /[\p{Cc}"'#\\]/u;

const expectFit = ({ tool, input }: Line): void => {
  if (tool === 'nft') return;
  const bad = input.find((line) => unfit.test(String(line)));
  if (bad !== undefined)
    throw new Error(`a line for ${tool} that it would misread: ${JSON.stringify(bad)}`);
};

/** Servers whose service goes in the same plan: the kernel removes them with it. */
const goneWithService = (steps: readonly Step[]): ReadonlySet<ResourceKey> => {
  const services = new Set(
    steps
      .filter(({ op, key }) => op === '-' && key.startsWith('ipvs-service:'))
      .map(({ key }) => key),
  );
  const gone = steps.filter(({ op, before }) => {
    if (op !== '-' || before?.kind !== 'ipvs-server') return false;
    return verbsOf(before)
      .dependsOn(before)
      .some((key) => services.has(key));
  });
  return new Set(gone.map(({ key }) => key));
};

/** The processes that carry out `steps`, in their order. */
export const emitBatches = (steps: readonly Step[]): Batch[] => {
  const batches: Batch[] = [];
  const along = goneWithService(steps);
  let open: Open | undefined;
  const close = () => {
    if (open !== undefined) batches.push(...emitResets(open.steps), join(open));
  };
  for (const step of steps) {
    const line = emitStep(step);
    expectFit(line);
    if (open === undefined || open.line.argv.join(' ') !== line.argv.join(' ')) {
      close();
      open = { line, steps: [], sent: [], input: [] };
    }
    open.steps.push(step);
    if (step.op === '-' && along.has(step.key)) continue;
    open.sent.push(step);
    open.input.push(...line.input);
  }
  close();
  return batches;
};
