// authentication, which only VRRP version 2 has, and not in strict mode (RFC 3768 removed it).

import { diagnostic } from '../../../diag/diagnostic.ts';
import { one } from '../../../syntax/tree.ts';
import { type InstanceCase, placeOf } from './context.ts';

export const checkAuthentication = (found: InstanceCase): void => {
  const { block, instance, strict, diagnostics } = found;
  if (one(block, 'authentication') === undefined) return;
  const { name, version, initialState, authentication, priority } = instance;
  const report = (reason: string, mend: string): void => {
    const place = placeOf(found, 'authentication');
    diagnostics.push(diagnostic('HA3035', place, { name, reason, mend }));
  };
  const remove = 'remove the authentication block';
  if (strict) report('strict mode has none', remove);
  else if (version === 3) report('VRRP version 3 has none', remove);
  else if (authentication?.type === 'AH' && initialState === 'master' && priority < 255) {
    const reason = 'AH wants to hear a sequence number first, so it starts as BACKUP';
    const values = { keyword: 'state MASTER', name, reason, mend: 'write state BACKUP' };
    diagnostics.push(diagnostic('HA3034', placeOf(found, 'state'), values));
  }
};
