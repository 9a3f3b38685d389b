// SO_NETNS_COOKIE (socket(7), Linux 5.14): a number that the kernel gives a network namespace and, unlike
// the inode, to no other one afterwards.

import koffi from 'koffi';

const libc = koffi.load(null);
const socket = libc.func('int socket(int, int, int)');
const close = libc.func('int close(int)');
const getsockopt = libc.func('int getsockopt(int, int, int, _Out_ void *, _Inout_ uint32_t *)');

const AF_UNIX = 1;
const SOCK_DGRAM_CLOEXEC = 2 | 0o2000000;
const SOL_SOCKET = 1;
const SO_NETNS_COOKIE = 71;

/** The cookie of this process's network namespace; null where the kernel has none to tell. */
export const readNamespaceCookie = (): string | null => {
  const fd = Number(socket(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0));
  if (fd < 0) return null;
  try {
    const value = new BigUint64Array(1);
    const length = new Uint32Array([value.byteLength]);
    const bytes = new Uint8Array(value.buffer);
    const isAnswered = Number(getsockopt(fd, SOL_SOCKET, SO_NETNS_COOKIE, bytes, length)) === 0;
    return isAnswered ? String(value[0]) : null;
  } finally {
    close(fd);
  }
};
