// Where services listen and servers are, as ldirectord.cf writes it.

import { addToIp, familyOf, ipBytes, parseIp } from '../../base/ip.ts';
import { servicePorts } from '../../../grammars/ldirectord/directives.ts';

export type Problem =
  | { readonly problem: 'host-name'; readonly host: string }
  | { readonly problem: 'unknown-port'; readonly port: string };

export interface Endpoint {
  readonly ip: string;
  /** 0: none was written. */
  readonly port: number;
}

const portOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return 0;
  if (/^\d{1,5}$/.test(text)) return Number(text) <= 65_535 ? Number(text) : undefined;
  return Object.hasOwn(servicePorts, text) ? servicePorts[text] : undefined;
};

const endpoint = /^(?:\[([^\]]*)\]|([^:]*)|([0-9A-Fa-f:.]*::?[0-9A-Fa-f.]*))(?::([\w-]+))?$/;

/** `10.0.0.1:80`, `[2001:db8::1]:http`, an address alone. */
export const readEndpoint = (text: string): Endpoint | Problem => {
  const whole = parseIp(text);
  if (whole !== null) return { ip: whole, port: 0 };
  const [, bracketed, plain, , port] = endpoint.exec(text) ?? [];
  const host = bracketed ?? plain ?? text;
  const ip = parseIp(host);
  if (ip === null) return { problem: 'host-name', host };
  const number = portOf(port);
  return number === undefined
    ? { problem: 'unknown-port', port: port ?? '' }
    : { ip, port: number };
};

/** More is a mistake. */
const maxRange = 256;

/** `10.0.0.1->10.0.0.5:80`: the addresses of a range, or the one that stands there. */
export const readEndpoints = (text: string): readonly Endpoint[] | Problem => {
  const [first = '', rest] = text.split('->');
  if (rest === undefined) {
    const one = readEndpoint(first);
    return 'problem' in one ? one : [one];
  }
  const last = readEndpoint(rest);
  if ('problem' in last) return last;
  const start = parseIp(first);
  if (start === null || familyOf(start) !== 'inet' || familyOf(last.ip) !== 'inet')
    return { problem: 'host-name', host: first };
  const numberOf = (ip: string): number => ipBytes(ip).reduce((sum, byte) => sum * 256 + byte, 0);
  const count = numberOf(last.ip) - numberOf(start) + 1;
  if (count < 1 || count > maxRange) return { problem: 'host-name', host: text };
  return Array.from({ length: count }, (_, at) => ({
    ip: addToIp(start, at) ?? start,
    port: last.port,
  }));
};
