// What the kernel should hold: one pure function of the configuration and the world, used by plan,
// apply and whoever else keeps the kernel as declared.

import type { Diagnostic } from '../../diag/diagnostic.ts';
import type { Config } from '../../ir/model.ts';
import { roleOf, type World } from '../../ir/world.ts';
import { kindOrder } from '../kinds.ts';
import type { Kind, NumberNames } from '../state.ts';
import { noteResets, wishInstanceAddresses, wishStaticAddresses } from './addresses.ts';
import { wishFarm } from './farm/farm.ts';
import { wishFirewall } from './firewall.ts';
import { wishServices, wishSyncDaemon, wishTimeouts } from './ipvs.ts';
import { wishVirtualInterfaces } from './mirror.ts';
import { wishRoute, wishRule } from './routes.ts';
import { wishPromotion, wishVmac } from './vmac.ts';
import { noWishes, refuseUnplanned, type Wanted } from './wanted.ts';

/** `names` are the host's names for tables, protocols and scopes. */
export const desired = (
  config: Config,
  world: World,
  names: NumberNames,
): { wanted: Wanted; diagnostics: readonly Diagnostic[] } => {
  const wishes = noWishes(names);
  const { defaultInterface } = config.global;
  const masters = config.instances.filter(({ name }) => roleOf(world, name) === 'master');
  for (const instance of config.instances) {
    if (refuseUnplanned(wishes, instance, 'vrrp_instance')) continue;
    wishVmac(wishes, instance);
    wishPromotion(wishes, instance);
    noteResets(wishes, instance, defaultInterface);
  }
  wishStaticAddresses(wishes, config);
  for (const route of config.routes) wishRoute(wishes, route);
  for (const rule of config.rules) wishRule(wishes, rule);
  for (const instance of masters) {
    wishInstanceAddresses(wishes, instance, defaultInterface);
    wishVirtualInterfaces(wishes, instance, world);
    for (const route of instance.routes) wishRoute(wishes, route);
    for (const rule of instance.rules) wishRule(wishes, rule);
  }
  for (const farm of config.farms) wishFarm(wishes, farm, config.cluster, world);
  wishFirewall(wishes, config, masters);
  wishTimeouts(wishes, config);
  wishServices(wishes, config, world);
  wishSyncDaemon(wishes, config, world);
  const wanted = { state: wishes.resources, whys: wishes.whys, resets: wishes.resets };
  return { wanted, diagnostics: wishes.diagnostics };
};

/** The kinds of objects that a configuration can want, whatever the roles. */
export const kindsWantedBy = (config: Config): Set<Kind> => {
  const { global, instances, services, farms } = config;
  const interfaces = instances.flatMap(({ mirror }) => mirror?.interfaces ?? []);
  const hasSource = interfaces.some(({ addresses }) =>
    addresses.some(({ place }) => place === 'one_side'),
  );
  const hasNetdev = farms.length > 0 || interfaces.some(({ vmac }) => vmac !== undefined);
  const hasVmac = instances.some(({ vmac }) => vmac !== undefined);
  const isGuarded = instances.some(({ accept }) => !accept);
  const wants: { readonly [K in Kind]: boolean } = {
    link: hasVmac || hasNetdev,
    sysctl: hasVmac || hasNetdev || instances.some(({ promoteSecondaries }) => promoteSecondaries),
    'nft-table': hasVmac || hasNetdev || isGuarded || global.firewall.ipvs !== undefined,
    address: config.addresses.length > 0 || instances.length > 0 || hasNetdev,
    route:
      hasSource || config.routes.length > 0 || instances.some(({ routes }) => routes.length > 0),
    rule: config.rules.length > 0 || instances.some(({ rules }) => rules.length > 0),
    'ipvs-timeouts': global.lvsTimeouts !== undefined,
    'ipvs-service': services.length > 0,
    'ipvs-server': services.length > 0,
    'ipvs-sync': global.syncDaemon !== undefined,
  };
  return new Set(kindOrder.filter((kind) => wants[kind]));
};
