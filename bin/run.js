#!/usr/bin/env node
// Starts hactl. Node.js older than 22 cannot even read the rest, so it is turned away here. A module of
// CommonJS, since loading the other kind costs a fifth of what an empty program does.

'use strict';

const { join } = require('node:path');
const { pathToFileURL } = require('node:url');
const { setFlagsFromString } = require('node:v8');

const dist = join(__dirname, '..', 'dist');

/** Commands that go the short way; src/commands/short-way/main.ts has them. */
const short = ['fmt', 'lint'];

/**
 * A young generation that is small touches fewer pages and stays in the caches of the processor; several
 * threads would spend more time on waiting for each other than they save.
 */
const keepYoungGeneration = () => {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--no-parallel-scavenge');
};

/** From one megabyte to four, which it reaches while the bundle is loaded. */
const growYoungGeneration = () => setFlagsFromString('--semi-space-growth-factor=4');

/** What oclif starts. */
const start = async () => {
  setFlagsFromString('--semi-space-growth-factor=1');
  const file = pathToFileURL(join(dist, 'main.js')).href;
  const { main } = await import(file);
  await main(file);
};

/** Runs a command without oclif, when it is called in a plain way. */
const startShort = async () => {
  const { loadScript } = require('./load-script.js');
  const { shortWay } = loadScript(join(dist, 'short-way.cjs'), growYoungGeneration).exports;
  keepYoungGeneration();
  const [name, ...words] = process.argv.slice(2);
  if (!(await shortWay(name, words))) await start();
};

const major = Number(process.versions.node.split('.')[0]);
if (major < 22) {
  process.stderr.write(`hactl needs Node.js 22 or newer; this is ${process.versions.node}.\n`);
  process.exit(64);
}
if (short.includes(process.argv[2])) startShort();
else start();
