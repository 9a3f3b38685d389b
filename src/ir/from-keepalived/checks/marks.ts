// What a service for a firewall mark does not use: protocol, ports and addresses of its own.

import { diagnostic } from '../../../diag/diagnostic.ts';
import { one } from '../../../syntax/tree.ts';
import type { Server, SorryServer } from '../../model.ts';
import type { ServiceCase } from './service.ts';

/** Only NAT leads to another port than the one that a packet came for. */
const hasUnusedPort = ({ port, forwarding }: Server | SorryServer): boolean =>
  Boolean(port) && forwarding.method !== 'nat';

export const checkMarks = ({ block, service, diagnostics }: ServiceCase): void => {
  const { name, listeners, servers, sorryServer } = service;
  if (!listeners.every(({ kind }) => kind === 'fwmark')) return;
  const report = (what: string, kind: string, span: Server['span']): void => {
    diagnostics.push(diagnostic('HA3049', span, { what, name, kind }));
  };
  const protocol = one(block, 'protocol');
  if (protocol !== undefined && listeners.length > 0) report('protocol', 'protocol', protocol.span);
  const suspend = one(block, 'ha_suspend');
  if (suspend !== undefined) report('ha_suspend', 'address', suspend.span);
  for (const server of sorryServer === undefined ? servers : [...servers, sorryServer]) {
    if (hasUnusedPort(server)) report(`port ${server.port}`, 'port', server.span);
  }
};
