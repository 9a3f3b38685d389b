// A file of either side, loaded, on the node that it is for.

import type { Config } from '../../ir/model.ts';
import type { SourceMap } from '../../diag/source-map.ts';
import type { BoundRoot } from '../../syntax/safekit/bind.ts';
import type { BoundBlock } from '../../syntax/tree.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';

export interface KeepalivedSide {
  readonly node: string;
  readonly sources: SourceMap;
  readonly config: Config;
  readonly root: BoundBlock<typeof keepalived>;
}

/** A module: all nodes have the same. */
export interface ModuleSide {
  readonly sources: SourceMap;
  readonly config: Config;
  readonly bound: BoundRoot;
}

export interface Sides {
  /** One for each node. */
  readonly keepalived: readonly KeepalivedSide[];
  readonly modules: readonly ModuleSide[];
  /** The cluster.xml of the modules, when there is one. */
  readonly cluster: Config['cluster'];
  /** Addresses that host names stand for, as the conversion took them. */
  readonly resolved: ReadonlyMap<string, readonly string[]>;
}
