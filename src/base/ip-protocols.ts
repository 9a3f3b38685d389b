// Protocols above IP by the names that people write, IANA's numbers. /etc/protocols has more of them, but
// not every host has that file, so tools are told the numbers.

const numbers: ReadonlyMap<string, number> = new Map([
  ['icmp', 1],
  ['igmp', 2],
  ['tcp', 6],
  ['udp', 17],
  ['dccp', 33],
  ['gre', 47],
  ['esp', 50],
  ['ah', 51],
  ['icmpv6', 58],
  ['ipv6-icmp', 58],
  ['ospf', 89],
  ['pim', 103],
  ['vrrp', 112],
  ['sctp', 132],
  ['udplite', 136],
]);

/** The number of a protocol as text; a name that is not known stays as it is. */
export const ipProtocolNumber = (name: string): string =>
  String(numbers.get(name.toLowerCase()) ?? name);

/** The name of a protocol number; a number without a name stays as it is. */
export const ipProtocolName = (number: string): string =>
  [...numbers].find(([, own]) => String(own) === number)?.[0] ?? number;
