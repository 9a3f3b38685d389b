// The use case of `hactl import`: a kernel's services and addresses as a keepalived.conf.

import { observeHost } from '../apply/observe-host.ts';
import { parseIp } from '../base/ip.ts';
import { type Imported, importState } from '../convert/from-kernel/import.ts';
import { textOf } from '../convert/document/output.ts';
import { type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import { verbsOf } from '../plan/kinds.ts';
import type { Resource } from '../plan/state.ts';
import { type Findings, noFindings } from './load.ts';
import { type Against, gapDiagnostic, readBase } from './observe.ts';

export interface ImportRequest {
  readonly from: Exclude<Against, 'empty'>;
  /** Addresses that are virtual though no service says so. */
  readonly addresses: readonly string[];
  readonly stateDirectory: string;
}

export interface ImportResult extends Findings {
  /** Null when there is none. */
  readonly text: string | null;
  readonly exit: Exit;
}

type Read =
  { readonly resources: readonly Resource[] } | { readonly problems: readonly Diagnostic[] };

/** A kernel without IPVS has no services, which is no problem here. */
const readKernel = async (host: Host, { from, stateDirectory }: ImportRequest): Promise<Read> => {
  const topics = new Set(['network', 'ipvs'] as const);
  if (from !== 'live') {
    const read = await readBase(host, from, () => topics, stateDirectory);
    return read.base === null
      ? { problems: read.diagnostics }
      : { resources: [...read.base.observation.state.values()] };
  }
  const { state, gaps } = await observeHost(host, topics);
  const problems = gaps
    .filter(({ reason }) => reason !== 'no-kernel-support')
    .map((gap) => gapDiagnostic(gap));
  return problems.length > 0 ? { problems } : { resources: [...state.values()] };
};

const remarksOn = ({ output, empty, doubtful }: Imported): Diagnostic[] => [
  ...empty.map((service) =>
    diagnostic('HA7031', null, { service: verbsOf(service).title(service) }),
  ),
  ...doubtful.map(({ ip, prefixLength, device }) =>
    diagnostic('HA7032', null, { address: `${ip}/${prefixLength}`, device, ip }),
  ),
  ...(output === null ? [diagnostic('HA7030', null, {})] : []),
];

export const importKernel = async (host: Host, request: ImportRequest): Promise<ImportResult> => {
  const read = await readKernel(host, request);
  if ('problems' in read) {
    return { ...noFindings(), diagnostics: read.problems, text: null, exit: 'refused' };
  }
  const { resources } = read;
  const wanted = request.addresses.map((text) => parseIp(text) ?? text);
  const there = new Set(resources.flatMap((one) => (one.kind === 'address' ? [one.ip] : [])));
  const missing = wanted.filter((ip) => !there.has(ip));
  const imported = importState(resources, wanted);
  const diagnostics = [
    ...missing.map((ip) => diagnostic('HA7033', null, { ip })),
    ...remarksOn(imported),
  ];
  const isBad = hasErrors(diagnostics) || imported.output === null;
  return {
    ...noFindings(),
    diagnostics,
    text: isBad || imported.output === null ? null : textOf(imported.output),
    exit: isBad ? 'inputErrors' : 'done',
  };
};
