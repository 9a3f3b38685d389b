// What a run of lint is asked for: by the options of its command line, and where these say nothing by
// the settings of the project.

import { directoryOf, pathFrom } from '../base/path.ts';
import type { Diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import type { Facts } from '../lint/facts.ts';
import { readBaseline, type NameOf } from './baseline.ts';
import { readFacts } from './facts.ts';
import type { LintRequest } from './lint.ts';
import { findSettings, judgementBy, type Settings } from './settings.ts';

type FromSettings = Pick<Settings, 'select' | 'ignore' | 'failOn' | 'target' | 'baseline'>;

export interface LintOptions
  extends
    FromSettings,
    Pick<
      LintRequest,
      'paths' | 'configId' | 'allConditions' | 'isCluster' | 'previous' | 'template'
    > {
  /** `live`, or a file of `hactl facts`. */
  readonly facts: string | undefined;
  /** How the baseline in a file names files. */
  readonly nameFrom: (baseline: string) => NameOf;
  /** The baseline is to be written: what it knows now does not matter. */
  readonly isWritten: boolean;
}

export interface Refusal {
  readonly problems: readonly Diagnostic[];
  readonly exit: Exit;
}

export interface Wanted {
  readonly request: LintRequest;
  readonly baselineFile: string | undefined;
}

const baselineOf = (settings: Settings, file: string | null): string | undefined =>
  settings.baseline === undefined || file === null
    ? undefined
    : pathFrom(directoryOf(file), settings.baseline);

type FactsWanted = { readonly facts?: 'live' | Facts };

const factsFrom = async (host: Host, where: string | undefined): Promise<FactsWanted | Refusal> => {
  if (where === undefined) return {};
  if (where === 'live') return { facts: 'live' };
  const read = await readFacts(host, where);
  if ('facts' in read) return read;
  return { problems: [read.problem], exit: 'noInput' };
};

/** What `@id` lines are read for on the host of the facts. */
const idFrom = ({ facts }: FactsWanted): { readonly configId?: string } =>
  facts === undefined || facts === 'live'
    ? {}
    : { configId: facts.hostName.split('.')[0] ?? facts.hostName };

/** The request that options and settings make together, or what is wrong with settings and baseline. */
export const lintRequest = async (host: Host, options: LintOptions): Promise<Wanted | Refusal> => {
  const found = await findSettings(host);
  if ('problems' in found) return { problems: found.problems, exit: 'usage' };
  const { settings, file } = found;
  const { select = settings.select, ignore = settings.ignore, configId, nameFrom } = options;
  const target = options.target ?? settings.target;
  const facts = await factsFrom(host, options.facts);
  if ('problems' in facts) return facts;
  const request: LintRequest = {
    paths: options.paths,
    isCluster: options.isCluster ?? false,
    ...(options.previous !== undefined && { previous: options.previous }),
    ...(options.template !== undefined && { template: options.template }),
    ...judgementBy({ ...settings, select, ignore }),
    ...(target !== undefined && { target }),
    ...facts,
    ...(configId === undefined ? idFrom(facts) : { configId }),
    allConditions: options.allConditions === true,
    failOn: options.failOn ?? settings.failOn ?? 'error',
  };
  const baselineFile = options.baseline ?? baselineOf(settings, file);
  if (baselineFile === undefined || options.isWritten) return { request, baselineFile };
  const read = await readBaseline(host, baselineFile);
  if ('problem' in read) return { problems: [read.problem], exit: 'noInput' };
  const baseline = { known: read.baseline, nameOf: nameFrom(baselineFile) };
  return { request: { ...request, baseline }, baselineFile };
};
