// cluster.xml -> Cluster.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { safekit } from '../../../grammars/safekit/index.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  isOn,
  placeOf,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import type { Cluster, ClusterNode, Lan } from '../cluster.ts';
import { defined } from '../defined.ts';

type Root = BoundElement<(typeof safekit)['cluster']>;
type LanElement = BoundElement<(typeof safekit)['cluster']['children']['lans']['children']['lan']>;

const readNodes = (lan: LanElement, diagnostics: Diagnostic[]): ClusterNode[] => {
  const seen = new Map<string, ClusterNode>();
  for (const element of childrenNamed(lan, 'node')) {
    const name = valueOf(element, 'name');
    const host = valueOf(element, 'addr');
    if (name === undefined || host === undefined) continue;
    const span = placeOf(element, 'name');
    const first = seen.get(name);
    if (first !== undefined) {
      const labels = [{ span: first.span, text: 'first written here' }];
      diagnostics.push(diagnostic('HA3112', span, { name, parent: 'lan' }, labels));
      continue;
    }
    const localHost = valueOf(element, 'laddr');
    seen.set(name, defined<ClusterNode>({ name, host, localHost, span }));
  }
  return [...seen.values()];
};

const readLan = (element: LanElement, diagnostics: Diagnostic[]): Lan[] => {
  const name = valueOf(element, 'name');
  if (name === undefined) return [];
  const isForCommands = isOn(valueOf(element, 'command'));
  const nodes = readNodes(element, diagnostics);
  return [{ name, isForCommands, nodes, span: placeOf(element, 'name') }];
};

/** The cluster of a bound file. */
export const buildCluster = (
  root: Root,
): { readonly cluster: Cluster; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const lans = childNamed(root, 'lans');
  const cluster: Cluster = {
    lans: childrenNamed(lans, 'lan').flatMap((lan) => readLan(lan, diagnostics)),
    port: lans === undefined ? 4800 : valueOf(lans, 'port'),
    pulseMs: lans === undefined ? 100 : valueOf(lans, 'pulse'),
    span: root.xml.nameSpan,
  };
  return { cluster, diagnostics };
};
