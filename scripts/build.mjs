// Bundles src/ into dist/: all commands with shared chunks, packages left to node_modules; and the short
// way, one file with all that it needs, together with what V8 compiles of it.

import { spawnSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node22',
  sourcemap: 'linked',
  logLevel: 'warning',
};

await rm(`${root}dist`, { recursive: true, force: true });
await build({
  ...options,
  entryPoints: ['src/commands/main.ts'],
  outdir: 'dist',
  splitting: true,
  format: 'esm',
  packages: 'external',
});
await build({
  ...options,
  entryPoints: ['src/commands/short-way/main.ts'],
  outfile: 'dist/short-way.cjs',
  format: 'cjs',
  minify: true,
  sourcemap: false,
  alias: { '@oclif/core': './src/commands/short-way/oclif.ts' },
  // Loaded when somebody needs them, which is not often on the short way.
  external: ['diff', 'execa', 'koffi', 'xmlbuilder2'],
  define: { 'import.meta.url': 'bundleUrl' },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
});
const shortWay = `${root}dist/short-way.cjs`;
// bin/load-script.js gives it `load`: import() in a script comes with a warning.
await writeFile(shortWay, (await readFile(shortWay, 'utf8')).replaceAll('import("', 'load("'));
const { status, stderr } = spawnSync(process.execPath, [`${root}scripts/compile-short-way.cjs`], {
  encoding: 'utf8',
});
if (status !== 0) throw new Error(stderr);
