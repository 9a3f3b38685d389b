// Who asks for mail: smtp_alert and its defaults.

import type { keepalived } from '../../grammars/keepalived/index.ts';
import { joinGlobals } from '../ir/from-keepalived/global.ts';
import { all, type BoundBlock, type BoundStatement, blockOf, isOn, one } from '../syntax/tree.ts';

type Root = BoundBlock<typeof keepalived>;
type Instance = (typeof keepalived)['vrrp_instance']['block'];
/** Every block that has smtp_alert has it alike. */
type Alerting = BoundBlock<{ readonly smtp_alert: Pick<Instance['smtp_alert'], 'args'> }>;

const alertOf = (block: Alerting | undefined): BoundStatement[] => {
  const statement = isOn(block, 'smtp_alert') ? one(block, 'smtp_alert') : undefined;
  return statement === undefined ? [] : [statement];
};

/** The statements that turn mail on. Those of real servers are left out: theirs is on anyway. */
export const alertsIn = (root: Root): BoundStatement[] => {
  const globals = joinGlobals(root);
  const defaults = (['smtp_alert', 'smtp_alert_vrrp', 'smtp_alert_checker'] as const).flatMap(
    (keyword) => (isOn(globals, keyword) ? (one(globals, keyword) ?? []) : []),
  );
  return [
    ...defaults,
    ...all(root, 'vrrp_instance').map(blockOf).flatMap(alertOf),
    ...all(root, 'vrrp_sync_group').map(blockOf).flatMap(alertOf),
    ...all(root, 'virtual_server').map(blockOf).flatMap(alertOf),
  ];
};
