// The services of the farms under test; of 99 no rule speaks.

export const ports = {
  tcp: [80, 81, 99],
  udp: [53, 54, 55, 61, 62, 63, 70, 99],
} as const;
