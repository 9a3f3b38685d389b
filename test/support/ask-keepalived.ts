// What `keepalived -t` says about a text, in a form that the layout of the text has no part in.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const directory = mkdtempSync(join(tmpdir(), 'hactl-corpus-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

const env = { ...process.env, PATH: `${process.env['PATH']}:/usr/sbin:/sbin` };

const timeoutMs = 10_000;

/** Exit statuses of a shell for SIGABRT and SIGSEGV, which the parent gives for its child, too. */
const crashes = [134, 139];

/**
 * The verdict of the installed keepalived, which `enter` may start somewhere else; several of its
 * processes speak at once, in any order.
 */
export const askKeepalived = (
  text: string,
  configId: string,
  enter: readonly string[] = [],
): string => {
  const [program = '', ...args] = [
    ...[...enter, 'keepalived', '-t'],
    ...['-f', 'keepalived.conf', '-i', configId],
  ];
  writeFileSync(join(directory, 'keepalived.conf'), text);
  const { status, signal, stderr, error } = spawnSync(program, args, {
    cwd: directory,
    env,
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: 256 * 1024 * 1024,
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT') return 'hangs';
  // A crash cuts off what other processes would have said.
  if (signal !== null || crashes.includes(status ?? 0)) return 'crashes';
  const messages = stderr
    .replace(/\bLine \d+/g, 'Line')
    .split('\n')
    .sort();
  return [status, ...messages].join('\n');
};
