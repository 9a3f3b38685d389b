// Policy rules. All of a rule is its identity, also the protocol that says who made it: the kernel keeps
// two that differ in nothing else.

import { keepalivedProtocol, kernelNames, type KernelRule } from '../state.ts';
import type { KindVerbs } from './kind.ts';

/** People know the three tables of the kernel by name. */
const withTableName = (selector: string): string => {
  const names = Object.entries(kernelNames.tables);
  return names.reduce(
    (text, [name, number]) => text.replace(new RegExp(`lookup ${number}$`), `lookup ${name}`),
    selector,
  );
};

export const rule: KindVerbs<KernelRule> = {
  key: ({ family, priority, selector, protocol }) =>
    `rule:${family}:${priority}:${selector}:proto ${protocol}`,
  equal: () => true,
  needsReplacing: () => false,
  dependsOn: () => [],
  title: ({ family, priority, selector }) =>
    `rule ${priority}${family === 'inet6' ? ' (IPv6)' : ''} ${withTableName(selector)}`,
  attributes: ({ protocol }) => ({
    proto: protocol === keepalivedProtocol ? undefined : String(protocol),
  }),
};
