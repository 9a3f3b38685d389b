// SafeKit's files as a conversion reads them: modules, and the cluster that they run on.

import type { Farm } from '../../ir/farm.ts';
import type { Config, Instance } from '../../ir/model.ts';
import type { Mirror } from '../../ir/mirror.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import type { safekit, ServiceSpec } from '../../../grammars/safekit/index.ts';
import { safeName } from '../file-names.ts';
import type { Directive } from '../directive.ts';
import {
  type SafekitDirectives,
  safekitDirectives,
  type SafekitText,
} from '../safekit/directives.ts';

export interface SafekitSource extends SafekitText {
  readonly config: Config;
  /** What the module is called. */
  readonly module: string;
}

export type Service = BoundElement<ServiceSpec>;

/** A module with its directives. */
export interface SourceModule {
  readonly name: string;
  readonly file: string;
  readonly service: Service;
  readonly directives: SafekitDirectives;
  readonly mirror: Mirror | undefined;
  readonly instance: Instance | undefined;
  readonly farm: Farm | undefined;
}

type ClusterRoot = BoundElement<(typeof safekit)['cluster']>;
type LanElement = BoundElement<(typeof safekit)['cluster']['children']['lans']['children']['lan']>;
export type NodeElement = BoundElement<
  (typeof safekit)['cluster']['children']['lans']['children']['lan']['children']['node']
>;

export interface SourceCluster {
  readonly root: ClusterRoot;
  readonly directives: SafekitDirectives;
}

export interface SafekitSources {
  readonly modules: readonly SourceModule[];
  readonly cluster: SourceCluster | undefined;
  /** Of all files, in their order. */
  readonly all: readonly Directive[];
}

/** A name that no module before has, and that leads nowhere in a path. */
const freeName = (wanted: string, before: readonly SourceModule[]): string => {
  let safe = safeName(wanted);
  for (let at = 2; before.some(({ name }) => name === safe); at++)
    safe = `${safeName(wanted)}_${at}`;
  return safe;
};

/** Sorts files into modules and the cluster; a second cluster.xml counts for nothing. */
export const safekitSources = (sources: readonly SafekitSource[]): SafekitSources => {
  const modules: SourceModule[] = [];
  let cluster: SourceCluster | undefined;
  const all: Directive[] = [];
  for (const source of sources) {
    const { bound, config, file, module } = source;
    const directives = safekitDirectives(source);
    all.push(...directives.all);
    if (bound.kind === 'cluster') cluster ??= { root: bound.root, directives };
    if (bound.kind !== 'module') continue;
    const service = childNamed(bound.root, 'service');
    if (service === undefined) continue;
    const [instance] = config.instances;
    const [farm] = config.farms;
    const name = freeName(module, modules);
    modules.push({
      ...{ name, file, service, directives, instance, farm },
      mirror: instance?.mirror,
    });
  }
  return { modules, cluster, all };
};

export const lanElements = ({ root }: SourceCluster): readonly LanElement[] =>
  childrenNamed(childNamed(root, 'lans'), 'lan');

/** The nodes of a network by their names. */
export const nodeElements = (lan: LanElement): ReadonlyMap<string, NodeElement> =>
  new Map(
    childrenNamed(lan, 'node').flatMap((node) => {
      const name = valueOf(node, 'name');
      return name === undefined ? [] : [[name, node] as const];
    }),
  );

export type { LanElement };
