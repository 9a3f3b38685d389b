// The use case of `hactl try`: the same apply in a throwaway sandbox. What the host's kernel can do is
// tried in a private network namespace, IPVS in User-Mode Linux where the host's kernel has none.

import { type Diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import type { ExecResult, Host } from '../host/ports.ts';
import type { Config } from '../ir/model.ts';
import { initialWorld, type World } from '../ir/world.ts';
import { desired, kindsWantedBy } from '../plan/desired/desired.ts';
import { imagineHost } from '../plan/host/imagine.ts';
import { placeMirrors } from '../plan/host/mirrors.ts';
import { assignSite, type SiteOptions } from '../plan/host/site.ts';
import { verbsOf } from '../plan/kinds.ts';
import { linkNameOfKey } from '../plan/resources/link.ts';
import { assignRoles, type RoleOption } from '../plan/roles.ts';
import type { Kind, State } from '../plan/state.ts';
import { hasModules, viewHost } from './host-view.ts';
import type { Findings } from './load.ts';
import { loadSiteOf, type Plannable, type SiteReading, type SiteTexts } from './load-site.ts';
import { enterNamespace, whyNoNamespace } from './namespace.ts';
import { observeHost, readHostNames } from '../apply/observe-host.ts';
import {
  type ModuleHost,
  type SandboxReport,
  type SandboxRequest,
  surroundingsOf,
} from './sandbox.ts';

export interface TryRequest {
  readonly reading?: SiteReading;
  readonly file: string;
  readonly roles: readonly RoleOption[];
  readonly site?: SiteOptions;
}

export interface Part {
  readonly where: 'namespace' | 'user-mode-linux';
  readonly kinds: readonly Kind[];
  /** Null: not tried, for `reason`. */
  readonly report: SandboxReport | null;
  readonly reason: string;
}

export type TryOutcome = Findings & { readonly exit: Exit; readonly parts: readonly Part[] };

const isIpvs = (kind: Kind): boolean => kind.startsWith('ipvs-');

/** Links that the wishes stand on and do not make. */
const linksOf = (wanted: State): string[] => {
  const names = new Set<string>();
  for (const resource of wanted.values()) {
    for (const key of verbsOf(resource).dependsOn(resource)) {
      const name = linkNameOfKey(key);
      if (name !== undefined && !wanted.has(key)) names.add(name);
    }
  }
  return [...names].sort();
};

/** What a sandbox must have before these wishes can come true. */
export const surroundings = (wanted: State): Pick<SandboxRequest, 'links' | 'surroundings'> => {
  const links = linksOf(wanted);
  return { links, surroundings: surroundingsOf(wanted, links) };
};

const readReport = (result: ExecResult): SandboxReport | string => {
  try {
    return JSON.parse(result.stdout) as SandboxReport;
  } catch {
    const last = result.stderr.trim().split('\n').at(-1);
    return last || `the sandbox ended with status ${result.exitCode} and no report`;
  }
};

const tryIn = async (host: Host, where: Part['where'], request: SandboxRequest): Promise<Part> => {
  const { kinds } = request;
  const self = [...host.process.self, 'internal', 'sandbox'];
  const input = JSON.stringify(request);
  const result =
    where === 'namespace'
      ? await host.exec.run([...enterNamespace(host), ...self], input)
      : await host.userModeLinux.run(self, input);
  const report = readReport(result);
  return typeof report === 'string'
    ? { where, kinds, report: null, reason: report }
    : { where, kinds, report, reason: '' };
};

/** Whether the kernel has IPVS and lets us at it; the family is the same in every namespace. */
const hasIpvs = async (host: Host): Promise<boolean> => {
  const { gaps } = await observeHost(host, new Set(['ipvs'] as const));
  return gaps.length === 0;
};

const tryIpvsInUml = async (host: Host, request: SandboxRequest): Promise<Part> => {
  if (await host.userModeLinux.isInstalled()) return tryIn(host, 'user-mode-linux', request);
  const reason =
    'this kernel has no IPVS, and User-Mode Linux is not installed (Debian: apt install user-mode-linux kmod)';
  return { where: 'user-mode-linux', kinds: request.kinds, report: null, reason };
};

const exitOf = (parts: readonly Part[]): Exit => {
  if (parts.every(({ report }) => report === null)) return 'refused';
  const stages = parts.flatMap(({ report }) => report?.stages ?? []);
  const failed = stages.filter(({ isOk }) => !isOk).map(({ name }) => name);
  if (failed.includes('rollback') || failed.includes('start state')) return 'undoFailed';
  return failed.length > 0 ? 'applyUndone' : 'done';
};

/** What modules of SafeKit ask of their host, as a sandbox can have it. */
interface Imagined {
  readonly world: World;
  readonly diagnostics: readonly Diagnostic[];
  readonly modules?: ModuleHost;
}

const imagine = async (
  host: Host,
  config: Config,
  { site = {}, reading = {} }: TryRequest,
  world: World,
): Promise<Imagined> => {
  if (!hasModules(config)) return { world, diagnostics: [] };
  const { state: observed } = await observeHost(host, new Set(['network'] as const));
  const own = await viewHost(host, config, { observed, owned: new Map() });
  const view = imagineHost(config, own);
  // A node is as good as another where this host is none.
  const [first] = config.cluster?.lans.flatMap(({ nodes }) => nodes) ?? [];
  const here = assignSite(config, site, { ...world, host: own });
  const isNode = !here.diagnostics.some(({ code }) => code === 'HA5412');
  const { world: assigned, diagnostics } =
    isNode || first === undefined
      ? here
      : assignSite(config, { ...site, node: first.name }, { ...world, host: own });
  const farms = [...(assigned.farms ?? [])];
  const node = farms[0]?.[1].node;
  const told: SiteOptions = {
    ...(node !== undefined && { node }),
    members: farms.map(([module, { members: is }]) => ({ module, is })),
    traffic: farms.map(([module, { traffic: is }]) => ({ module, is })),
  };
  const { module } = reading;
  return {
    world: { ...assigned, host: view },
    diagnostics,
    modules: {
      ...(module !== undefined && { module }),
      site: told,
      links: view.links,
      resolved: Object.fromEntries(view.resolved),
    },
  };
};

const tryLoaded = async (
  host: Host,
  { config, sources, secrets }: Plannable,
  texts: SiteTexts,
  request: TryRequest,
): Promise<TryOutcome> => {
  const { file, roles } = request;
  const { world: assigned, diagnostics: ofRoles } = assignRoles(config, roles, initialWorld);
  const { world, diagnostics: ofSite, modules } = await imagine(host, config, request, assigned);
  const { config: placed, diagnostics: ofPlaces } = placeMirrors(config, world);
  const { wanted, diagnostics: ofWishes } = desired(placed, world, await readHostNames(host));
  const diagnostics = [...ofRoles, ...ofSite, ...ofPlaces, ...ofWishes];
  const findings = { diagnostics, sources, secrets };
  if (hasErrors(diagnostics)) return { ...findings, exit: 'inputErrors', parts: [] };
  const refusal = await whyNoNamespace(host);
  if (refusal !== null) {
    return { ...findings, diagnostics: [...diagnostics, refusal], exit: 'refused', parts: [] };
  }
  const kinds = [...kindsWantedBy(config)];
  const inside = {
    file,
    texts,
    roles,
    ...(modules && { modules }),
    ...surroundings(wanted.state),
  };
  const ipvs = kinds.filter(isIpvs);
  const others = kinds.filter((kind) => !isIpvs(kind));
  const isOne = ipvs.length === 0 || (await hasIpvs(host));
  const parts = await Promise.all([
    ...(isOne || others.length > 0
      ? [tryIn(host, 'namespace', { ...inside, kinds: isOne ? kinds : others })]
      : []),
    ...(isOne ? [] : [tryIpvsInUml(host, { ...inside, kinds: ipvs })]),
  ]);
  return { ...findings, exit: exitOf(parts), parts };
};

/** Tries a configuration; nothing of the host is touched. */
export const tryConfig = async (host: Host, request: TryRequest): Promise<TryOutcome> => {
  const { loaded, texts, exit, ...findings } = await loadSiteOf(
    host,
    request.file,
    request.reading,
  );
  if (loaded === null || exit !== 'done') return { ...findings, exit, parts: [] };
  const outcome = await tryLoaded(host, loaded, texts, request);
  return { ...outcome, diagnostics: [...findings.diagnostics, ...outcome.diagnostics] };
};
