// Links. Only macvlan links are ever made; others are observed so that addresses can be put on them.

import type { Link } from '../state.ts';
import type { KindVerbs } from './kind.ts';

export const linkKey = (name: string): string => `link:${name}`;

/** The link that a key is of, if it is of one. */
export const linkNameOfKey = (key: string): string | undefined =>
  key.startsWith('link:') ? key.slice('link:'.length) : undefined;

export const link: KindVerbs<Link> = {
  key: ({ name }) => linkKey(name),
  equal: (wanted, found) =>
    wanted.type === found.type &&
    wanted.parent === found.parent &&
    wanted.mac === found.mac &&
    wanted.mode === found.mode &&
    wanted.up === found.up &&
    wanted.group === found.group &&
    (wanted.addressGeneration ?? found.addressGeneration) ===
      (found.addressGeneration ?? wanted.addressGeneration),
  filled: (wanted, found) => ({
    ...(found.addressGeneration !== undefined && { addressGeneration: found.addressGeneration }),
    ...wanted,
  }),
  needsReplacing: (found, wanted) =>
    wanted.type !== found.type || wanted.parent !== found.parent || wanted.mac !== found.mac,
  dependsOn: ({ parent }) => (parent === undefined ? [] : [linkKey(parent)]),
  title: ({ name, type }) => `${type === '' ? 'link' : type} ${name}`,
  attributes: (resource) => ({
    parent: resource.parent,
    mac: resource.mac,
    mode: resource.mode,
    state: resource.up ? 'up' : 'down',
    addrgenmode: resource.addressGeneration,
    group: resource.group === 0 ? undefined : String(resource.group),
  }),
};
