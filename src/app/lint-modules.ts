// Files of SafeKit beside each other: which cluster.xml a module goes with, and what all of them say.

import { directoryOf, pathFrom } from '../base/path.ts';
import type { Diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import { lintBeside } from '../lint/safekit/beside/lint-beside.ts';
import { type Loaded, languageOf, readText } from './load.ts';
import { loadSafekit, type SafekitLoaded } from './load-safekit.ts';

/** Where SafeKit itself has the two kinds of files. */
const ofSafekit = /^(.*)\/opt\/safekit\/modules\/[^/]+\/conf\/userconfig\.xml$/;

/** The paths where the cluster.xml of a module would be. */
const besideOf = (file: string): readonly string[] => {
  if (file.startsWith('<')) return [];
  const root = ofSafekit.exec(file)?.[1];
  const own = pathFrom(directoryOf(file), 'cluster.xml');
  return root === undefined ? [own] : [own, `${root}/var/safekit/cluster/cluster.xml`];
};

const isCluster = ({ config, isWhole }: SafekitLoaded): boolean =>
  isWhole && config.cluster !== undefined;

const findCluster = async (host: Host, file: string): Promise<SafekitLoaded | undefined> => {
  for (const path of besideOf(file)) {
    if ((await host.kindOfPath(path)) !== 'file') continue;
    const read = await readText(host, path);
    if ('problem' in read || languageOf(read.text) !== 'safekit') continue;
    const { loaded } = loadSafekit(path, read.text);
    if (isCluster(loaded)) return loaded;
  }
  return undefined;
};

/**
 * The directory that the modules of one server are in: MODULE/conf/userconfig.xml or MODULE/userconfig.xml
 * stand below it, files of other names in it. Of what a repository has elsewhere nobody knows the server.
 */
const serverOf = ({ file }: SafekitLoaded): string => {
  const parts = file.split('/').slice(0, -1);
  if (!file.endsWith('/userconfig.xml')) return parts.join('/');
  return parts.slice(0, parts.at(-1) === 'conf' ? -2 : -1).join('/');
};

/** How many directories two paths have in common from the start. */
const sharedDepth = (one: string, other: string): number => {
  const [a, b] = [directoryOf(one).split('/'), directoryOf(other).split('/')];
  const first = a.findIndex((part, index) => part !== b[index]);
  return first < 0 ? a.length : first;
};

/** The file of `clusters` that is nearest to a module. */
const nearest = (file: string, clusters: readonly SafekitLoaded[]): SafekitLoaded | undefined => {
  let best: SafekitLoaded | undefined;
  for (const cluster of clusters) {
    const isNearer =
      best === undefined || sharedDepth(file, cluster.file) > sharedDepth(file, best.file);
    if (isNearer) best = cluster;
  }
  return best;
};

/** The module that `previous` is a former version of: the only one, or the one of its name. */
const isSuccessor = (
  module: SafekitLoaded,
  modules: readonly SafekitLoaded[],
  previous: SafekitLoaded,
): boolean =>
  modules.length === 1 ||
  module.config.farms[0]?.module === previous.config.farms[0]?.module ||
  module.config.instances[0]?.name === previous.config.instances[0]?.name;

/** What is wrong with modules only because of other files, by file. */
export const besideModules = async (
  host: Host,
  files: readonly Loaded[],
  previous: Loaded | null,
): Promise<Map<string, readonly Diagnostic[]>> => {
  const own = files.filter((one): one is SafekitLoaded => one.language === 'safekit');
  const clusters = own.filter(isCluster);
  const modules = own.filter(({ bound, isWhole }) => bound.kind === 'module' && isWhole);
  const found = new Map<string, readonly Diagnostic[]>();
  for (const module of modules) {
    const { file } = module;
    const cluster = nearest(file, clusters) ?? (await findCluster(host, file));
    const former =
      previous?.language === 'safekit' && isSuccessor(module, modules, previous) ? previous : null;
    const surrounding = {
      modules: modules.filter((other) => other !== module && serverOf(other) === serverOf(module)),
      ...(cluster !== undefined && { cluster }),
      ...(former !== null && { previous: former }),
    };
    found.set(file, lintBeside(module, surrounding));
  }
  return found;
};
