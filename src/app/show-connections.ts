// The use case of `hactl show connections`: how many established connections the virtual addresses have
// for which modules ask that (connections="on", SafeKit User's Guide §13.6.5).

import { type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { atOrigin } from '../diag/origin.ts';
import { bracketed } from '../base/ip.ts';
import type { Host } from '../host/ports.ts';
import type { FarmInterface, VirtualAddress } from '../ir/farm.ts';
import type { MirrorInterface } from '../ir/mirror.ts';
import type { Config } from '../ir/model.ts';
import { addressOf } from '../plan/host/names.ts';
import { resolveNames } from './host-view.ts';
import type { Findings } from './load.ts';
import { loadSiteOf, type SiteReading } from './load-site.ts';
import { missingTool } from './observe.ts';

export interface CountedAddress {
  readonly module: string;
  readonly ip: string;
  /** TCP, both ends of it on this host included. */
  readonly established: number;
}

export type ConnectionsResult = Findings & {
  readonly addresses: readonly CountedAddress[];
  readonly exit: Exit;
};

const counted = (interfaces: readonly (FarmInterface | MirrorInterface)[]): VirtualAddress[] =>
  interfaces.flatMap(({ addresses }) =>
    addresses.filter(({ countsConnections }) => countsConnections),
  );

const addressesIn = ({ instances, farms }: Config) => [
  ...instances.flatMap(({ name, mirror }) =>
    counted(mirror?.interfaces ?? []).map((address) => ({ module: name, address })),
  ),
  ...farms.flatMap(({ module, interfaces }) =>
    counted(interfaces).map((address) => ({ module, address })),
  ),
];

/** ss(8) prints a line for each; a family would leave out IPv4 connections of IPv6 sockets. */
const countFor = async (host: Host, ip: string): Promise<number | Diagnostic> => {
  const argv = ['ss', '-Htn', 'state', 'established', 'src', bracketed(ip)];
  const { exitCode, stdout, stderr, isMissing } = await host.exec.run(argv);
  if (isMissing) return missingTool('ss', 'counting connections');
  if (exitCode === 0) return stdout.split('\n').filter((line) => line !== '').length;
  const message = stderr.trim() || `it ended with status ${exitCode}`;
  return diagnostic('HA6015', null, { command: argv.join(' '), message });
};

/** Counts on the host as it is now. */
export const showConnections = async (
  host: Host,
  { file, reading }: { readonly file: string; readonly reading: SiteReading },
): Promise<ConnectionsResult> => {
  const result = await loadSiteOf(host, file, reading);
  if (result.loaded === null || result.exit !== 'done') return { ...result, addresses: [] };
  const { config } = result.loaded;
  const resolved = await resolveNames(host, config);
  const addresses: CountedAddress[] = [];
  const problems: Diagnostic[] = [];
  for (const { module, address } of addressesIn(config)) {
    const found = addressOf(address.host, address.span, { resolved });
    const count = 'ip' in found ? await countFor(host, found.ip) : found.problem;
    if (typeof count !== 'number') problems.push(count);
    else if ('ip' in found) addresses.push({ module, ip: found.ip, established: count });
  }
  const diagnostics = [...result.diagnostics, ...atOrigin(problems, result.sources)];
  return { ...result, diagnostics, addresses, exit: hasErrors(problems) ? 'refused' : 'done' };
};
