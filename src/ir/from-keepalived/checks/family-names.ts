// Families as people call them.

export const familyNames = { inet: 'IPv4', inet6: 'IPv6' } as const;
