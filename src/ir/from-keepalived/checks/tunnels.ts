// TUN with an encapsulation, a port and a checksum: which of them go together (ip_vs.h, IP_VS_TUNNEL).

import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { BoundStatement } from '../../../syntax/tree.ts';

/** Reports options of lb_kind and its like that belong to another kind of tunnel. */
export const checkTunnel = (
  statement: BoundStatement | undefined,
  name: string,
  diagnostics: Diagnostic[],
): void => {
  if (statement === undefined || statement.line.options.length === 0) return;
  const valueOf = (word: string) =>
    statement.line.options.findLast((option) => option.name === word)?.args[0]?.value;
  const has = (word: string) => statement.line.options.some((option) => option.name === word);
  const type = valueOf('type') ?? 'ipip';
  const refuse = (reason: string, mend: string): void => {
    diagnostics.push(diagnostic('HA3056', statement.span, { name, reason, mend }));
  };
  if (type === 'gue' && !has('port')) refuse('gue wants a port', 'add: port NUMBER');
  if (type !== 'gue' && has('port'))
    refuse('only gue has a port', 'remove the port, or write: type gue');
  if (type === 'ipip' && (has('csum') || has('remcsum'))) {
    refuse('ipip has no checksum', 'remove the word, or write: type gre');
  } else if (type === 'gre' && has('remcsum')) {
    refuse('gre has no remote checksum', 'write csum, or type gue');
  }
};
