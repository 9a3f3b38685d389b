// Policy rules. All of a rule is its identity but the protocol that says who made it.

import type { KernelRule } from '../state.ts';
import type { KindVerbs } from './kind.ts';

export const rule: KindVerbs<KernelRule> = {
  key: ({ family, priority, selector }) => `rule:${family}:${priority}:${selector}`,
  equal: (wanted, found) => wanted.protocol === found.protocol,
  needsReplacing: () => true,
  dependsOn: () => [],
  title: ({ family, priority, selector }) =>
    `rule ${priority}${family === 'inet6' ? ' (IPv6)' : ''} ${selector}`,
  attributes: () => ({}),
};
