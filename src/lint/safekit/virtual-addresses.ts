// The virtual addresses of a module, whatever its mode.

import { familyOf, type Family, parseIp } from '../../base/ip.ts';
import type { FarmInterface, VirtualAddress } from '../../ir/farm.ts';
import type { MirrorInterface } from '../../ir/mirror.ts';
import type { Config } from '../../ir/model.ts';

/** The interfaces of farms and mirrors. */
export const interfacesOf = ({
  farms,
  instances,
}: Config): readonly (FarmInterface | MirrorInterface)[] => [
  ...farms.flatMap(({ interfaces }) => interfaces),
  ...instances.flatMap(({ mirror }) => mirror?.interfaces ?? []),
];

export const virtualAddressesOf = (config: Config): readonly VirtualAddress[] =>
  interfacesOf(config).flatMap(({ addresses }) => addresses);

/** Undefined for the name of a host. */
export const familyOfHost = ({ host }: Pick<VirtualAddress, 'host'>): Family | undefined =>
  parseIp(host) === null ? undefined : familyOf(host);
