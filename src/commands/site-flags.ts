// Options about the cluster that modules of SafeKit run on.

import { Flags } from '@oclif/core';
import { defaultCluster, type SiteReading } from '../app/load-site.ts';
import { suggest } from '../base/suggest.ts';
import type { FarmView } from '../ir/world.ts';
import type { ForModules, SiteOptions } from '../plan/host/site.ts';

/** `MODULE=` in front, if it is about one. */
const splitModule = (text: string): { readonly module?: string; readonly rest: string } => {
  const at = text.indexOf('=');
  return at < 1 ? { rest: text } : { module: text.slice(0, at), rest: text.slice(at + 1) };
};

const parseMembers = async (text: string): Promise<ForModules<readonly string[]>> => {
  const { module, rest } = splitModule(text);
  const is = rest.split(',').filter((name) => name !== '');
  return { ...(module !== undefined && { module }), is };
};

const parseTraffic = async (text: string): Promise<ForModules<FarmView['traffic']>> => {
  const { module, rest } = splitModule(text);
  if (rest === 'open' || rest === 'closed') {
    return { ...(module !== undefined && { module }), is: rest };
  }
  const near = suggest(rest, ['open', 'closed']);
  const mend = near === undefined ? '' : `: did you mean "${near}"?`;
  throw new Error(`--traffic wants open or closed, not "${rest}"${mend}`);
};

/** Tables, links and labels are called after it, and SafeKit's directory is. */
const parseModule = async (text: string): Promise<string> => {
  if (/^[\w.-]+$/.test(text)) return text;
  throw new Error(`--module wants letters, digits and . _ -, not "${text}"`);
};

export const siteFlags = {
  cluster: Flags.string({
    helpValue: 'FILE',
    description: `cluster.xml of the modules; ${defaultCluster} where there is one`,
  }),
  module: Flags.string({
    helpValue: 'NAME',
    description: 'what the module of the first FILE is called, instead of as its path says',
    parse: parseModule,
  }),
  node: Flags.string({
    helpValue: 'NAME',
    description: 'the node that this host is, instead of the one whose address it has',
  }),
  members: Flags.custom<ForModules<readonly string[]>>({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: '[MODULE=]NAME,NAME',
    description: 'nodes that share the traffic of farm modules, instead of all of the cluster',
    parse: parseMembers,
  })(),
  traffic: Flags.custom<ForModules<FarmView['traffic']>>({
    multiple: true,
    multipleNonGreedy: true,
    helpValue: '[MODULE=]open|closed',
    description: 'whether farm modules take traffic, instead of as scriptcontrol starts them',
    parse: parseTraffic,
  })(),
};

/** What is read besides FILE: further modules, and their cluster. */
export const besideOf = (
  words: readonly unknown[],
  {
    cluster,
    module,
  }: { readonly cluster?: string | undefined; readonly module?: string | undefined },
): SiteReading => {
  const beside = words.slice(1).map(String);
  return {
    ...(beside.length > 0 && { beside }),
    ...(cluster !== undefined && { cluster }),
    ...(module !== undefined && { module }),
  };
};

/** What flags say of the site. */
export const siteOf = (flags: {
  readonly [N in keyof SiteOptions]: SiteOptions[N] | undefined;
}): { readonly site?: SiteOptions } => {
  const { node, members, traffic } = flags;
  if (node === undefined && members === undefined && traffic === undefined) return {};
  return {
    site: {
      ...(node !== undefined && { node }),
      ...(members !== undefined && { members }),
      ...(traffic !== undefined && { traffic }),
    },
  };
};
