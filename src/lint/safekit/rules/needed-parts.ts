// Parts of a module that mean nothing without another one.

import { diagnostic } from '../../../diag/diagnostic.ts';
import { childNamed, childrenNamed, placeOf, valueOf } from '../../../syntax/safekit/bound.ts';
import type { ModuleRule } from '../rule.ts';

export const errdWithoutUser: ModuleRule = {
  code: 'HA4614',
  *check({ service }) {
    const errd = childNamed(service, 'errd');
    const isAlone = errd !== undefined && childNamed(service, 'user') === undefined;
    if (isAlone) yield diagnostic('HA4614', errd.xml.nameSpan, {});
  },
};

/** The name is kept for the replication (SafeKit User's Guide §13.4). */
export const flowWithoutFiles: ModuleRule = {
  code: 'HA4615',
  *check({ service }) {
    if (childNamed(service, 'rfs') !== undefined) return;
    for (const heartbeat of childrenNamed(childNamed(service, 'heart'), 'heartbeat')) {
      const isFlow = valueOf(heartbeat, 'ident') === 'flow';
      if (isFlow) yield diagnostic('HA4615', placeOf(heartbeat, 'ident'), {});
    }
  },
};
