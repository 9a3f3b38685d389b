// `npm test`: everything from a bare checkout to the last line `N passed, N failed, N skipped`.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { node, prepare, root, run } from './prepare.mjs';

const ofHactl = ['ip', 'nft', 'ipvsadm', 'sysctl', 'flock', 'modprobe', 'linux.uml'];
const programs = [...ofHactl, 'keepalived', 'systemd-run', 'tcpdump', 'chromium'];
prepare(programs);
run(node, ['node_modules/typescript/bin/tsc', '-p', '.']);

const pattern = process.argv[2] ?? '\\.test\\.ts$';
// Programs that tests run may have the same words in their paths.
const options = ['--no-color', '--ignore', '(?<!\\.test)\\.ts$'];
const uvu = spawn(node, ['node_modules/uvu/bin.js', ...options, 'test', pattern], {
  cwd: root,
  env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let output = '';
uvu.stdout.setEncoding('utf8').on('data', (text) => {
  output += text;
  process.stdout.write(text);
});
const [status] = await once(uvu, 'close');

const count = (name) => Number(new RegExp(`^\\s*${name}:\\s+(\\d+)`, 'm').exec(output)?.[1] ?? 0);
const passed = count('Passed');
const skipped = count('Skipped');
const failed = count('Total') - passed;
// A file that throws while it is loaded fails without a test.
const isBroken = status !== 0 && failed === 0;
process.stdout.write(`${passed} passed, ${isBroken ? 1 : failed} failed, ${skipped} skipped\n`);
process.exitCode = status === 0 && failed === 0 ? 0 : 1;
