// Where the virtual addresses of a farm stand: all of one `<interface>` that go to one link.

import type { Span } from '../../../base/span.ts';
import type { Farm, FarmInterface } from '../../../ir/farm.ts';
import type { HostLink, HostView } from '../../../ir/world.ts';
import { placeAddress } from '../../host/place.ts';
import type { Wishes } from '../wanted.ts';

export interface PlacedAddress {
  readonly ip: string;
  /** Its number among those of the module. */
  readonly number: number;
  readonly resetsConnections: boolean;
  readonly span: Span;
}

export interface PlacedInterface {
  /** Its number among those of the module, from 0. */
  readonly place: number;
  readonly wanted: FarmInterface;
  readonly device: string;
  /** As the host has it; absent where links are not known. */
  readonly link?: HostLink;
  readonly addresses: readonly PlacedAddress[];
}

/** The interfaces of a farm on this host; reports addresses that have no place. */
export const placeFarm = (
  wishes: Wishes,
  { interfaces, tcpReset }: Pick<Farm, 'interfaces' | 'tcpReset'>,
  view: HostView,
): PlacedInterface[] => {
  let number = 0;
  const placed = interfaces.flatMap((wanted) => {
    const byDevice = new Map<string, Omit<PlacedInterface, 'place'>>();
    for (const address of wanted.addresses) {
      const found = placeAddress(view, wanted, address);
      if ('problem' in found) {
        wishes.diagnostics.push(found.problem);
        continue;
      }
      const { ip, device, link } = found.place;
      const { span } = address;
      const one = { ip, number: ++number, resetsConnections: tcpReset, span };
      const others = byDevice.get(device)?.addresses ?? [];
      byDevice.set(device, { wanted, device, ...(link && { link }), addresses: [...others, one] });
    }
    return [...byDevice.values()];
  });
  return placed.map((one, place) => ({ ...one, place }));
};
