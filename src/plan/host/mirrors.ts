// Mirror modules on a host: their virtual addresses become the addresses of their instances.

import { familyOf } from '../../base/ip.ts';
import type { Diagnostic } from '../../diag/diagnostic.ts';
import type { VirtualAddress } from '../../ir/farm.ts';
import type { MirrorInterface } from '../../ir/mirror.ts';
import type { Address, Config, Instance } from '../../ir/model.ts';
import { type HostView, roleOf, type World } from '../../ir/world.ts';
import { type Place, placeAddress } from './place.ts';

/** if.h IFNAMSIZ, without the zero behind it. */
const longestLabel = 15;

/** Labels start with the name of the link and a colon, or older tools do not show them. */
const labelFor = (device: string, module: string): string =>
  `${device}:${module}`.slice(0, longestLabel);

const addressAt = (
  { ip, device, prefixLength }: Place,
  { place, span }: VirtualAddress,
  module: string,
): Address => {
  const isIpv6 = familyOf(ip) === 'inet6';
  const isSource = place === 'one_side';
  return {
    ip,
    prefixLength,
    device,
    ...(!isIpv6 && { label: labelFor(device, module) }),
    home: false,
    detectDuplicates: false,
    manageTemporary: false,
    noPrefixRoute: false,
    autoJoin: false,
    // Connections that the host opens come from its own address (RFC 6724 rule 3).
    ...(isIpv6 && !isSource && { preferredS: 0 }),
    ...(isSource && { isSource }),
    unplanned: [],
    span,
  };
};

interface PlacedInstance {
  readonly instance: Instance;
  readonly diagnostics: readonly Diagnostic[];
}

const placeInterface = (
  view: HostView,
  wanted: MirrorInterface,
  module: string,
): { readonly addresses: readonly Address[]; readonly diagnostics: readonly Diagnostic[] } => {
  const diagnostics: Diagnostic[] = [];
  const addresses = wanted.addresses.flatMap((address) => {
    const placed = placeAddress(view, wanted, address);
    if ('problem' in placed) {
      diagnostics.push(placed.problem);
      return [];
    }
    diagnostics.push(...placed.warnings);
    return addressAt(placed.place, address, module);
  });
  return { addresses, diagnostics };
};

const placeInstance = (instance: Instance, view: HostView, isMaster: boolean): PlacedInstance => {
  const { mirror, name } = instance;
  if (mirror === undefined) return { instance, diagnostics: [] };
  // Those on a link of their own are wished with it (desired/mirror.ts).
  const real = mirror.interfaces.filter(({ vmac }) => vmac === undefined);
  const parts = real.map((one) => placeInterface(view, one, name));
  const diagnostics = parts.flatMap((part) => part.diagnostics);
  const addresses = parts.flatMap((part) => part.addresses);
  const device = addresses[0]?.device;
  return {
    instance: { ...instance, ...(device !== undefined && { interface: device }), addresses },
    // Where the addresses are not wanted now, it is told and holds up nothing.
    diagnostics: isMaster
      ? diagnostics
      : diagnostics.map((one) => ({ ...one, severity: 'warning' })),
  };
};

/** The configuration with each mirror's addresses on the links of the host that `world` knows. */
export const placeMirrors = (
  config: Config,
  world: World,
): { readonly config: Config; readonly diagnostics: readonly Diagnostic[] } => {
  if (config.instances.every(({ mirror }) => mirror === undefined)) {
    return { config, diagnostics: [] };
  }
  const view = world.host ?? { links: [], resolved: new Map() };
  const placed = config.instances.map((instance) =>
    placeInstance(instance, view, roleOf(world, instance.name) === 'master'),
  );
  return {
    config: { ...config, instances: placed.map(({ instance }) => instance) },
    diagnostics: placed.flatMap(({ diagnostics }) => diagnostics),
  };
};
