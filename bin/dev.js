#!/usr/bin/env node
// Starts hactl from its sources: Node.js strips the types itself.

'use strict';

const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const file = pathToFileURL(join(__dirname, '..', 'src', 'commands', 'main.ts')).href;
import(file).then(({ main }) => main(file));
