// What a plan is made of: one keepalived.conf, or the modules of SafeKit that a server runs, with the
// cluster.xml that names the servers.

import { once } from '../base/once.ts';
import { joined } from '../base/span.ts';
import { byPlace, type Diagnostic, diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { createSourceMap } from '../diag/source-map.ts';
import type { Host } from '../host/ports.ts';
import type { Cluster } from '../ir/cluster.ts';
import type { Config } from '../ir/model.ts';
import {
  type Findings,
  languageOf,
  type Loaded,
  loadRead,
  noFindings,
  type ReadOptions,
  readText,
  shownName,
} from './load.ts';
import { loadSafekit, type SafekitResult } from './load-safekit.ts';

/** Where SafeKit keeps it (SafeKit User's Guide §12). */
export const defaultCluster = '/var/safekit/cluster/cluster.xml';

export interface SiteReading extends ReadOptions {
  /** Further modules of the same server. */
  readonly beside?: readonly string[];
  /** A cluster.xml; absent: SafeKit's own, where there is one. */
  readonly cluster?: string;
}

export interface NamedText {
  readonly file: string;
  readonly text: string;
}

export interface SiteTexts {
  readonly main: NamedText;
  readonly beside: readonly NamedText[];
  readonly cluster?: NamedText;
}

/** All that a plan must know of what was read. */
export type Plannable = Pick<Loaded, 'file' | 'config' | 'sources' | 'secrets' | 'unplannable'>;

export type SiteResult = Findings & {
  readonly loaded: Plannable | null;
  readonly exit: Exit;
  /** What was read, with included files in the place of their statements. */
  readonly texts: SiteTexts;
};

type Read<T> = T | { readonly problem: Diagnostic };

const readNamed = async (host: Host, file: string): Promise<Read<NamedText>> => {
  const read = await readText(host, file);
  return 'problem' in read ? read : { file, text: read.text };
};

const clusterFile = async (host: Host, wanted: string | undefined): Promise<string | undefined> =>
  wanted ?? ((await host.kindOfPath(defaultCluster)) === 'file' ? defaultCluster : undefined);

/** Reads the files that stand beside one that was read. */
export const readBeside = async (
  host: Host,
  main: NamedText,
  { beside = [], cluster }: SiteReading,
): Promise<Read<SiteTexts>> => {
  const others: NamedText[] = [];
  for (const file of beside) {
    const read = await readNamed(host, file);
    if ('problem' in read) return read;
    others.push(read);
  }
  const isModule = languageOf(main.text) === 'safekit';
  const wanted = isModule ? await clusterFile(host, cluster) : cluster;
  if (wanted === undefined) return { main, beside: others };
  const read = await readNamed(host, wanted);
  return 'problem' in read ? read : { main, beside: others, cluster: read };
};

const notAModule = ({ file, text }: NamedText, beside: string): Diagnostic[] =>
  languageOf(text) === 'safekit'
    ? []
    : [diagnostic('HA5431', null, { file: shownName(file), with: beside })];

/** What is planned together must be modules. */
const strangers = ({ main, beside, cluster }: SiteTexts): Diagnostic[] => [
  ...(beside.length > 0 ? notAModule(main, 'with other files') : []),
  ...beside.flatMap((one) => notAModule(one, `with ${shownName(main.file)}`)),
  ...(cluster === undefined ? [] : notAModule(main, 'with --cluster')),
  ...(cluster === undefined ? [] : notAModule(cluster, 'as --cluster')),
];

const wrongKind = (result: SafekitResult, wanted: 'module' | 'cluster'): Diagnostic[] => {
  const { file, bound } = result.loaded;
  if (bound.kind === wanted || bound.kind === 'none') return [];
  const values =
    wanted === 'module'
      ? { is: 'a cluster.xml', wanted: 'a module', mend: `name it with --cluster ${file}` }
      : { is: 'a module', wanted: 'a cluster.xml', mend: 'give --cluster the path of cluster.xml' };
  return [diagnostic('HA5432', null, { file, ...values })];
};

const moduleNames = ({ instances, farms }: Config): string[] => [
  ...instances.map(({ name }) => name),
  ...farms.map(({ module }) => module),
];

/** Names of tables, labels and roles are made of a module's name. */
const sameNames = (modules: readonly SafekitResult[]): Diagnostic[] => {
  const files = new Map<string, string>();
  const found: Diagnostic[] = [];
  for (const { file, config } of modules.map(({ loaded }) => loaded)) {
    for (const name of moduleNames(config)) {
      const first = files.get(name);
      if (first !== undefined) found.push(diagnostic('HA5433', null, { name, first, file }));
      else files.set(name, file);
    }
  }
  return found;
};

const join = (configs: readonly Config[], cluster: Cluster | undefined): Config => {
  const [first, ...others] = configs;
  if (first === undefined) throw new Error('no module to plan');
  return {
    ...first,
    instances: configs.flatMap(({ instances }) => instances),
    farms: configs.flatMap(({ farms }) => farms),
    ...(cluster !== undefined && { cluster }),
    idle: [first, ...others].flatMap(({ idle }) => idle),
    settings: configs.flatMap(({ settings }) => settings),
  };
};

const loadModules = (texts: SiteTexts, module?: string): SiteResult => {
  const { main, beside, cluster } = texts;
  const sources = createSourceMap();
  const load = ({ file, text }: NamedText, name?: string) =>
    loadSafekit(shownName(file), text, name, sources);
  const modules = [load(main, module), ...beside.map((one) => load(one))];
  const site = cluster && load(cluster);
  const all = site === undefined ? modules : [...modules, site];
  const diagnostics = [
    ...all.flatMap((one) => one.diagnostics).sort(byPlace),
    ...modules.flatMap((one) => wrongKind(one, 'module')),
    ...(site === undefined ? [] : wrongKind(site, 'cluster')),
    ...sameNames(modules),
  ];
  const secrets = once(() => joined(all.flatMap((one) => one.secrets)));
  const loaded: Plannable = {
    file: modules.map((one) => one.loaded.file).join(', '),
    sources,
    config: join(
      modules.map((one) => one.loaded.config),
      site?.loaded.config.cluster,
    ),
    unplannable: all.flatMap((one) => one.loaded.unplannable),
    get secrets() {
      return secrets();
    },
  };
  return {
    loaded,
    diagnostics,
    sources,
    get secrets() {
      return secrets();
    },
    exit: hasErrors(diagnostics) ? 'inputErrors' : 'done',
    texts,
  };
};

const loadAlone = async (
  host: Host,
  { file, text }: NamedText,
  reading: ReadOptions,
): Promise<SiteResult> => {
  const result = await loadRead(host, file, text, reading);
  const { loaded } = result;
  const main = loaded.language === 'keepalived' ? loaded.tree.source : { file, text };
  // Not copied: parts of it are made when somebody asks for them.
  return Object.assign(result, { texts: { main: { file, text: main.text }, beside: [] } });
};

/** Loads what was read. */
export const loadSite = async (
  host: Host,
  texts: SiteTexts,
  reading: SiteReading = {},
): Promise<SiteResult> => {
  const diagnostics = strangers(texts);
  if (diagnostics.length > 0) {
    return { ...noFindings(), loaded: null, diagnostics, exit: 'inputErrors', texts };
  }
  return languageOf(texts.main.text) === 'safekit'
    ? loadModules(texts, reading.module)
    : loadAlone(host, texts.main, reading);
};

/** Reads and loads the files of a plan; `-` is standard input. */
export const loadSiteOf = async (
  host: Host,
  file: string,
  reading: SiteReading = {},
): Promise<SiteResult> => {
  const main = await readNamed(host, file);
  const texts = 'problem' in main ? main : await readBeside(host, main, reading);
  if ('problem' in texts) {
    const nothing = { main: { file, text: '' }, beside: [] };
    const diagnostics = [texts.problem];
    return { ...noFindings(), loaded: null, diagnostics, exit: 'noInput', texts: nothing };
  }
  return loadSite(host, texts, reading);
};
