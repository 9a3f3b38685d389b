// The kernel parameters that hactl sets, of all links.

import type { Sysctl } from '../plan/state.ts';
import type { Query } from './query.ts';

const names = [
  'accept_dad',
  'accept_local',
  'accept_ra',
  'arp_announce',
  'arp_filter',
  'arp_ignore',
  'disable_ipv6',
  'promote_secondaries',
  'rp_filter',
];

/** sysctl(8) writes dots for slashes and, inside names of links, slashes for dots. */
const withSlashes = (name: string): string =>
  name.replace(/[./]/g, (separator) => (separator === '.' ? '/' : '.'));

export const sysctlQuery: Query = {
  topic: 'sysctl',
  argv: ['sysctl', '-a', '-r', `^net\\.ipv[46]\\.conf\\..*\\.(${names.join('|')})$`],
  read: (output) =>
    output.split('\n').flatMap((line): Sysctl[] => {
      const [name, value] = line.split(' = ');
      if (name === undefined || value === undefined) return [];
      return [{ kind: 'sysctl', name: withSlashes(name), value: value.trim() }];
    }),
};
