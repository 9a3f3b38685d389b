// The networks of a cluster.xml: one has all nodes, one at most is for commands, all have two (§12.1.3).

import { diagnostic } from '../../../diag/diagnostic.ts';
import type { ModuleRule } from '../rule.ts';

export const noCommonNetwork: ModuleRule = {
  code: 'HA4616',
  *check({ config: { cluster } }) {
    if (cluster === undefined || cluster.lans.length === 0) return;
    const names = new Set(cluster.lans.flatMap(({ nodes }) => nodes.map(({ name }) => name)));
    if (cluster.lans.some(({ nodes }) => nodes.length === names.size)) return;
    yield diagnostic('HA4616', cluster.span, { nodes: [...names].join(', ') });
  },
};

export const severalCommandNetworks: ModuleRule = {
  code: 'HA4617',
  *check({ config: { cluster } }) {
    const [first, ...others] = (cluster?.lans ?? []).filter(({ isForCommands }) => isForCommands);
    for (const { span } of others) {
      const labels =
        first === undefined ? [] : [{ span: first.span, text: 'the other one is here' }];
      yield diagnostic('HA4617', span, {}, labels);
    }
  },
};

export const loneNode: ModuleRule = {
  code: 'HA4618',
  *check({ config: { cluster } }) {
    for (const { name, nodes, span } of cluster?.lans ?? []) {
      if (nodes.length === 1) yield diagnostic('HA4618', span, { name });
    }
  },
};
