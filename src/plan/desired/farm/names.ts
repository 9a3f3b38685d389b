// What the objects of a farm are called: by module and group, so that people find them, and so that no
// two modules or groups can get the same name.

/** Any text in letters that nft(8) takes; two texts never give the same. */
const safe = (text: string): string =>
  text.replace(/[^A-Za-z0-9_]/gu, (letter) => `-${letter.codePointAt(0)?.toString(16)}-`);

export const tableName = (module: string): string => `hactl_${safe(module)}`;

/** The link with a virtual Ethernet address, of 15 characters at most (if.h IFNAMSIZ). */
export const macvlanName = (mac: string): string => `vm${mac.replaceAll(':', '')}`;

/** What is hashed: of a packet the source address or port or the IPv4 identification. */
export type Criterion = 'addr' | 'port' | 'ipid';

/** Where it stands; ports once for each IP version. */
export type Layer =
  'ip' | 'ip6' | 'tcp' | 'udp' | 'tcp6' | 'udp6' | 'arp' | 'nd' | 'icmp' | 'icmp6';

/** The chain with the buckets of a group, `place` being that of its interface among those of the module. */
export const groupChain = (
  group: string,
  criterion: Criterion,
  layer: Layer,
  place: number,
): string => `${safe(group)}_${criterion}_${layer}${place === 0 ? '' : `_${place + 1}`}`;
