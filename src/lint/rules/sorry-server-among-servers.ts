// A sorry server that is one of the real servers it should stand in for.

import { ipPort } from '../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Listener, Service } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

const portOf = (listeners: readonly Listener[]): number => {
  const [first] = listeners;
  return first?.kind === 'address' ? first.port : 0;
};

function* sorryIn(services: readonly Service[]): Generator<Diagnostic> {
  for (const { name, servers, sorryServer, listeners } of services) {
    if (sorryServer === undefined) continue;
    const port = sorryServer.port || portOf(listeners);
    const same = servers.find(
      (server) => server.ip === sorryServer.ip && (server.port ?? portOf(listeners)) === port,
    );
    if (same === undefined) continue;
    const labels = [{ span: same.span, text: 'the real server' }];
    const values = { server: ipPort(sorryServer.ip, port), name };
    yield diagnostic('HA4504', sorryServer.span, values, labels);
  }
}

export const sorryServerAmongServers: Rule = {
  code: 'HA4504',
  check: ({ config }) => sorryIn(config.services),
};
