#!/usr/bin/env node
// Starts hactl from its sources: Node.js strips the types itself. oclif, too, is told to take the commands
// from there instead of from the bundle.

'use strict';

const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const root = join(__dirname, '..');
const pjson = structuredClone(require('../package.json'));
for (const part of [pjson.oclif.commands, ...Object.values(pjson.oclif.hooks)]) {
  part.target = './src/commands/main.ts';
}

import(pathToFileURL(join(root, 'src/commands/main.ts')).href).then(({ main }) =>
  main({ root, pjson }),
);
