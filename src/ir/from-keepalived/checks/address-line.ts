// One line of an address block: words that do not go with its family or with each other.

import { addressBits, familyOf } from '../../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { BoundEntry } from '../../../syntax/tree.ts';
import { familyNames } from './family-names.ts';

const onlyIpv4 = ['scope', 'label'];

/** Reports what keepalived leaves out; the address itself could be read. */
export const checkAddressLine = (
  entry: BoundEntry,
  { ip, length }: { readonly ip: string; readonly length: number },
  diagnostics: Diagnostic[],
): void => {
  if (entry.line.options.length === 0) return;
  const { options } = entry;
  const named = (name: string) => options.filter((option) => option.name === name);
  const refuse = (reason: string, mend: string): void => {
    diagnostics.push(diagnostic('HA3033', entry.span, { reason, mend }));
  };
  const family = familyOf(ip);
  if (named('dev').length > 1) refuse('dev stands twice', 'remove one');
  if (family === 'inet6') {
    for (const { name, span } of options) {
      if (!onlyIpv4.includes(name)) continue;
      const values = { word: name, reason: 'only IPv4 addresses have one', mend: 'remove it' };
      diagnostics.push(diagnostic('HA3032', span, values));
    }
    if (named('broadcast').length > 0) refuse('IPv6 has no broadcast', 'remove broadcast');
  }
  if (named('peer').length > 1) refuse('peer stands twice', 'remove one');
  const [peer] = named('peer');
  const other = peer?.args[0]?.value;
  if (typeof other !== 'string') return;
  if (length !== addressBits(family)) {
    refuse('an address with a peer has no prefix length', `write: ${ip} peer ${other}`);
  }
  if (familyOf(other) !== family) {
    const reason = `its peer is ${familyNames[familyOf(other)]}, the address ${familyNames[family]}`;
    refuse(reason, `write an ${familyNames[family]} peer`);
  }
  const [broadcast] = named('broadcast');
  if (broadcast === undefined || family === 'inet6') return;
  const values = { word: 'broadcast', reason: 'a peer has none', mend: 'remove broadcast or peer' };
  diagnostics.push(diagnostic('HA3032', broadcast.span, values));
};
