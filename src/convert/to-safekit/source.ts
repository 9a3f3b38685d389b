// The files of a cluster's nodes as a conversion reads them: what is where, for rows and targets.

import type { Span } from '../../base/span.ts';
import type { Config } from '../../ir/model.ts';
import { type Member, routersOf } from '../../lint/cluster/member.ts';
import type { BoundBlock } from '../../syntax/tree.ts';
import type { Directive } from '../directive.ts';
import {
  type Directives,
  keepalivedDirectives,
  type KeepalivedText,
} from '../keepalived/directives.ts';

export interface KeepalivedSource extends KeepalivedText {
  readonly config: Config;
}

/** A file with its directives. */
export interface SourceNode extends KeepalivedSource {
  readonly directives: Directives;
}

export const sourceNode = (source: KeepalivedSource): SourceNode => ({
  file: source.file,
  sources: source.sources,
  secrets: source.secrets,
  tree: source.tree,
  root: source.root,
  config: source.config,
  directives: keepalivedDirectives(source),
});

/** An instance on one of the nodes. */
export interface SourceMember extends Member {
  readonly node: SourceNode;
}

/** Instances of several nodes that are one virtual router; they hold the very nodes that were given. */
export const sourceRouters = (nodes: readonly SourceNode[]): readonly (readonly SourceMember[])[] =>
  routersOf(nodes) as unknown as readonly (readonly SourceMember[])[];

type Placed = Pick<SourceNode, 'directives'>;

/** The directive at a place, or none. */
export const directiveAt = ({ directives }: Placed, span: Span): Directive[] => {
  const found = directives.at(span);
  return found === undefined ? [] : [found];
};

/** The statements of some keywords in a block. */
export const written = (
  node: Placed,
  block: BoundBlock | undefined,
  ...keywords: readonly string[]
): Directive[] =>
  (block?.statements ?? [])
    .filter(({ keyword }) => keywords.includes(keyword))
    .flatMap(({ span }) => directiveAt(node, span));

/** The lines of the lists of some keywords in a block, behind their heads. */
export const writtenLines = (
  node: Placed,
  block: BoundBlock | undefined,
  ...keywords: readonly string[]
): Directive[] =>
  (block?.statements ?? [])
    .filter(({ keyword }) => keywords.includes(keyword))
    .flatMap(({ span, entries }) => [
      ...directiveAt(node, span),
      ...entries.flatMap((entry) => directiveAt(node, entry.span)),
    ]);

/** What the blocks of all members of a router say by some keywords. */
export const writtenByAll = (
  members: readonly SourceMember[],
  ...keywords: readonly string[]
): Directive[] => members.flatMap(({ node, block }) => writtenLines(node, block, ...keywords));

export const headsOf = (members: readonly SourceMember[]): Directive[] =>
  members.flatMap(({ node, instance }) => directiveAt(node, instance.span));
