// `real = ...` and `fallback = ...`: a place, a way of forwarding, and what is said of one server alone.

import type { Problem } from './places.ts';
import { type Endpoint, readEndpoints } from './places.ts';

export type Method = 'DR' | 'NAT' | 'TUN';

const methods: { readonly [word: string]: Method } = { gate: 'DR', masq: 'NAT', ipip: 'TUN' };

export interface Real {
  readonly endpoints: readonly Endpoint[];
  readonly method: Method;
  readonly weight: number;
  readonly request?: string;
  readonly receive?: string;
  readonly lowerThreshold?: string;
  readonly upperThreshold?: string;
}

const form =
  /^(\S+)(?:\s+(gate|masq|ipip))?(?:\s+(\d{1,9}))?(?:\s+"([^"]*)"\s*,\s*"([^"]*)")?(?:\s+"l:(\d{1,9})")?(?:\s+"u:(\d{1,9})")?$/;

/** A server, why it cannot be one in keepalived.conf, or null when ldirectord would not read it either. */
export const readReal = (value: string): Real | Problem | null => {
  const [, place = '', method = 'gate', weight = '1', request, receive, lower, upper] =
    form.exec(value) ?? [];
  if (place === '') return null;
  const endpoints = readEndpoints(place);
  if ('problem' in endpoints) return endpoints;
  return {
    endpoints,
    method: methods[method] ?? 'DR',
    weight: Number(weight),
    ...(request !== undefined && { request }),
    ...(receive !== undefined && { receive }),
    ...(lower !== undefined && { lowerThreshold: lower }),
    ...(upper !== undefined && { upperThreshold: upper }),
  };
};
