// Host names as getaddrinfo(3) resolves them: /etc/hosts, DNS, or whatever nsswitch.conf(5) says.

import { lookup } from 'node:dns/promises';

/** In one order, whichever a name server has today. */
export const resolveName = async (name: string): Promise<readonly string[]> => {
  try {
    const found = await lookup(name, { all: true });
    return [...new Set(found.map(({ address }) => address))].sort();
  } catch {
    return [];
  }
};
