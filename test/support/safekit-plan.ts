// Plans for fixtures of SafeKit, on the host that stands beside them.

import { loadSafekit } from '../../src/app/load-safekit.ts';
import { loadSite, type SiteResult, type SiteTexts } from '../../src/app/load-site.ts';
import { planLoaded } from '../../src/app/make-plan.ts';
import type { Diagnostic } from '../../src/diag/diagnostic.ts';
import type { SavedState } from '../../src/plan/observation.ts';
import type { SiteOptions } from '../../src/plan/host/site.ts';
import { keyOf, toState } from '../../src/plan/kinds.ts';
import type { Owned } from '../../src/plan/owned.ts';
import type { PlanFile } from '../../src/plan/plan-file.ts';
import { ownedAfter } from '../../src/plan/plan.ts';
import type { RoleOption } from '../../src/plan/roles.ts';
import { kernelNames, type Resource, type State } from '../../src/plan/state.ts';
import { plain } from '../../src/views/paint.ts';
import { renderPlan } from '../../src/views/plan.ts';
import { fileHost } from './file-host.ts';
import { readFixture } from './golden.ts';
import { address, link, route } from './resources.ts';

/** host.json: what the host has, in few words. */
export interface FixtureHost {
  /** `eth0 10.0.0.5/24 fe80::5/64`. */
  readonly links: readonly string[];
  /** `10.0.0.1 eth0`: the way out. */
  readonly gateway?: string;
  readonly names?: Readonly<Record<string, readonly string[]>>;
  readonly site?: SiteOptions;
  /** Further modules, by their paths. */
  readonly beside?: Readonly<Record<string, string>>;
  /** A cluster.xml beside it. */
  readonly cluster?: string;
}

const resourcesOf = ({ links, gateway }: FixtureHost): Resource[] => {
  const found: Resource[] = links.flatMap((words, index) => {
    const [name = '', ...addresses] = words.split(' ');
    const mac = `02:00:00:00:00:0${index + 1}`;
    const { parent: _parent, mode: _mode, ...hardware } = link(name, { type: '', mac });
    return [hardware, ...addresses.map((one) => address(one, name))];
  });
  const [via, device] = gateway?.split(' ') ?? [];
  if (via === undefined || device === undefined) return found;
  return [...found, route('0.0.0.0/0', { via, device, protocol: 3 })];
};

export interface Kernel {
  readonly state: State;
  readonly owned: Owned;
}

export const kernelOf = (host: FixtureHost): Kernel => ({
  state: toState(resourcesOf(host)),
  owned: new Map(),
});

const savedState = ({ state, owned }: Kernel): string => {
  const saved: SavedState = {
    kind: 'hactl-state',
    schemaVersion: 1,
    resources: [...state.values()],
    names: kernelNames,
    gaps: [],
    serial: 1,
    owned: [...owned],
  };
  return JSON.stringify(saved);
};

export interface FixturePlan extends Pick<SiteResult, 'sources' | 'secrets'> {
  readonly text: string;
  readonly plan: PlanFile | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** A fixture under the path that it is planned by. */
export interface FixtureFile {
  readonly folder: string;
  readonly fixture: string;
  readonly file: string;
}

const textsOf = ({ folder, fixture, file }: FixtureFile, host: FixtureHost): SiteTexts => {
  const { cluster, beside = {} } = host;
  return {
    main: { file, text: readFixture(`${folder}/${fixture}`) },
    beside: Object.entries(beside).map(([path, name]) => ({
      file: path,
      text: readFixture(`${folder}/${name}`),
    })),
    ...(cluster && { cluster: { file: cluster, text: readFixture(`${folder}/${cluster}`) } }),
  };
};

/** The plan for a fixture on its host. */
export const planFixture = async (
  file: FixtureFile,
  host: FixtureHost,
  roles: readonly RoleOption[],
  kernel: Kernel,
): Promise<FixturePlan> => {
  const files = fileHost({ 'state.json': { text: savedState(kernel) } });
  const machine = { ...files, resolveName: async (one: string) => host.names?.[one] ?? [] };
  const result = await loadSite(machine, textsOf(file, host));
  const { loaded } = result;
  if (loaded === null || result.exit !== 'done') return { ...result, plan: null, text: '' };
  const { plan, diagnostics } = await planLoaded(machine, loaded, {
    file: file.file,
    against: { file: 'state.json' },
    roles,
    ...(host.site !== undefined && { site: host.site }),
    stateDirectory: '/run/hactl',
  });
  const text = plan === null ? '' : renderPlan(plan, plain);
  return { ...result, plan, diagnostics: [...result.diagnostics, ...diagnostics], text };
};

/** The kernel when a plan was carried out. */
export const kernelAfter = ({ state, owned }: Kernel, plan: PlanFile): Kernel => {
  const next = new Map(state);
  for (const { op, key, before, after } of plan.steps) {
    if (op === '-' && before !== undefined) next.delete(key);
    if (after !== undefined) next.set(keyOf(after), after);
  }
  return { state: next, owned: ownedAfter(owned, plan) };
};

/** Whether a fixture is a module of this mode. */
export const isMirror = (name: string): boolean =>
  loadSafekit('a.xml', readFixture(`safekit/${name}/userconfig.xml`)).loaded.config.instances
    .length > 0;
