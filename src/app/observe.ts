// What a plan is made against: the live kernel, nothing, or a saved observation.

import { observeHost, type Topic } from '../apply/observe-host.ts';
import { defaultStateDirectory, type Record, readRecord, storeAt } from '../apply/record.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import {
  emptyObservation,
  type Gap,
  type Observation,
  type SavedState,
  savedStateSchema,
  stateFromSaved,
} from '../plan/observation.ts';
import type { Owned } from '../plan/owned.ts';
import { parseVersioned } from '../plan/plan-file.ts';
import { readText } from './load.ts';

export type Against = 'live' | 'empty' | { readonly file: string };

export interface Base {
  readonly observation: Observation;
  readonly owned: Owned;
  /** Null when no record is known. */
  readonly serial: number | null;
  /** Whether the links of the host are known, so that a missing one is an error. */
  readonly knowsLinks: boolean;
}

export type BaseResult =
  | { readonly base: Base; readonly diagnostics: readonly Diagnostic[] }
  | { readonly base: null; readonly diagnostics: readonly Diagnostic[]; readonly exit: Exit };

const packages: { readonly [tool: string]: string } = {
  ip: 'iproute2',
  nft: 'nftables',
  ipvsadm: 'ipvsadm',
  sysctl: 'procps',
  flock: 'util-linux',
};

/** A tool that is not installed, with the package that has it. */
export const missingTool = (tool: string, object: string): Diagnostic =>
  diagnostic('HA6001', null, { tool, object, package: packages[tool] ?? tool });

const gapMend =
  'run it as root; or plan with --against empty, or against a state saved there by hactl show state --format json';

/** What a gap means for planning: an error, unless the kernel just has nothing of the kind. */
export const gapDiagnostic = (gap: Gap): Diagnostic => {
  const { command, message } = gap;
  switch (gap.reason) {
    case 'missing-tool':
      return missingTool(command.split(' ')[0] ?? command, 'reading the kernel');
    case 'no-permission':
      return diagnostic('HA6002', null, { what: `\`${command}\``, mend: gapMend });
    case 'no-kernel-support':
      return gap.topic === 'ipvs'
        ? diagnostic('HA6016', null, {})
        : diagnostic('HA6014', null, { object: 'the configuration', message });
    case 'failed':
      return diagnostic('HA6015', null, { command, message });
  }
};

/** The record, if it is there and readable; a plan can do without, and takes nothing for its own. */
export const peekRecord = async (host: Host, stateDirectory: string): Promise<Record | null> => {
  const store = storeAt(stateDirectory, host.process.networkNamespace);
  return readRecord(host, store).catch(() => null);
};

const fromFile = async (host: Host, file: string): Promise<BaseResult> => {
  const read = await readText(host, file);
  if ('problem' in read) return { base: null, diagnostics: [read.problem], exit: 'noInput' };
  const parsed = parseVersioned<SavedState>(read.text, 'hactl-state', savedStateSchema);
  if ('reason' in parsed) {
    const { reason } = parsed;
    const values = {
      file,
      what: 'a saved state',
      reason,
      command: 'hactl show state --format json',
    };
    return { base: null, diagnostics: [diagnostic('HA5009', null, values)], exit: 'inputErrors' };
  }
  const { serial, owned } = parsed.value;
  const observation = stateFromSaved(parsed.value);
  return {
    base: { observation, owned: new Map(owned), serial, knowsLinks: true },
    diagnostics: observation.gaps.map(gapDiagnostic),
  };
};

const fromKernel = async (
  host: Host,
  topics: (owned: Owned) => ReadonlySet<Topic>,
  stateDirectory: string,
): Promise<BaseResult> => {
  const record = await peekRecord(host, stateDirectory);
  const owned: Owned = record?.owned ?? new Map();
  const observation = await observeHost(host, topics(owned));
  const diagnostics = observation.gaps.map(gapDiagnostic);
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    return { base: null, diagnostics, exit: 'refused' };
  }
  const serial = record?.serial ?? null;
  return { base: { observation, owned, serial, knowsLinks: true }, diagnostics };
};

/** What to plan against; `topics` says what must be read, given the objects that hactl owns. */
export const readBase = (
  host: Host,
  against: Against,
  topics: (owned: Owned) => ReadonlySet<Topic>,
  stateDirectory: string = defaultStateDirectory,
): Promise<BaseResult> => {
  if (against === 'live') return fromKernel(host, topics, stateDirectory);
  if (against !== 'empty') return fromFile(host, against.file);
  const base = { observation: emptyObservation, owned: new Map(), serial: null, knowsLinks: false };
  return Promise.resolve({ base, diagnostics: [] });
};
