// All commands, by their ids; oclif's explicit strategy reads this.

import Apply from './apply.ts';
import Confirm from './confirm.ts';
import Convert from './convert.ts';
import Explain from './explain.ts';
import Facts from './facts.ts';
import Fmt from './fmt.ts';
import Import from './import.ts';
import InternalExpire from './internal/expire.ts';
import InternalSandbox from './internal/sandbox.ts';
import InternalTest from './internal/test.ts';
import Lint from './lint.ts';
import Plan from './plan.ts';
import Rollback from './rollback.ts';
import ShowBuckets from './show/buckets.ts';
import ShowConnections from './show/connections.ts';
import ShowIr from './show/ir.ts';
import ShowState from './show/state.ts';
import ShowTree from './show/tree.ts';
import Test from './test.ts';
import Try from './try.ts';

export const commands = {
  apply: Apply,
  confirm: Confirm,
  convert: Convert,
  explain: Explain,
  facts: Facts,
  fmt: Fmt,
  import: Import,
  'internal:expire': InternalExpire,
  'internal:sandbox': InternalSandbox,
  'internal:test': InternalTest,
  lint: Lint,
  plan: Plan,
  rollback: Rollback,
  'show:buckets': ShowBuckets,
  'show:connections': ShowConnections,
  'show:ir': ShowIr,
  'show:state': ShowState,
  'show:tree': ShowTree,
  test: Test,
  try: Try,
};
