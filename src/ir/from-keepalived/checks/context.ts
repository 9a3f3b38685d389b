// What a check of one instance looks at.

import type { Version } from '../../../../grammars/keepalived/versions.ts';
import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import type { Span } from '../../../base/span.ts';
import type { Diagnostic } from '../../../diag/diagnostic.ts';
import { type BoundBlock, one } from '../../../syntax/tree.ts';
import type { Instance } from '../../model.ts';

export type InstanceBlock = BoundBlock<(typeof keepalived)['vrrp_instance']['block']>;

export interface InstanceCase {
  readonly block: InstanceBlock;
  readonly instance: Instance;
  readonly strict: boolean;
  readonly target: Version;
  readonly diagnostics: Diagnostic[];
}

/** Where a keyword stands that counts, for a message about it; the instance when it is nowhere. */
export const placeOf = (
  { block, instance }: InstanceCase,
  keyword: keyof (typeof keepalived)['vrrp_instance']['block'],
): Span => one(block, keyword)?.span ?? instance.span;
