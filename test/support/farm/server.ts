// A program: the services of a node. It says its name to whoever connects, and puts it before what
// comes by UDP and before each line that comes by TCP. `server.ts NAME READY-FILE ADDRESS...`

import { createSocket } from 'node:dgram';
import { writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { ports } from './ports.ts';

const [name = '', readyFile = '', ...addresses] = process.argv.slice(2);

/** Says the name at once, and again for each line, for connections that stay. */
const greet = (socket: Socket): void => {
  socket.on('error', () => socket.destroy());
  let begun = '';
  socket.write(`${name}\n`);
  socket.on('data', (data) => {
    const lines = (begun + data.toString()).split('\n');
    begun = lines.pop() ?? '';
    socket.write(lines.map((line) => `${name} ${line}\n`).join(''));
  });
};

const serveTcp = (port: number): Promise<void> =>
  new Promise((resolve) => {
    createServer(greet).listen(port, '::', resolve);
  });

/** Answers come from the address that was asked, so there is a socket for each. */
const serveUdp = async (address: string, port: number): Promise<void> => {
  const type = address.includes(':') ? 'udp6' : 'udp4';
  const socket = createSocket({ type, recvBufferSize: 1 << 20 });
  socket.on('error', () => undefined);
  socket.on('message', (message, { address: to, port: at }) => {
    socket.send(`${name} ${message.toString()}`, at, to, () => undefined);
  });
  for (let isBound = false; !isBound;) {
    isBound = await new Promise<boolean>((resolve) => {
      const failed = () => resolve(false);
      socket.once('error', failed);
      socket.bind(port, address, () => {
        socket.off('error', failed);
        resolve(true);
      });
    });
    if (!isBound) await sleep(100);
  }
};

await Promise.all([
  ...ports.tcp.map(serveTcp),
  ...addresses.flatMap((address) => ports.udp.map((port) => serveUdp(address, port))),
]);
writeFileSync(readyFile, '');
