// The use case of `hactl show buckets`: which node of a farm has which part of the traffic of each group.

import { type Diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { atOrigin } from '../diag/origin.ts';
import type { Host } from '../host/ports.ts';
import type { Config } from '../ir/model.ts';
import { type FarmView, initialWorld } from '../ir/world.ts';
import { type GroupShares, nodesOf, sharesOf } from '../plan/desired/farm/shares.ts';
import { assignSite, type SiteOptions } from '../plan/host/site.ts';
import type { Findings } from './load.ts';
import { loadSiteOf, type SiteReading } from './load-site.ts';

export interface BucketsRequest {
  readonly file: string;
  readonly site: SiteOptions;
  readonly reading: SiteReading;
}

export interface ModuleBuckets {
  readonly module: string;
  readonly members: readonly string[];
  /** Who has its traffic closed, if that was asked. */
  readonly closed?: string;
  readonly groups: readonly GroupShares[];
}

export type BucketsResult = Findings & {
  readonly modules: readonly ModuleBuckets[];
  readonly exit: Exit;
};

/** Without --node it is asked about nobody in particular: then all traffic is open. */
const asAnybody = ({ cluster }: Config, options: SiteOptions): SiteOptions => {
  if (options.node !== undefined) return options;
  const node = options.members?.[0]?.is[0] ?? nodesOf(cluster)[0];
  return { ...options, ...(node !== undefined && { node }), traffic: [{ is: 'open' }] };
};

/** What of a host decides nothing here. */
const nowhere = { links: [], resolved: new Map() };

const bucketsOf = (config: Config, views: ReadonlyMap<string, FarmView>) => {
  const diagnostics: Diagnostic[] = [];
  const modules = config.farms.flatMap((farm): ModuleBuckets[] => {
    const view = views.get(farm.module);
    if (view === undefined) return [];
    const { module } = farm;
    const { shares, diagnostics: ofShares } = sharesOf(farm, config.cluster, view);
    diagnostics.push(...ofShares);
    const { members, node, traffic } = view;
    const closed = traffic === 'closed' ? { closed: node } : {};
    return [{ module, members, ...closed, groups: shares }];
  });
  return { modules, diagnostics };
};

export const showBuckets = async (
  host: Host,
  { file, site: options, reading }: BucketsRequest,
): Promise<BucketsResult> => {
  const result = await loadSiteOf(host, file, reading);
  if (result.loaded === null || result.exit !== 'done') return { ...result, modules: [] };
  const { config } = result.loaded;
  const site = assignSite(config, asAnybody(config, options), { ...initialWorld, host: nowhere });
  const { modules, diagnostics: ofShares } = bucketsOf(config, site.world.farms ?? new Map());
  const found = atOrigin([...site.diagnostics, ...ofShares], result.sources);
  const exit = hasErrors(found) ? 'inputErrors' : 'done';
  return { ...result, diagnostics: [...result.diagnostics, ...found], modules, exit };
};
