// SafeKit -> keepalived: modules and the cluster that they run on become a keepalived.conf for each node,
// with the scripts that it calls.

import { type Choices, type ChoiceValue, createChoices } from '../choices.ts';
import { type Conversion, withComments } from '../conversion.ts';
import type { CommentsOf } from '../document/comments.ts';
import { keepalivedOutput, type Statement } from '../document/keepalived.ts';
import { scriptLine, scriptOutput } from '../document/shell.ts';
import { safeName, safeNames } from '../file-names.ts';
import { madeOf } from '../directive.ts';
import type { Output } from '../document/output.ts';
import { toKeepalivedRules, usualToKeepalived } from '../rules/to-keepalived.ts';
import { createTrail, rowsOf } from '../trail.ts';
import type { Context } from './context.ts';
import { farmOnNode } from './farm.ts';
import { mirrorOnNode, type NodeModule } from './mirror.ts';
import { planNetwork } from './nodes.ts';
import { routerIds, say } from './router.ts';
import { type SafekitSource, safekitSources, type SourceModule } from './source.ts';

export interface ToKeepalivedOptions {
  /** The node whose files are wanted; absent: those of all. */
  readonly node?: string;
}

interface Made {
  readonly node: string;
  readonly statements: readonly Statement[];
  readonly files: readonly Output[];
}

/** A farm has to start something on each node besides keepalived. */
const starter = (farms: readonly SourceModule[], path: string, directory: string): Output =>
  scriptOutput(
    path,
    ['The farms of this node: start or stop, called by keepalived.'],
    farms.map(({ name }) => scriptLine(`${directory}/${name}-realserver "$1"`)),
  );

const globals = (
  node: string,
  hasFarms: boolean,
  { network, scriptDirectory }: Context,
): Statement => {
  const from = network.lans.flatMap(({ nodes }) =>
    nodes.filter(({ name }) => name === node).flatMap((one) => one.own),
  );
  const starts = hasFarms
    ? [
        say(['startup_script', `${scriptDirectory}/farms start`]),
        say(['shutdown_script', `${scriptDirectory}/farms stop`]),
      ]
    : [];
  return say(
    ['global_defs'],
    [],
    [
      say(['router_id', safeName(node)], from),
      say(['script_user', 'root']),
      say(['enable_script_security']),
      ...starts,
    ],
  );
};

const noteOthers = (modules: readonly SourceModule[], { trail }: Context): void => {
  for (const { service, directives, instance, farm } of modules) {
    if (instance?.mirror === undefined && farm === undefined)
      trail.note(directives.of(service, 'mode'), 'light-module');
  }
};

const noteNetwork = ({ network, trail }: Context, node: string | undefined): void => {
  for (const { name, own } of network.lans.flatMap(({ nodes }) => nodes)) {
    if (node !== undefined && name !== node) trail.note(own, 'node-not-converted', { node });
  }
};

const makeNode = (
  node: string,
  modules: readonly SourceModule[],
  ids: ReadonlyMap<string, number>,
  folder: string,
  context: Context,
): Made => {
  const fileOf = (name: string): string => `${folder}scripts/${name}`;
  const made = modules.flatMap((module): NodeModule[] => {
    const { mirror, farm, name } = module;
    const vrid = ids.get(name) ?? 1;
    if (mirror !== undefined) return [mirrorOnNode(module, mirror, node, vrid, fileOf, context)];
    if (farm !== undefined) return [farmOnNode(module, farm, node, vrid, fileOf, context)];
    return [];
  });
  const farms = modules.filter(({ farm }) => farm !== undefined);
  const files = made.flatMap((one) => one.files);
  return {
    node,
    statements: [
      globals(node, farms.length > 0, context),
      ...made.flatMap(({ statements }) => statements),
    ],
    files: [
      ...files,
      ...(farms.length === 0 ? [] : [starter(farms, fileOf('farms'), context.scriptDirectory)]),
    ],
  };
};

const convert = (
  given: readonly SafekitSource[],
  choices: Choices,
  { node: wanted }: ToKeepalivedOptions,
): Conversion => {
  const { modules, cluster, all } = safekitSources(given);
  const trail = createTrail<typeof toKeepalivedRules>();
  const network = planNetwork({ cluster, choices, trail });
  const scriptDirectory = choices.choose('scripts.directory', {
    form: 'path',
    fallback: '/etc/keepalived/scripts',
    why: 'where the scripts are on a node: nobody but root may write there',
  });
  const context: Context = { network, choices, trail, scriptDirectory };
  const convertible = modules.filter(
    ({ mirror, farm }) => mirror !== undefined || farm !== undefined,
  );
  const ids = routerIds(
    convertible.map(({ name }) => name),
    context,
  );
  noteOthers(modules, context);
  noteNetwork(context, wanted);
  const names =
    convertible.length === 0
      ? []
      : network.names.filter((name) => wanted === undefined || name === wanted);
  const folders = safeNames(network.names);
  const folderOf = (name: string): string =>
    wanted === undefined ? `${folders.get(name) ?? safeName(name)}/` : '';
  const made = names.map((name) => makeNode(name, convertible, ids, folderOf(name), context));
  // What stands there in any case is global_defs.
  const whole = made.filter(({ statements }) => statements.length > 1);
  const outputs = whole.flatMap(({ node, statements, files }): readonly Output[] => {
    const path = `${folderOf(node)}keepalived.conf`;
    const head = madeOf(
      given.map(({ file }) => file),
      node,
    );
    const render = (comments: CommentsOf, homeless: readonly string[]) => [
      keepalivedOutput(path, [head, ...homeless], statements, comments),
    ];
    return [...withComments(all, render), ...files];
  });
  const reached = new Set(outputs.flatMap(({ lines }) => lines.flatMap(({ from }) => from)));
  trail.note(
    all.filter((one) => one.path[1] === 'macro' && reached.has(one)),
    'macro',
  );
  const rows = rowsOf(all, trail, outputs, { rules: toKeepalivedRules, usual: usualToKeepalived });
  return { to: 'keepalived', outputs, rows, choices: choices.made(), badChoices: choices.bad() };
};

/** The files of keepalived that do what these modules of a cluster do; never throws. */
export const convertToKeepalived = (
  sources: readonly SafekitSource[],
  given?: ReadonlyMap<string, ChoiceValue>,
  options: ToKeepalivedOptions = {},
): Conversion => convert(sources, createChoices(given), options);
