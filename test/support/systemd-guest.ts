// A User-Mode Linux guest in which systemd is process 1: for what hactl does where systemd runs.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { bootUml } from '../../src/host/node/uml.ts';

const initText = (shared: string): string => `#!/bin/sh
mount -t proc proc /proc
mount -t tmpfs tmpfs /run
mkdir -p /run/uml/lib/modules /run/above /run/work /run/root
mount --bind /usr/lib/uml/modules /run/uml/lib/modules
modprobe -d /run/uml overlay
mount -t overlay overlay -o lowerdir=/,upperdir=/run/above,workdir=/run/work /run/root
modprobe -d /run/uml dummy
cd /run/root
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t devtmpfs devtmpfs dev
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs tmpfs run
mount -t tmpfs tmpfs tmp
mkdir -p ./${shared}
mount -t hostfs -o ${shared} none ./${shared}
cp ${shared}/job.service etc/systemd/system/job.service
exec chroot /run/root /lib/systemd/systemd --system --unit=job.service --show-status=no
`;

const unitText = (shared: string): string => `[Unit]
DefaultDependencies=no
[Service]
Type=oneshot
ExecStart=/bin/sh ${shared}/job
StandardOutput=file:${shared}/output
StandardError=inherit
ExecStopPost=/bin/sh -c "sync; poweroff -f"
`;

/** Runs a shell script as a unit of such a guest; what it printed. */
export const runUnderSystemd = async (script: string): Promise<string> => {
  const shared = mkdtempSync(join(tmpdir(), 'hactl-test-'));
  try {
    writeFileSync(join(shared, 'init'), initText(shared), { mode: 0o700 });
    writeFileSync(join(shared, 'job.service'), unitText(shared));
    const path = `export PATH=${process.env['PATH']}:/usr/sbin:/sbin\n`;
    writeFileSync(join(shared, 'job'), path + script);
    const console = await bootUml(shared);
    try {
      return readFileSync(join(shared, 'output'), 'utf8');
    } catch {
      throw new Error(`the guest did not come up: ${console}`);
    }
  } finally {
    rmSync(shared, { recursive: true, force: true });
  }
};
