// keepalived.conf -> SafeKit: the files of the nodes of a cluster become cluster.xml and a module for
// each sync group, each other instance, and each farm.

import { type Choices, type ChoiceValue, createChoices } from '../choices.ts';
import { type Conversion, type Render, withComments } from '../conversion.ts';
import { madeOf } from '../directive.ts';
import type { Output } from '../document/output.ts';
import { xmlOutput } from '../document/xml.ts';
import { toSafekitRules, usualToSafekit } from '../rules/to-safekit.ts';
import { createTrail, rowsOf } from '../trail.ts';
import { clusterElement } from './cluster-xml.ts';
import type { Context } from './context.ts';
import { farmModule, type FarmService, farmServices } from './farm.ts';
import { virtualIpsOf, type VirtualIp } from './interfaces.ts';
import { mirrorModule, type Module } from './mirror.ts';
import { type ModulePlan, planModules } from './modules.ts';
import { planCluster } from './nodes.ts';
import { type KeepalivedSource, sourceNode, sourceRouters } from './source.ts';

/** Nodes that share a router, those without a file counted. */
const sizeOf = ({ routers }: ModulePlan): number =>
  Math.max(
    ...routers.map((router) =>
      Math.max(router.length, ...router.map(({ instance }) => instance.unicastPeers.length + 1)),
    ),
  );

const listensAt = ({ listeners }: FarmService, { ip }: VirtualIp): boolean =>
  listeners.some((listener) => listener.ip === ip);

/** The modules of one plan: its addresses that a farm serves, and the rest as a mirror. */
const modulesOf = (plan: ModulePlan, farms: readonly FarmService[], context: Context): Module[] => {
  const { trail } = context;
  const ips = virtualIpsOf(plan, context);
  const served = ips.filter((ip) => farms.some((farm) => listensAt(farm, ip)));
  const own = farms.filter((farm) => served.some((ip) => listensAt(farm, ip)));
  const isWhole = served.length === ips.length && served.length > 0;
  const farm =
    served.length === 0
      ? []
      : [farmModule(isWhole ? plan.name : `${plan.name}_farm`, own, served, plan, context)];
  if (isWhole) return farm;
  const count = sizeOf(plan);
  if (count > 2) {
    trail.note(plan.from, 'more-than-two-routers', { count });
    return farm;
  }
  const mirror = mirrorModule(plan, (ip) => served.includes(ip), context);
  return [...(mirror === null ? [] : [mirror]), ...farm];
};

const headOf = (sources: readonly KeepalivedSource[]): string =>
  madeOf(sources.map(({ file }) => file));

const convert = (sources: readonly KeepalivedSource[], choices: Choices): Conversion => {
  const nodes = sources.map(sourceNode);
  const routers = sourceRouters(nodes);
  const trail = createTrail<typeof toSafekitRules>();
  const cluster = planCluster({ nodes, routers, choices, trail });
  const context: Context = { nodes, cluster, choices, trail };
  const farms = farmServices(context);
  const modules = planModules(nodes, routers, choices).flatMap((plan) =>
    modulesOf(plan, farms, context),
  );
  const ofUserconfig: Render = (comments, homeless) =>
    modules.map(({ name, root }, at) =>
      xmlOutput(
        {
          path: `${name}/conf/userconfig.xml`,
          language: 'userconfig',
          head: [headOf(sources), ...(at === 0 ? homeless : [])],
          root,
        },
        comments,
      ),
    );
  const directives = nodes.flatMap((node) => node.directives.all);
  const silent = { next: () => [] };
  const clusterFile = xmlOutput(
    {
      path: 'cluster.xml',
      language: 'cluster',
      head: [headOf(sources)],
      root: clusterElement(cluster),
    },
    silent,
  );
  const outputs: Output[] =
    modules.length === 0
      ? []
      : [
          clusterFile,
          ...withComments(directives, ofUserconfig),
          ...modules.flatMap(({ files }) => files),
        ];
  const rows = rowsOf(directives, trail, outputs, { rules: toSafekitRules, usual: usualToSafekit });
  return { to: 'safekit', outputs, rows, choices: choices.made(), badChoices: choices.bad() };
};

/** The files of SafeKit that do what these files of a cluster's nodes do; never throws. */
export const convertToSafekit = (
  sources: readonly KeepalivedSource[],
  given?: ReadonlyMap<string, ChoiceValue>,
): Conversion => convert(sources, createChoices(given));
