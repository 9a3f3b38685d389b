// What the kernel should hold: one pure function of the configuration and the world, used by plan,
// apply and whoever else keeps the kernel as declared.

import type { Diagnostic } from '../../diag/diagnostic.ts';
import type { Config } from '../../ir/model.ts';
import { roleOf, type World } from '../../ir/world.ts';
import type { Kind, NumberNames } from '../state.ts';
import { wishInstanceAddresses, wishStaticAddresses } from './addresses.ts';
import { wishFirewall } from './firewall.ts';
import { wishServices, wishSyncDaemon, wishTimeouts } from './ipvs.ts';
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
  }
  wishStaticAddresses(wishes, config);
  for (const route of config.routes) wishRoute(wishes, route);
  for (const rule of config.rules) wishRule(wishes, rule);
  for (const instance of masters) {
    wishInstanceAddresses(wishes, instance, defaultInterface);
    for (const route of instance.routes) wishRoute(wishes, route);
    for (const rule of instance.rules) wishRule(wishes, rule);
  }
  wishFirewall(wishes, config, masters);
  wishTimeouts(wishes, config);
  wishServices(wishes, config, world);
  wishSyncDaemon(wishes, config, world);
  const wanted = { state: wishes.resources, whys: wishes.whys };
  return { wanted, diagnostics: wishes.diagnostics };
};

/** The kinds of objects that a configuration can want, whatever the roles. */
export const kindsWantedBy = ({ global, instances, services }: Config): Set<Kind> => {
  const kinds = new Set<Kind>(['address', 'route', 'rule']);
  const hasVmac = instances.some(({ vmac }) => vmac !== undefined);
  if (hasVmac) kinds.add('link').add('sysctl');
  if (instances.some(({ promoteSecondaries }) => promoteSecondaries)) kinds.add('sysctl');
  const isGuarded = instances.some(({ accept }) => !accept);
  if (hasVmac || isGuarded || global.firewall.ipvs !== undefined) kinds.add('nft-table');
  if (services.length > 0) kinds.add('ipvs-service').add('ipvs-server');
  if (global.syncDaemon !== undefined) kinds.add('ipvs-sync');
  if (global.lvsTimeouts !== undefined) kinds.add('ipvs-timeouts');
  return kinds;
};
