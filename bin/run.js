#!/usr/bin/env node
// Starts hactl. Node.js older than 22 cannot even read the rest, so it is turned away here.

import process from 'node:process';

const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  process.stderr.write(`hactl needs Node.js 22 or newer; this is ${process.versions.node}.\n`);
  process.exit(64);
}
const { main } = await import('../dist/main.js');
await main(import.meta.url);
