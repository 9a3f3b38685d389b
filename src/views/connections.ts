// How many connections virtual addresses have.

import type { CountedAddress } from '../app/show-connections.ts';

export const renderConnections = (addresses: readonly CountedAddress[]): string => {
  if (addresses.length === 0) return 'No virtual address with connections="on".\n';
  const width = Math.max(...addresses.map(({ ip }) => ip.length));
  return addresses
    .map(({ module, ip, established }) => `${ip.padEnd(width)}  ${established}  (${module})\n`)
    .join('');
};

export const renderConnectionsJson = (addresses: readonly CountedAddress[]): string =>
  `${JSON.stringify({ kind: 'hactl-connections', schemaVersion: 1, addresses }, null, 2)}\n`;
