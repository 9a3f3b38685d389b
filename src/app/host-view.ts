// The host as modules of SafeKit see it: what the kernel holds, and what host names stand for.

import { parseIp } from '../base/ip.ts';
import type { Host } from '../host/ports.ts';
import type { Config } from '../ir/model.ts';
import type { HostView } from '../ir/world.ts';
import { hostNamesIn } from '../plan/host/names.ts';
import { hostViewOf } from '../plan/host/view.ts';
import type { Owned } from '../plan/owned.ts';
import type { State } from '../plan/state.ts';

/** The addresses of all host names that stand in the files. */
export const resolveNames = async (host: Host, config: Config): Promise<HostView['resolved']> => {
  const resolved = new Map<string, readonly string[]>();
  for (const name of hostNamesIn(config)) {
    const found = await host.resolveName(name);
    resolved.set(
      name,
      found.flatMap((ip) => parseIp(ip) ?? []),
    );
  }
  return resolved;
};

/** Whether a configuration leaves anything to the host that reads it. */
export const hasModules = ({ instances, farms }: Config): boolean =>
  farms.length > 0 || instances.some(({ mirror }) => mirror !== undefined);

/** What modules of `config` must know of a host whose kernel holds `observed`. */
export const viewHost = async (
  host: Host,
  config: Config,
  { observed, owned }: { readonly observed: State; readonly owned: Owned },
): Promise<HostView> => hostViewOf(observed, owned, await resolveNames(host, config));
