// Kernel parameters. They are always there: taking one back means its former value.

import type { ResourceKey, Sysctl } from '../state.ts';
import type { KindVerbs } from './kind.ts';
import { linkKey } from './link.ts';

export const sysctlKey = (name: string): string => `sysctl:${name}`;

/** The interface a net/ipvN/conf parameter belongs to. */
const deviceOf = (name: string): string | undefined => {
  const device = /^net\/ipv[46]\/conf\/([^/]+)\//.exec(name)?.[1];
  return device === 'all' || device === 'default' ? undefined : device;
};

/** The parameter of `default` that a new link takes its own from. */
export const defaultOf = (name: string): ResourceKey =>
  sysctlKey(name.replace(/(?<=\/conf\/)[^/]+/, 'default'));

export const sysctl: KindVerbs<Sysctl> = {
  key: ({ name }) => sysctlKey(name),
  equal: (wanted, found) => wanted.value === found.value,
  needsReplacing: () => false,
  dependsOn: ({ name }) => {
    const device = deviceOf(name);
    return device === undefined ? [] : [linkKey(device)];
  },
  title: ({ name }) => `sysctl ${name}`,
  attributes: ({ value }) => ({ value }),
};
