// Inside a sandbox: makes the links that a configuration names, then applies it, plans again, undoes
// it, and looks at each turn whether the kernel is as it should be.

import { observeHost } from '../apply/observe-host.ts';
import { isInNetwork } from '../base/ip.ts';
import { stableJson } from '../base/stable-json.ts';
import type { Diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import type { HostLink } from '../ir/world.ts';
import { isPermanent } from '../plan/kinds.ts';
import { summarize, type Summary } from '../plan/plan-file.ts';
import type { SiteOptions } from '../plan/host/site.ts';
import type { RoleOption } from '../plan/roles.ts';
import type { AddressOnLink, KernelRoute, Kind, Resource, State } from '../plan/state.ts';
import { apply } from './apply.ts';
import { loadSite, type SiteReading, type SiteTexts } from './load-site.ts';
import { makeLinks, runIp } from './make-links.ts';
import { planLoaded } from './make-plan.ts';
import { rollback } from './rollback.ts';

export interface ModuleHost {
  /** Name of the only module, where its path does not say it. */
  readonly module?: string;
  readonly site: SiteOptions;
  /** Links that the modules look for, with their addresses. */
  readonly links: readonly HostLink[];
  readonly resolved: { readonly [name: string]: readonly string[] };
}

export interface SandboxRequest {
  readonly file: string;
  readonly texts: SiteTexts;
  readonly roles: readonly RoleOption[];
  /** What modules of SafeKit leave to their host and cluster. */
  readonly modules?: ModuleHost;
  /** What of the plan is tried here. */
  readonly kinds: readonly Kind[];
  /** Links that the host of the configuration has. */
  readonly links: readonly string[];
  /** What the configuration takes for granted besides links. */
  readonly surroundings: readonly Surrounding[];
}

/** An address or a route that must be there before, or routes of the file cannot be set. */
export type Surrounding =
  | { readonly kind: 'gateway'; readonly ip: string; readonly device: string }
  | { readonly kind: 'source'; readonly ip: string; readonly device: string };

export interface Stage {
  readonly name: 'made' | 'plan' | 'apply' | 'plan again' | 'rollback' | 'start state';
  readonly isOk: boolean;
  readonly detail: string;
}

export interface SandboxReport {
  readonly stages: readonly Stage[];
  readonly summary: Summary | null;
  readonly diagnostics: readonly Diagnostic[];
}

const linkOf = (route: KernelRoute, links: readonly string[]): string =>
  route.device ??
  route.hops.find(({ device }) => device !== undefined)?.device ??
  links[0] ??
  'eth0';

const isReached = (ip: string, addresses: readonly AddressOnLink[]): boolean =>
  addresses.some((address) => isInNetwork(ip, address.ip, address.prefixLength));

/** What the wanted routes lean on and the wanted addresses do not give. */
export const surroundingsOf = (wanted: State, links: readonly string[]): Surrounding[] => {
  const addresses = [...wanted.values()].filter((one) => one.kind === 'address');
  const found = new Map<string, Surrounding>();
  for (const route of wanted.values()) {
    if (route.kind !== 'route' || route.onLink) continue;
    const device = linkOf(route, links);
    for (const hop of [route, ...route.hops]) {
      const { via: ip } = hop;
      if (ip === undefined || isReached(ip, addresses)) continue;
      found.set(`gateway ${ip}`, { kind: 'gateway', ip, device: hop.device ?? device });
    }
    const { source: ip } = route;
    if (ip === undefined || addresses.some((address) => address.ip === ip)) continue;
    found.set(`source ${ip}`, { kind: 'source', ip, device });
  }
  return [...found.values()];
};

const host32 = (ip: string): string => `${ip}/${ip.includes(':') ? 128 : 32}`;

const surroundingLine = ({ kind, ip, device }: Surrounding): string =>
  kind === 'gateway'
    ? `route add ${host32(ip)} dev ${device}`
    : `addr add ${host32(ip)} dev ${device}${ip.includes(':') ? ' nodad' : ''}`;

/** Gives a link the addresses that it has on its host; says what went wrong. */
const dress = async (host: Host, { name, mac, addresses }: HostLink): Promise<string[]> => {
  const lines = [
    `link set dev ${name} address ${mac}`,
    ...addresses.map(
      ({ ip, prefixLength }) =>
        `addr add ${ip}/${prefixLength} dev ${name}${ip.includes(':') ? ' nodad' : ''}`,
    ),
  ];
  const problem = await runIp(host, lines);
  return problem === null ? [] : [`${name}: ${problem}`];
};

const shownLink = (name: string, dressed: readonly HostLink[]): string => {
  const own = dressed.find((link) => link.name === name)?.addresses ?? [];
  return [name, ...own.map(({ ip, prefixLength }) => `${ip}/${prefixLength}`)].join(' ');
};

const makeSurroundings = async (host: Host, request: SandboxRequest): Promise<Stage> => {
  const dressed = request.modules?.links ?? [];
  const names = new Set([...request.links, ...dressed.map(({ name }) => name)]);
  const links = [...names].filter((name) => name !== 'lo');
  const problems = await makeLinks(
    host,
    links.map((name) => ({ name })),
  );
  for (const link of dressed) problems.push(...(await dress(host, link)));
  for (const surrounding of request.surroundings) {
    const problem = await runIp(host, [surroundingLine(surrounding)]);
    if (problem !== null) problems.push(`${surrounding.ip}: ${problem}`);
  }
  const shown = links.map((name) => shownLink(name, dressed));
  const gateways = request.surroundings.filter(({ kind }) => kind === 'gateway').length;
  const extra =
    gateways === 0 ? '' : `, and a way to ${gateways} gateway${gateways > 1 ? 's' : ''}`;
  const made = `${links.length === 0 ? 'no links' : shown.join(', ')}${extra}`;
  const detail = problems.length === 0 ? made : problems.join('; ');
  return { name: 'made', isOk: problems.length === 0, detail };
};

/** A lifetime counts down while we look. */
const settled = (resource: Resource): Resource =>
  resource.kind === 'address' && resource.preferredS !== 'forever'
    ? { ...resource, preferredS: 0 }
    : resource;

/** Keys under which two states differ; parameters of links that came and went do not count. */
export const differingKeys = (before: State, after: State): string[] =>
  [...new Set([...before.keys(), ...after.keys()])].filter((key) => {
    const one = before.get(key);
    const other = after.get(key);
    if (one === undefined || other === undefined) return !isPermanent((one ?? other) as Resource);
    return stableJson(settled(one)) !== stableJson(settled(other));
  });

const everything = new Set(['network', 'sysctl', 'nft', 'ipvs'] as const);

const stage = (name: Stage['name'], isOk: boolean, detail: string): Stage => ({
  name,
  isOk,
  detail,
});

/** No name server answers in a sandbox. */
const asTold = (host: Host, { modules }: SandboxRequest): Host =>
  modules === undefined
    ? host
    : { ...host, resolveName: async (name) => modules.resolved[name] ?? [] };

/** Runs the whole round; ends early when a stage fails, but never without undoing. */
export const runInSandbox = async (
  outside: Host,
  request: SandboxRequest,
): Promise<SandboxReport> => {
  const host = asTold(outside, request);
  const { path: stateDirectory, remove } = await host.privateFiles.makeTemporary();
  const { file, texts, roles, modules } = request;
  const reading: SiteReading = modules?.module === undefined ? {} : { module: modules.module };
  const site = modules === undefined ? {} : { site: modules.site };
  const kinds = new Set(request.kinds);
  const stages: Stage[] = [];
  let summary: Summary | null = null;
  const report = (diagnostics: readonly Diagnostic[] = []) => ({ stages, summary, diagnostics });
  try {
    stages.push(await makeSurroundings(host, request));
    if (stages.some(({ isOk }) => !isOk)) return report();
    const before = await observeHost(host, everything);
    const applied = await apply(host, {
      file,
      texts,
      reading,
      kinds,
      roles,
      ...site,
      stateDirectory,
      isVerified: true,
      lockWaitMs: 0,
      id: 'try',
      agree: async () => 'yes',
    });
    if (applied.plan !== null) {
      summary = summarize(applied.plan);
      stages.push(stage('plan', true, `${applied.plan.steps.length} steps`));
    }
    const isApplied = applied.outcome === 'applied' || applied.outcome === 'nothing';
    const outcome = isApplied ? 'applied and verified' : applied.outcome;
    stages.push(stage('apply', isApplied, outcome));
    if (!isApplied) return report(applied.diagnostics);
    const { loaded } = await loadSite(host, texts, reading);
    if (loaded === null) return report();
    const again = await planLoaded(host, loaded, {
      file,
      against: 'live',
      roles,
      ...site,
      stateDirectory,
      kinds,
    });
    const left = again.plan?.steps.length ?? -1;
    stages.push(stage('plan again', left === 0, left === 0 ? 'nothing to do' : `${left} steps`));
    const undone = await rollback(host, {
      stateDirectory,
      lockWaitMs: 0,
      agree: async () => 'yes',
    });
    stages.push(
      stage(
        'rollback',
        undone.exit === 'done',
        undone.exit === 'done' ? 'undone and verified' : undone.outcome,
      ),
    );
    const differing = differingKeys(before.state, (await observeHost(host, everything)).state);
    const same = differing.length === 0;
    stages.push(stage('start state', same, same ? 'as it was' : differing.slice(0, 5).join(', ')));
    return report([...again.diagnostics, ...undone.diagnostics].filter(isError));
  } finally {
    await remove();
  }
};

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';
