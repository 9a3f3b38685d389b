// persistence_granularity: a mask of IPv4, or a prefix length of IPv6; which one only the service tells.

import { parseShortened } from '../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import { arg, type BoundBlock, one } from '../../syntax/tree.ts';
import type { Listener } from '../model.ts';

type ServerBlock = BoundBlock<(typeof keepalived)['virtual_server']['block']>;

const limits = { min: 1, max: 128 };

const isOf6 = (listener: Listener): boolean =>
  listener.kind === 'fwmark' ? listener.family === 'inet6' : listener.ip.includes(':');

/** The granularity of a service, in the form of its family. */
export const granularityOf = (
  block: ServerBlock | undefined,
  listeners: readonly Listener[],
  diagnostics: Diagnostic[],
): string | undefined => {
  const statement = one(block, 'persistence_granularity');
  const written = arg(statement, 0);
  if (statement === undefined || written === undefined || !/^\d+$/.test(written)) return written;
  const { span } = statement;
  if (listeners.length > 0 && listeners.every(isOf6)) {
    if (Number(written) >= limits.min && Number(written) <= limits.max) return written;
    diagnostics.push(diagnostic('HA2009', span, { text: written, ...limits }));
    return undefined;
  }
  if (listeners.some(isOf6)) return written;
  const mask = parseShortened(written) ?? written;
  diagnostics.push(diagnostic('HA2034', span, { text: written, used: mask }));
  return mask;
};
