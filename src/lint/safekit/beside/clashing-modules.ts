// One virtual address in two modules: on a server each module has its own (SafeKit User's Guide §13.6).

import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import { childNamed } from '../../../syntax/safekit/bound.ts';
import { virtualAddressesOf } from '../virtual-addresses.ts';
import { type ModuleFile, placeIn } from './module-file.ts';
import { meaningOf } from './same-text.ts';

/** The same module on two nodes has the same <vip>. */
const vipOf = ({ bound }: ModuleFile): string | null => {
  if (bound.kind !== 'module') return null;
  const vip = childNamed(childNamed(bound.root, 'service'), 'vip');
  return vip === undefined ? null : meaningOf(vip);
};

export const clashesOf = (own: ModuleFile, others: readonly ModuleFile[]): Diagnostic[] => {
  const vip = vipOf(own);
  const foreign = others.filter((other) => vipOf(other) !== vip);
  return virtualAddressesOf(own.config).flatMap(({ host, span }) => {
    for (const other of foreign) {
      const found = virtualAddressesOf(other.config).find((one) => one.host === host);
      if (found === undefined) continue;
      return [diagnostic('HA4820', span, { host, place: placeIn(other, found.span) })];
    }
    return [];
  });
};
