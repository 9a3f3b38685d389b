// The IR of a text, for tables of what the words mean.

import { loadText } from '../../src/app/load.ts';
import type { Config, Instance, Service } from '../../src/ir/model.ts';

export const configOf = (text: string): Config => loadText('input.conf', text).loaded.config;

/** Codes of all that is said about a text. */
export const codesOf = (text: string): string[] =>
  loadText('input.conf', text).diagnostics.map(({ code }) => code);

const required = <T>(thing: T | undefined, text: string): T => {
  if (thing === undefined) throw new Error(`nothing was built from: ${text}`);
  return thing;
};

/** An instance with `lines`, complete but for what they say; `before` stands in front of it. */
export const instanceText = (lines: string, name = 'VI'): string =>
  `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id 51\n${lines}\n}\n`;

export const instanceOf = (lines: string, before = ''): Instance => {
  const text = `${before}\n${instanceText(lines)}`;
  return required(configOf(text).instances.at(-1), text);
};

/** A virtual server with `lines`, complete but for what they say. */
export const serviceText = (lines: string, head = '192.0.2.1 80'): string =>
  `virtual_server ${head} {\n${lines}\n}\n`;

/** The least that a virtual server must have. */
export const complete = 'lb_algo rr\nlb_kind NAT\nprotocol TCP\nreal_server 10.0.0.1 80 {\n}';

export const serviceOf = (lines: string, head?: string, before = ''): Service => {
  const text = `${before}\n${serviceText(lines, head)}`;
  return required(configOf(text).services.at(-1), text);
};
