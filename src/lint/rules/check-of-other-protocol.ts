// HTTP_GET on the port of HTTPS, or SSL_GET on the port of HTTP.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Checker, Listener, Server, Service } from '../../ir/model.ts';
import type { Rule } from '../rule.ts';

const others: { readonly [type: string]: { readonly port: number; readonly use: string } } = {
  HTTP_GET: { port: 443, use: 'SSL_GET' },
  SSL_GET: { port: 80, use: 'HTTP_GET' },
};

/** Some expect just what a web server says to plain HTTP on its TLS port. */
const expectsRefusal = ({ urls }: Checker): boolean =>
  urls.some(({ statusCodes }) => statusCodes.some((code) => code.startsWith('4')));

const portOf = (checker: Checker, server: Server, [first]: readonly Listener[]): number =>
  checker.connectPort ?? server.port ?? (first?.kind === 'address' ? first.port : 0);

function* confusedIn(services: readonly Service[]): Generator<Diagnostic> {
  for (const { servers, listeners } of services) {
    for (const server of servers) {
      for (const checker of server.checkers) {
        const other = others[checker.type];
        if (other === undefined || portOf(checker, server, listeners) !== other.port) continue;
        if (expectsRefusal(checker)) continue;
        yield diagnostic('HA4505', checker.span, { type: checker.type, ...other });
      }
    }
  }
}

export const checkOfOtherProtocol: Rule = {
  code: 'HA4505',
  check: ({ config }) => confusedIn(config.services),
};
