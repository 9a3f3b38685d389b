// What a plan is made against: the live kernel, nothing, or a saved observation.

import { observeHost, type Topic } from '../apply/observe-host.ts';
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
import { savedStateShape } from '../plan/state-shape.ts';
import { readText } from './load.ts';
import { peek } from './peek.ts';

export type Against = 'live' | 'empty' | { readonly file: string };

export interface Base {
  readonly observation: Observation;
  readonly owned: Owned;
  /** Whether `owned` is all that hactl owns. */
  readonly knowsOwned: boolean;
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
  ss: 'iproute2',
};

/** A tool that is not installed, with the package that has it. */
export const missingTool = (tool: string, object: string): Diagnostic =>
  diagnostic('HA6001', null, { tool, object, package: packages[tool] ?? tool });

const gapMend =
  'run it as root; or plan with --against empty, or against a state saved there by hactl show state --format json';

/** The state directory, or a file in it, cannot be used. */
export const unusableStore = (reason: string): Diagnostic =>
  diagnostic('HA6012', null, { reason: reason.replace(/\.$/, '') });

/** A plan can do without the record, but takes nothing for hactl's own then. */
const unknownOwner = ({ reason, message }: Gap): Diagnostic => {
  const mend =
    reason === 'no-permission'
      ? 'run it as root'
      : 'see what the file holds; hactl rollback brings back the one from before the last apply';
  return diagnostic('HA6032', null, { reason: message, mend });
};

/** What a gap means for planning: an error, unless the kernel just has nothing of the kind. */
export const gapDiagnostic = (gap: Gap): Diagnostic => {
  const { command, message } = gap;
  if (gap.topic === 'record') return unknownOwner(gap);
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

const fromFile = async (host: Host, file: string): Promise<BaseResult> => {
  const read = await readText(host, file);
  if ('problem' in read) return { base: null, diagnostics: [read.problem], exit: 'noInput' };
  const parsed = parseVersioned<SavedState>(
    read.text,
    'hactl-state',
    savedStateSchema,
    savedStateShape,
  );
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
    base: {
      observation,
      owned: new Map(owned),
      knowsOwned: observation.gaps.every(({ topic }) => topic !== 'record'),
      serial,
      knowsLinks: true,
    },
    diagnostics: observation.gaps.map(gapDiagnostic),
  };
};

const fromKernel = async (
  host: Host,
  topics: (owned: Owned) => ReadonlySet<Topic>,
  stateDirectory: string,
): Promise<BaseResult> => {
  const { record, gap, notes } = await peek(host, stateDirectory);
  const owned: Owned = record?.owned ?? new Map();
  const observation = await observeHost(host, topics(owned));
  const gaps = gap === null ? observation.gaps : [...observation.gaps, gap];
  const diagnostics = [...notes, ...gaps.map(gapDiagnostic)];
  if (diagnostics.some(({ severity }) => severity === 'error')) {
    return { base: null, diagnostics, exit: 'refused' };
  }
  const serial = record?.serial ?? null;
  const knowsOwned = record !== null;
  return { base: { observation, owned, knowsOwned, serial, knowsLinks: true }, diagnostics };
};

/** What to plan against; `topics` says what must be read, given the objects that hactl owns. */
export const readBase = (
  host: Host,
  against: Against,
  topics: (owned: Owned) => ReadonlySet<Topic>,
  stateDirectory: string,
): Promise<BaseResult> => {
  if (against === 'live') return fromKernel(host, topics, stateDirectory);
  if (against !== 'empty') return fromFile(host, against.file);
  const nothing = { observation: emptyObservation, owned: new Map(), knowsOwned: true };
  return Promise.resolve({
    base: { ...nothing, serial: null, knowsLinks: false },
    diagnostics: [],
  });
};
