// Sends datagrams as fast as one thread can, or takes them without reading: `datagrams.ts send ADDRESS PORT
// SOURCE COUNT` prints the seconds that it took, `datagrams.ts sink ADDRESS PORT...` goes on until it is ended.

import process from 'node:process';
import koffi from 'koffi';
import { ipBytes } from '../../src/base/ip.ts';

const libc = koffi.load('libc.so.6');
const socket = libc.func('int socket(int domain, int type, int protocol)');
const bind = libc.func('int bind(int fd, const void *address, uint32_t length)');
const connect = libc.func('int connect(int fd, const void *address, uint32_t length)');
const send = libc.func('long send(int fd, const void *bytes, size_t length, int flags)');

const inet = 2;
const datagram = 2;

/** struct sockaddr_in. */
const socketAddress = (ip: string, port: number): Uint8Array => {
  const bytes = new Uint8Array(16);
  new DataView(bytes.buffer).setUint16(0, inet, true);
  new DataView(bytes.buffer).setUint16(2, port);
  bytes.set(ipBytes(ip), 4);
  return bytes;
};

const bound = (ip: string, port: number): number => {
  const fd: number = socket(inet, datagram, 0);
  if (bind(fd, socketAddress(ip, port), 16) !== 0) throw new Error(`cannot bind ${ip} ${port}`);
  return fd;
};

const [mode, address = '', ...rest] = process.argv.slice(2);
if (mode === 'sink') {
  for (const port of rest) bound(address, Number(port));
  process.stdout.write('ready\n');
  setInterval(() => undefined, 1000);
} else {
  const [port = '', source = '', count = ''] = rest;
  const fd = bound(source, 0);
  connect(fd, socketAddress(address, Number(port)), 16);
  const bytes = new Uint8Array(18);
  const start = performance.now();
  for (let sent = 0; sent < Number(count); sent++) send(fd, bytes, bytes.length, 0);
  process.stdout.write(String((performance.now() - start) / 1000));
}
