// The virtual Ethernet address of a mirror's primary: it goes with the addresses from node to node, and
// switches never learn it, so nobody has to be told where it is (SafeKit User's Guide §13.6.5.1). It is
// the data path of vmac_invisible without a filter: there is but one node that has it.

import type { FarmInterface } from '../../ir/farm.ts';
import type { Instance } from '../../ir/model.ts';
import type { World } from '../../ir/world.ts';
import { wishInvisible } from './farm/invisible.ts';
import { tableName } from './farm/names.ts';
import { placeFarm } from './farm/place.ts';
import { family } from './farm/rules.ts';
import { nftTable } from './nft.ts';
import { type Wishes, wish } from './wanted.ts';

/** Interfaces of a mirror that have an Ethernet address of their own. */
const virtualInterfaces = ({ mirror }: Instance): FarmInterface[] =>
  (mirror?.interfaces ?? []).flatMap(({ vmac: mac, ...one }) =>
    mac === undefined ? [] : [{ ...one, vmac: { type: 'invisible', mac } }],
  );

/** Wishes the links of a mirror that is primary, with the addresses on them. */
export const wishVirtualInterfaces = (wishes: Wishes, instance: Instance, world: World): void => {
  const { mirror, name, span } = instance;
  const interfaces = virtualInterfaces(instance);
  if (mirror === undefined || interfaces.length === 0) return;
  const view = world.host ?? { links: [], resolved: new Map() };
  const placed = placeFarm(wishes, { interfaces, tcpReset: mirror.tcpReset }, view);
  const objects = placed.flatMap((one) =>
    one.wanted.vmac.type === 'invisible'
      ? wishInvisible(wishes, one, one.wanted.vmac.mac, () => [])
      : [],
  );
  if (objects.length > 0) wish(wishes, nftTable(family, tableName(name), objects), span);
};
