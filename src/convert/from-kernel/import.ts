// What a kernel holds as a keepalived.conf that would make it so: its IPVS table, and the addresses that
// services listen on. What no kernel knows has to be written by hand, and the file says what that is.

import { serviceIdText } from '../../plan/resources/ipvs.ts';
import type { AddressOnLink, IpvsServer, IpvsService, Resource } from '../../plan/state.ts';
import { createComments } from '../document/comments.ts';
import { keepalivedOutput, type Statement } from '../document/keepalived.ts';
import type { Output } from '../document/output.ts';
import { globalStatements } from './global.ts';
import { instancesOf, takeAddresses } from './instances.ts';
import { serviceStatements } from './services.ts';

export interface Imported {
  /** Null when there is nothing to write. */
  readonly output: Output | null;
  /** Services without servers, which keepalived.conf cannot say. */
  readonly empty: readonly IpvsService[];
  /** Addresses that may be virtual; nobody said so. */
  readonly doubtful: readonly AddressOnLink[];
}

const head = [
  'Made by hactl import from what the kernel holds.',
  'The kernel does not know health checks, notify scripts, priorities, passwords and the other',
  'nodes: write them before this replaces anything.',
];

const isService = (resource: Resource): resource is IpvsService => resource.kind === 'ipvs-service';
const isServer = (resource: Resource): resource is IpvsServer => resource.kind === 'ipvs-server';

/** `addresses` are virtual whatever else is known of them, in canonical form. */
export const importState = (
  resources: readonly Resource[],
  addresses: readonly string[],
): Imported => {
  const services = resources.filter(isService);
  const servers = Map.groupBy(resources.filter(isServer), ({ service }) => serviceIdText(service));
  const listening = services.flatMap(({ id }) => ('ip' in id ? [id.ip] : []));
  const taken = takeAddresses(resources, new Set([...listening, ...addresses]));
  const instances = instancesOf(resources, taken.virtual);
  const made = services.map((service) => ({
    service,
    lines: serviceStatements(service, servers.get(serviceIdText(service.id)) ?? []),
  }));
  const statements: Statement[] = [
    ...globalStatements(resources, instances[0]?.name),
    ...instances.map(({ statement }) => statement),
    ...made.flatMap(({ lines }) => lines),
  ];
  return {
    output:
      statements.length === 0
        ? null
        : keepalivedOutput('keepalived.conf', head, statements, createComments()),
    empty: made.filter(({ lines }) => lines.length === 0).map(({ service }) => service),
    doubtful: taken.doubtful,
  };
};
