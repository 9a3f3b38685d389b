// What `hactl apply` proposes to do: a plan that was saved, if it still holds, or one made of a
// configuration now.

import { observeHost } from '../apply/observe-host.ts';
import { topicsOfKeys } from '../apply/undo.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { Host } from '../host/ports.ts';
import type { Wanted } from '../plan/desired/wanted.ts';
import { verbsOf } from '../plan/kinds.ts';
import type { Gap, Observation } from '../plan/observation.ts';
import { obstaclesTo } from '../plan/obstacles.ts';
import { missingLinks } from '../plan/plan.ts';
import { parseVersioned, type PlanFile, planSchema } from '../plan/plan-file.ts';
import { planShape } from '../plan/plan-shape.ts';
import type { SiteOptions } from '../plan/host/site.ts';
import type { RoleOption } from '../plan/roles.ts';
import type { Kind, Resource } from '../plan/state.ts';
import { type Findings, noFindings, readText } from './load.ts';
import { loadSite, readBeside, type SiteReading, type SiteTexts } from './load-site.ts';
import { planLoaded } from './make-plan.ts';

export interface ProposeRequest {
  /** A configuration or a plan; `-` is standard input. */
  readonly file: string;
  /** What was read, when the caller has done so already. */
  readonly texts?: SiteTexts;
  readonly reading?: SiteReading;
  /** Apply only these kinds of objects of a configuration; absent: all. */
  readonly kinds?: ReadonlySet<Kind>;
  readonly roles: readonly RoleOption[];
  readonly site?: SiteOptions;
  readonly stateDirectory: string;
}

export interface Proposal {
  readonly plan: PlanFile;
  readonly gaps: readonly Gap[];
  readonly findings: Findings;
}

/** Why there is nothing to propose. */
export interface Refusal {
  readonly findings: Findings;
  readonly exit: Exit;
}

const refuse = (exit: Exit, ...diagnostics: Diagnostic[]): Refusal => ({
  findings: { ...noFindings(), diagnostics },
  exit,
});

const maxDifferences = 5;

const differs = (expected: Resource | null, found: Resource | undefined): boolean => {
  if (expected === null || found === undefined) return expected !== (found ?? null);
  const { equal } = verbsOf(expected);
  // A lifetime may have counted down since, or have been renewed.
  return !equal(expected, found) && !equal(found, expected);
};

const describeDrift = (expected: Resource | null, found: Resource | undefined): string => {
  const resource = found ?? expected;
  const title = resource === null ? 'an object' : verbsOf(resource).title(resource);
  if (expected === null) return `${title} has come`;
  return found === undefined ? `${title} has gone` : `${title} has changed`;
};

/** What of a plan's expectations does not hold; null when all do. */
export const staleness = (plan: PlanFile, { state }: Observation): Diagnostic | null => {
  const drifted = plan.expects.filter(([key, expected]) => differs(expected, state.get(key)));
  if (drifted.length === 0) return null;
  const listed = drifted
    .slice(0, maxDifferences)
    .map(([key, expected]) => describeDrift(expected, state.get(key)));
  const more = drifted.length - listed.length;
  const difference = `${listed.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
  return diagnostic('HA6005', null, { difference });
};

/** What a plan is about, as it is now. */
export const observeFor = (host: Host, { expects }: PlanFile): Promise<Observation> =>
  observeHost(host, topicsOfKeys(expects.map(([key]) => key)));

/** What a saved plan makes, as wishes. */
const wantedBy = ({ steps }: PlanFile): Wanted => ({
  state: new Map(steps.flatMap(({ key, after }) => (after === undefined ? [] : [[key, after]]))),
  whys: new Map(),
});

const optionsIn = (site: SiteOptions = {}): string[] =>
  Object.keys(site).map((name) => `--${name}`);

const proposeSaved = async (
  host: Host,
  { file, roles, site }: ProposeRequest,
  plan: PlanFile,
  serial: number,
): Promise<Proposal | Refusal> => {
  const [option] = [...(roles.length > 0 ? ['--role'] : []), ...optionsIn(site)];
  if (option !== undefined) return refuse('usage', diagnostic('HA6036', null, { file, option }));
  if (plan.serial !== null && plan.serial !== serial) {
    return refuse('refused', diagnostic('HA6018', null, {}));
  }
  const observation = await observeFor(host, plan);
  const stale = staleness(plan, observation);
  if (stale !== null) return refuse('refused', stale);
  const wanted = wantedBy(plan);
  const lacking = [
    ...missingLinks(wanted, observation.state),
    ...obstaclesTo(plan.steps, wanted, observation.state),
  ];
  if (lacking.length > 0) return refuse('refused', ...lacking);
  return { plan, gaps: observation.gaps, findings: noFindings() };
};

/** A plan says so in its first member; anything else is a configuration. */
const isPlan = (text: string): boolean => /^\s*\{\s*"/.test(text);

/** Makes a plan of what `request` names, or reads it; `serial` is that of the record. */
export const propose = async (
  host: Host,
  request: ProposeRequest,
  serial: number,
): Promise<Proposal | Refusal> => {
  const { file, kinds, roles, site, stateDirectory, reading = {} } = request;
  const read = request.texts?.main ?? (await readText(host, file));
  if ('problem' in read) return refuse('noInput', read.problem);
  if (isPlan(read.text)) {
    const parsed = parseVersioned<PlanFile>(read.text, 'hactl-plan', planSchema, planShape);
    if ('value' in parsed) return proposeSaved(host, request, parsed.value, serial);
    const values = { file, what: 'a plan', reason: parsed.reason, command: 'hactl plan --out' };
    return refuse('inputErrors', diagnostic('HA5009', null, values));
  }
  const texts = request.texts ?? (await readBeside(host, { file, text: read.text }, reading));
  if ('problem' in texts) return refuse('noInput', texts.problem);
  const { loaded, exit, ...found } = await loadSite(host, texts, reading);
  if (loaded === null || exit !== 'done') return { findings: found, exit };
  const planRequest = {
    file,
    against: 'live' as const,
    roles,
    ...(site !== undefined && { site }),
    stateDirectory,
    ...(kinds !== undefined && { kinds }),
  };
  const planned = await planLoaded(host, loaded, planRequest);
  const diagnostics = [...found.diagnostics, ...planned.diagnostics];
  const findings = { ...planned, diagnostics };
  if (planned.plan === null) return { findings, exit: planned.exit };
  return { plan: planned.plan, gaps: planned.gaps, findings };
};
