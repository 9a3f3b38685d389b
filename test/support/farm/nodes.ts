// What the nodes of a lab run: hactl, and the services of a farm.

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Namespace, programArgv } from '../namespace.ts';
import { inside, type Lab, program, until } from './lab.ts';

/** The files of a farm's modules, and the members that this node shall see. */
export interface View {
  readonly modules: readonly string[];
  readonly cluster: string;
  readonly members: string;
}

const nameOf = (lab: Lab, node: Namespace): string => `n${lab.nodes.indexOf(node) + 1}`;

/** `hactl plan` or `apply` on a node; its standard output. */
export const hactlOn = (
  lab: Lab,
  node: Namespace,
  { modules, cluster, members }: View,
  command: string,
  ...options: readonly string[]
): Promise<string> => {
  const site = ['--cluster', cluster, '--node', nameOf(lab, node), '--members', members];
  const state = ['--state-dir', node.stateDirectory];
  return inside(node, [...programArgv, command, ...modules, ...site, ...state, ...options]);
};

/** Applies on all nodes at once. */
export const applyOn = (lab: Lab, view: View, nodes = lab.nodes): Promise<string[]> =>
  Promise.all(nodes.map((node) => hactlOn(lab, node, view, 'apply', '--yes')));

/** Starts the services of all nodes; ends when they are there. */
export const serve = async (lab: Lab, addresses: readonly string[]): Promise<void> => {
  const ready = lab.nodes.map((node) => join(node.stateDirectory, 'ready'));
  for (const [index, node] of lab.nodes.entries()) {
    const file = ready[index] ?? '';
    rmSync(file, { force: true });
    node.start(program('server.ts', nameOf(lab, node), file, ...addresses));
  }
  await until('the services', () => ready.every((file) => existsSync(file)));
};
