// Runs the short way once and keeps what V8 compiled meanwhile: what did not run is left out, since it
// would only have to be read.

'use strict';

const { renameSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { loadScript } = require('../bin/load-script.js');

const root = join(__dirname, '..');
const bundle = join(root, 'dist', 'short-way.cjs');
const samples = [
  'keepalived/failover/input.conf',
  'keepalived/healthcheck/input.conf',
  'diag/HA2001-unknown-keyword/bad.conf',
];

const make = async () => {
  const { exports, script } = loadScript(bundle);
  process.stdout.write = () => true;
  const files = samples.map((name) => join(root, 'fixtures', name));
  for (const words of [
    ['lint', ...files],
    ['fmt', '--check', ...files],
  ]) {
    const [name, ...others] = words;
    if (!(await exports.shortWay(name, others))) throw new Error(`${name} was not run`);
  }
  writeFileSync(`${bundle}.cache.new`, script.createCachedData());
  renameSync(`${bundle}.cache.new`, `${bundle}.cache`);
  process.exitCode = 0;
};

make();
