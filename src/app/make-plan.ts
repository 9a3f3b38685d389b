// The use case of `hactl plan`: a configuration and what the kernel holds -> a plan.

import { topicsFor } from '../apply/observe-host.ts';
import { byPlace, type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { atOrigin } from '../diag/origin.ts';
import { fileLine } from '../diag/source-map.ts';
import { emitStep } from '../emit/batches.ts';
import type { Host } from '../host/ports.ts';
import type { World } from '../ir/world.ts';
import { desired, kindsWantedBy } from '../plan/desired/desired.ts';
import type { Wanted } from '../plan/desired/wanted.ts';
import { dutiesOf } from '../plan/duties.ts';
import { filledFrom, kindsOfKeys, verbsOf } from '../plan/kinds.ts';
import { clashesIn } from '../plan/host/clashes.ts';
import { placeMirrors } from '../plan/host/mirrors.ts';
import { assignSite, type Site, type SiteOptions } from '../plan/host/site.ts';
import type { Gap, Observation } from '../plan/observation.ts';
import type { Owned } from '../plan/owned.ts';
import { lostObjects } from '../plan/lost.ts';
import { obstaclesTo } from '../plan/obstacles.ts';
import { makePlan, missingLinks, type Planned } from '../plan/plan.ts';
import { type Assumption, type PlanFile, planSchema } from '../plan/plan-file.ts';
import { assignRoles, type RoleOption } from '../plan/roles.ts';
import { settle } from '../plan/settle.ts';
import { isDefault } from '../plan/resources/route.ts';
import {
  type Kind,
  type KernelRoute,
  mainTable,
  type Resource,
  type ResourceKey,
} from '../plan/state.ts';
import { hasModules, viewHost } from './host-view.ts';
import type { Findings } from './load.ts';
import { loadSiteOf, type Plannable, type SiteReading } from './load-site.ts';
import { type Against, readBase, unusableStore } from './observe.ts';
import { version } from './version.ts';
import { assumptionsOf, readWorld } from './world.ts';

export interface PlanRequest {
  readonly file: string;
  readonly against: Against;
  readonly roles: readonly RoleOption[];
  readonly site?: SiteOptions;
  readonly stateDirectory: string;
  readonly reading?: SiteReading;
  /** Plan only these kinds of objects; absent: all. */
  readonly kinds?: ReadonlySet<Kind>;
}

export type PlanResult = Findings & {
  readonly plan: PlanFile | null;
  /** What of the kernel could not be read. */
  readonly gaps: readonly Gap[];
  readonly exit: Exit;
};

/** The command line that would remove an object, for people. */
const removalOf = (resource: Resource): string => {
  const { argv, input } = emitStep({ id: 0, op: '-', key: '', before: resource });
  if (resource.kind === 'nft-table') return `nft delete table ${resource.family} ${resource.name}`;
  return `${argv[0]} ${argv.includes('-6') ? '-6 ' : ''}${String(input[0])}`;
};

/** Whoever works on a host from afar may be there by it. */
const isWayIn = (resource: Resource): boolean =>
  resource.kind === 'route' && resource.table === mainTable && isDefault(resource.destination);

/** Hardware is not there to be removed, and not all that is should be. */
const mendFor = (wish: Resource, found: Resource): string => {
  if (wish.kind === 'link' && found.kind === 'link' && found.type !== wish.type)
    return 'give the link of the file another name';
  const removal = removalOf(found);
  return isWayIn(found)
    ? `make the two agree; "${removal}" would cut off all who reach this host through it, perhaps you`
    : `make the two agree, or remove it first: ${removal}`;
};

const differenceOf = (wanted: Resource, found: Resource): string => {
  const mine = verbsOf(wanted).attributes(filledFrom(wanted, found));
  const theirs = verbsOf(found).attributes(found);
  const names = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  const differing = [...names].filter((name) => mine[name] !== theirs[name]);
  if (differing.length === 0) return 'its contents differ';
  return differing
    .map((name) => `${name} is ${theirs[name] ?? 'not set'}, wanted ${mine[name] ?? 'not set'}`)
    .join('; ');
};

/** What a plan removes that `route` stands on: its source, its link, or the addresses there. */
const removedUnder = (route: KernelRoute, { steps }: Planned): string => {
  const removed = steps.flatMap(({ op, before }) => (op === '-' && before) || []);
  const isLinkOf = (name: string | undefined) =>
    name !== undefined && [route, ...route.hops].some(({ device }) => device === name);
  const holders =
    [
      removed.filter((one) => one.kind === 'address' && one.ip === route.source),
      removed.filter((one) => one.kind === 'link' && isLinkOf(one.name)),
      removed.filter((one) => one.kind === 'address' && isLinkOf(one.device)),
    ].find((some) => some.length > 0) ?? [];
  return holders.map((one) => verbsOf(one).title(one)).join(' and ') || 'what it stands on';
};

const conflictsOf = (
  planned: Planned,
  wanted: Wanted,
  { state }: Observation,
  knowsOwned: boolean,
): Diagnostic[] => {
  const conflicts = planned.conflicts.flatMap((key: ResourceKey) => {
    const found = state.get(key);
    const wish = wanted.state.get(key);
    if (found === undefined || wish === undefined) return [];
    return diagnostic('HA5006', wanted.whys.get(key) ?? null, {
      object: verbsOf(found).title(found),
      maker: knowsOwned ? 'was not made by hactl' : 'was perhaps made by hactl',
      difference: differenceOf(wish, found),
      mend: knowsOwned ? mendFor(wish, found) : 'run it as root, so that the record can be read',
    });
  });
  const along = planned.takenAlong.flatMap((key) => {
    const inner = state.get(key);
    if (inner === undefined) return [];
    const title = verbsOf(inner).title(inner);
    if (inner.kind === 'route') {
      return diagnostic('HA5010', null, {
        object: removedUnder(inner, planned),
        route: title,
        command: removalOf(inner),
      });
    }
    const [holder] = verbsOf(inner).dependsOn(inner);
    const outer = holder === undefined ? undefined : state.get(holder);
    return diagnostic('HA5007', null, {
      object: outer === undefined ? 'an object' : verbsOf(outer).title(outer),
      inner: title,
      command: removalOf(inner),
    });
  });
  return [...conflicts, ...along];
};

/** A file that was emptied by mistake looks just so. */
const wantsNothing: Assumption = {
  about: 'configuration',
  text: 'asks for nothing at all, so everything that hactl made is removed',
};

const forgotten = ({ releases }: Planned, { state }: Observation): Diagnostic[] => {
  const objects = lostObjects(releases, state);
  return objects === null ? [] : [diagnostic('HA5031', null, { objects })];
};

const fileOf = (against: Against): string => (typeof against === 'string' ? against : against.file);

/** The wishes for some kinds of objects only. */
const onlyKinds = (wanted: Wanted, kinds: ReadonlySet<Kind> | undefined): Wanted => {
  if (kinds === undefined) return wanted;
  const state = [...wanted.state].filter(([, { kind }]) => kinds.has(kind));
  return { ...wanted, state: new Map(state) };
};

/** The world with what modules of SafeKit must know of this host; others ask for nothing of it. */
const siteOn = async (
  host: Host,
  { config, sources }: Plannable,
  options: SiteOptions,
  world: World,
  kernel: Parameters<typeof viewHost>[2],
): Promise<Site> => {
  if (!hasModules(config)) return { world, diagnostics: [], assumptions: [] };
  const view = await viewHost(host, config, kernel);
  const site = assignSite(config, options, { ...world, host: view });
  const clashes = clashesIn(config, view, (span) => sources.locate(span.start).file);
  return { ...site, diagnostics: [...site.diagnostics, ...clashes] };
};

/** Plans a configuration that was loaded without errors. */
export const planLoaded = async (
  host: Host,
  loaded: Plannable,
  { against, roles, site: options = {}, stateDirectory, kinds }: PlanRequest,
): Promise<PlanResult> => {
  const { config, sources, secrets, unplannable } = loaded;
  const reported = await readWorld(host, stateDirectory);
  if ('problem' in reported) {
    const diagnostics = [unusableStore(reported.problem)];
    return { diagnostics, sources, secrets, plan: null, gaps: [], exit: 'refused' };
  }
  const { world: assigned, diagnostics: ofRoles } = assignRoles(config, roles, reported.world);
  const mayWant = kinds ?? kindsWantedBy(config);
  const topics = (owned: Owned) => topicsFor([...mayWant, ...kindsOfKeys(owned.keys())]);
  const read = await readBase(host, against, topics, stateDirectory);
  if (read.base === null) {
    const diagnostics = [...ofRoles, ...read.diagnostics];
    return { diagnostics, sources, secrets, plan: null, gaps: [], exit: read.exit };
  }
  const { observation, owned, knowsOwned, serial, knowsLinks } = read.base;
  const kernel = { observed: observation.state, owned };
  const site = await siteOn(host, loaded, options, assigned, kernel);
  const { world } = site;
  const { config: placed, diagnostics: ofPlaces } = placeMirrors(config, world);
  const { wanted: wishes, diagnostics: ofWishes } = desired(placed, world, observation.names);
  const wanted = onlyKinds(settle(wishes, placed, observation.state, owned), kinds);
  const whyOf = (key: ResourceKey) => {
    const why = wanted.whys.get(key);
    return why && fileLine(sources, why);
  };
  const planned = makePlan(wanted.state, observation.state, owned, whyOf, wanted.resets);
  const refusals = [
    ...(knowsLinks ? missingLinks(wanted, observation.state) : []),
    ...(knowsLinks ? obstaclesTo(planned.steps, wanted, observation.state) : []),
    ...conflictsOf(planned, wanted, observation, knowsOwned),
  ];
  const ofValues = unplannable.map(({ code, span, help: mend }) =>
    diagnostic('HA5012', span, { code, mend }),
  );
  // What is told of the site already is not told of each object.
  const ofModules = hasErrors(site.diagnostics) ? [] : [...ofPlaces, ...ofWishes];
  const ofInput = [...ofRoles, ...site.diagnostics, ...ofValues, ...ofModules];
  const exit = hasErrors(ofInput) ? 'inputErrors' : hasErrors(refusals) ? 'refused' : 'done';
  const { steps, expects, vanishes, adopts, releases } = planned;
  const plan: PlanFile = {
    kind: 'hactl-plan',
    schemaVersion: planSchema,
    hactl: version,
    configuration: loaded.file,
    against: fileOf(against),
    assumptions: [
      ...assumptionsOf(config, world, knowsOwned),
      ...site.assumptions,
      ...(mayWant.size === 0 && owned.size > 0 ? [wantsNothing] : []),
    ],
    idle: config.idle.map(({ keyword, count }) => ({ keyword, count })),
    duties: dutiesOf(config, world),
    serial,
    steps,
    expects,
    vanishes,
    adopts,
    releases,
  };
  return {
    diagnostics: [...ofInput, ...read.diagnostics, ...refusals, ...forgotten(planned, observation)],
    sources,
    secrets,
    plan: exit === 'done' ? plan : null,
    gaps: observation.gaps,
    exit,
  };
};

/** Loads and plans; stops at the first stage that has errors. */
export const makePlanFor = async (host: Host, request: PlanRequest): Promise<PlanResult> => {
  const result = await loadSiteOf(host, request.file, request.reading);
  if (result.loaded === null || result.exit !== 'done') return { ...result, plan: null, gaps: [] };
  const planned = await planLoaded(host, result.loaded, request);
  const ofPlan = atOrigin(planned.diagnostics, result.sources);
  const diagnostics = [...result.diagnostics, ...ofPlan].sort(byPlace);
  return { ...planned, diagnostics };
};
