// A file of SafeKit: text -> XML -> elements -> IR, with all that is wrong on the way.

import { once } from '../base/once.ts';
import { directoryOf } from '../base/path.ts';
import type { Span } from '../base/span.ts';
import { byPlace, type Diagnostic, hasErrors } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { createSourceMap, type SourceMap } from '../diag/source-map.ts';
import { buildCluster } from '../ir/from-safekit/cluster.ts';
import { buildModule, emptyConfig } from '../ir/from-safekit/config.ts';
import type { Config } from '../ir/model.ts';
import { bindSafekit, type BoundRoot } from '../syntax/safekit/bind.ts';
import { parseXml, type XmlTree } from '../syntax/safekit/parse.ts';
import { secretsOfXml } from '../syntax/safekit/secrets.ts';

export interface SafekitLoaded {
  readonly language: 'safekit';
  readonly file: string;
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly tree: XmlTree;
  readonly bound: BoundRoot;
  /** That of a cluster.xml holds the cluster and asks for nothing. */
  readonly config: Config;
  readonly unplannable: readonly Diagnostic[];
  readonly isWhole: boolean;
}

export interface SafekitResult {
  readonly loaded: SafekitLoaded;
  readonly diagnostics: readonly Diagnostic[];
  readonly sources: SourceMap;
  readonly secrets: readonly Span[];
  readonly exit: Exit;
}

/** Names of nftables tables and of links are made of it. */
const inNames = (name: string): string => name.replace(/[^\w.-]+/g, '_');

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/**
 * What a module is called: AM of modules/AM/conf/userconfig.xml, else as its file without the suffix, or
 * as the directory of a userconfig.xml.
 */
export const moduleNameOf = (file: string): string => {
  const ofSafekit = /(?:^|\/)([^/]+)\/conf\/userconfig\.xml$/.exec(file)?.[1];
  if (ofSafekit !== undefined) return inNames(ofSafekit);
  const own = baseName(file).replace(/(?<=.)\.[^.]*$/, '');
  const directory = baseName(directoryOf(file));
  const isClearer = own === 'userconfig' && /\w/.test(directory);
  return inNames(isClearer ? directory : own.replace(/[<>]/g, ''));
};

const meaningOf = (
  bound: BoundRoot,
  module: string,
): { readonly config: Config; readonly diagnostics: readonly Diagnostic[] } => {
  switch (bound.kind) {
    case 'module':
      return buildModule(bound.root, module);
    case 'cluster': {
      const { cluster, diagnostics } = buildCluster(bound.root);
      return { config: { ...emptyConfig, cluster }, diagnostics };
    }
    case 'none':
      return { config: emptyConfig, diagnostics: [] };
  }
};

/** Reads a text that is a file of SafeKit; `module` is what it is called unless its path says so. */
export const loadSafekit = (
  file: string,
  text: string,
  module: string = moduleNameOf(file),
  sources: SourceMap = createSourceMap(),
): SafekitResult => {
  const { tree, diagnostics: ofText } = parseXml(sources.add(file, text));
  const isWhole = ofText.length === 0;
  const { bound, diagnostics: ofElements } = bindSafekit(tree, isWhole);
  const { config, diagnostics: ofMeaning } = meaningOf(bound, module);
  const diagnostics = [...ofText, ...ofElements, ...ofMeaning].sort(byPlace);
  const unplannable = diagnostics.filter(({ stopsPlan }) => stopsPlan === true);
  const secrets = once(() => secretsOfXml(tree.source));
  const loaded: SafekitLoaded = {
    ...{ language: 'safekit', file, sources, tree, bound, isWhole, unplannable, config },
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
  };
};
