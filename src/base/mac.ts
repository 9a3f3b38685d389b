// Ethernet addresses as lower-case colon-separated text.

const octets = /^[0-9a-f]{2}(?::[0-9a-f]{2}){5}$/;

/** Canonical text of an Ethernet address of six octets, or null. */
export const parseMac = (text: string): string | null => {
  const lower = text.toLowerCase();
  return octets.test(lower) ? lower : null;
};

const hex = (value: number) => value.toString(16).padStart(2, '0');

/** The virtual router's address, RFC 9568 §7.3: 00-00-5E-00-01-VRID, or -02- for IPv6. */
export const vrrpMac = (vrid: number, family: 'inet' | 'inet6'): string =>
  `00:00:5e:00:${family === 'inet' ? '01' : '02'}:${hex(vrid)}`;
