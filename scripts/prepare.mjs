// What `npm start` and `npm test` do first: packages of npm, packages of Debian, the build. Plain
// JavaScript for Node.js 20, since the newer one comes with the packages.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const node = join(root, 'node_modules', '.bin', 'node');

const searchPath = `${process.env.PATH}${delimiter}/usr/local/sbin${delimiter}/usr/sbin${delimiter}/sbin`;

/** Runs a program with our output; ends this process when it fails. */
export const run = (program, args, options = {}) => {
  const { status, error } = spawnSync(program, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) {
    process.stderr.write(`${program} ${args.join(' ')} ended with status ${status}\n`);
    process.exit(status ?? 1);
  }
};

const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

const installPackages = () => {
  const stamp = join(root, 'node_modules', '.installed-for');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash()) return;
  process.stdout.write('Installing the packages of package-lock.json ...\n');
  run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  writeFileSync(stamp, lockHash());
};

export const has = (program) =>
  searchPath.split(delimiter).some((directory) => {
    try {
      accessSync(join(directory, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });

/** Programs and the Debian packages that have them. */
const debianPackages = {
  ip: 'iproute2',
  nft: 'nftables',
  ipvsadm: 'ipvsadm',
  sysctl: 'procps',
  ss: 'iproute2',
  flock: 'util-linux',
  unshare: 'util-linux',
  modprobe: 'kmod',
  'linux.uml': 'user-mode-linux',
  keepalived: 'keepalived',
  tcpdump: 'tcpdump',
  chromium: 'chromium',
  'systemd-run': 'systemd',
};

/** Installs the Debian packages of `programs` where that is possible; returns what is missing still. */
const installPrograms = (programs) => {
  const missing = programs.filter((program) => !has(program));
  if (missing.length === 0) return [];
  const packages = missing.map((program) => debianPackages[program]);
  if (process.getuid?.() === 0 && has('apt-get')) {
    process.stdout.write(`Installing Debian packages: ${packages.join(' ')} ...\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const quiet = { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] };
    spawnSync('apt-get', ['-qq', 'update'], quiet);
    const options = ['-qq', '-y', '--no-install-recommends', 'install'];
    spawnSync('apt-get', [...options, ...packages], quiet);
  }
  const left = programs.filter((program) => !has(program));
  for (const program of left) {
    process.stdout.write(
      `Not installed: ${program} (Debian package ${debianPackages[program]}); what wants it is skipped.\n`,
    );
  }
  return left;
};

/** Makes everything ready; returns the programs that could not be had. */
export const prepare = (programs) => {
  installPackages();
  const missing = installPrograms(programs);
  run(node, ['scripts/build.mjs']);
  return missing;
};
