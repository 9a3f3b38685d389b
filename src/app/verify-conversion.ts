// `hactl convert --verify`: reads the files that were made as a user would, and compares.

import type { Conversion } from '../convert/conversion.ts';
import { type Output, textOf } from '../convert/document/output.ts';
import { safeNames } from '../convert/file-names.ts';
import type { Verification } from '../convert/verify/compare.ts';
import type { KeepalivedSide, ModuleSide, Sides } from '../convert/verify/side.ts';
import { unexplained, verifyConversion } from '../convert/verify/verify.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Loaded } from './load.ts';
import { loadKeepalived } from './load-keepalived.ts';
import { loadSafekit } from './load-safekit.ts';

const ofLanguage = ({ outputs }: Conversion, language: Output['language']): readonly Output[] =>
  outputs.filter((output) => output.language === language);

/** Names of the nodes in the order of their files. */
const nodeNames = ({ choices }: Conversion): string[] =>
  choices
    .filter(({ key }) => /^node\.\d+\.name$/.test(key))
    .sort((one, other) => one.key.localeCompare(other.key, 'en', { numeric: true }))
    .map(({ value }) => String(value));

const toSafekit = (conversion: Conversion, loaded: readonly Loaded[]): Sides => {
  const names = nodeNames(conversion);
  const [cluster] = ofLanguage(conversion, 'cluster');
  return {
    keepalived: loaded
      .filter((one) => one.language === 'keepalived')
      .map((one, at): KeepalivedSide => ({ ...one, node: names[at] ?? `node${at + 1}` })),
    modules: ofLanguage(conversion, 'userconfig').map(
      (output): ModuleSide => loadSafekit(output.path, textOf(output)).loaded,
    ),
    cluster: cluster && loadSafekit(cluster.path, textOf(cluster)).loaded.config.cluster,
    resolved: new Map(),
  };
};

/** What host names were taken for: `address.NAME.ip`. */
const resolvedNames = ({ choices }: Conversion): ReadonlyMap<string, readonly string[]> =>
  new Map(
    choices.flatMap(({ key, value }) => {
      const host = /^address\.(.*)\.ip$/.exec(key)?.[1];
      return host === undefined || value === '' ? [] : [[host, [String(value)]] as const];
    }),
  );

/** `FOLDER/keepalived.conf` by the nodes' folders, or the one of the node that was asked for. */
const nodeOf = ({ path }: Output, folders: ReadonlyMap<string, string>, node?: string): string => {
  const folder = path.replace(/\/keepalived\.conf$/, '');
  return node ?? [...folders].find(([, safe]) => safe === folder)?.[0] ?? folder;
};

const toKeepalived = (
  conversion: Conversion,
  loaded: readonly Loaded[],
  node: string | undefined,
): Sides => {
  const files = loaded.filter((one) => one.language === 'safekit');
  const cluster = files.find(({ config }) => config.cluster !== undefined)?.config.cluster;
  const names = (cluster?.lans ?? []).flatMap(({ nodes }) => nodes.map(({ name }) => name));
  const folders = safeNames([...new Set(names)]);
  return {
    keepalived: ofLanguage(conversion, 'keepalived').map((output): KeepalivedSide => {
      const result = loadKeepalived(output.path, textOf(output)).loaded;
      return { ...result, node: nodeOf(output, folders, node) };
    }),
    modules: files.filter(({ bound }) => bound.kind === 'module'),
    cluster,
    resolved: resolvedNames(conversion),
  };
};

/** What source and result of a conversion have in common, and what not. */
export const verify = (
  conversion: Conversion,
  loaded: readonly Loaded[],
  node?: string,
): Verification =>
  verifyConversion(
    conversion,
    conversion.to === 'safekit'
      ? toSafekit(conversion, loaded)
      : toKeepalived(conversion, loaded, node),
  );

/** What no row of the report tells of, each as a fault. */
export const surprisesIn = (verification: Verification): Diagnostic[] =>
  unexplained(verification).map(({ key, source, result }) =>
    diagnostic('HA7008', null, { key, source: source ?? 'nothing', result: result ?? 'nothing' }),
  );
