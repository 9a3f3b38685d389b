// Options that several commands take.

import { resolve } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { defaultFile } from '../app/load.ts';
import { parseDurationMs } from '../base/duration.ts';
import type { ReadOptions } from '../app/load.ts';
import { workingDirectory } from '../host/node/working-directory.ts';
import { suggest } from '../base/suggest.ts';
import { codesNamed, slugs } from '../diag/selection.ts';
import { newest, type Version, versions } from '../../grammars/keepalived/versions.ts';
import type { Role } from '../ir/world.ts';
import type { RoleOption } from '../plan/roles.ts';

/** VRRP's words, and SafeKit's for the states of a mirror (SafeKit User's Guide §3.4.2). */
const roles: { readonly [word: string]: Role } = {
  master: 'master',
  backup: 'backup',
  fault: 'fault',
  prim: 'master',
  alone: 'master',
  second: 'backup',
  stop: 'backup',
};

const parseRole = async (text: string): Promise<RoleOption> => {
  const at = text.lastIndexOf('=');
  const name = text.slice(0, at);
  const word = text.slice(at + 1);
  const role = Object.hasOwn(roles, word) ? roles[word] : undefined;
  if (at >= 1 && role !== undefined) return { name, role };
  const near = at < 1 ? undefined : suggest(word, Object.keys(roles));
  const mend =
    near === undefined
      ? 'for a mirror module NAME=prim|second|alone|stop'
      : `did you mean "${name}=${near}"?`;
  throw new Error(`--role wants NAME=master|backup|fault, not "${text}": ${mend}`);
};

export const roleFlag = Flags.custom<RoleOption>({
  char: 'r',
  multiple: true,
  multipleNonGreedy: true,
  helpValue: 'NAME=master|backup|fault',
  description:
    'role of an instance, a sync group or a mirror module (prim|second|alone|stop); "all" means each',
  parse: parseRole,
});

export const stateDirectoryFlag = Flags.string({
  default: '/run/hactl',
  helpValue: 'DIR',
  description: 'where hactl keeps the record of what it owns',
  // Who undoes an apply that nobody confirmed may be started in another directory.
  parse: async (text) => (workingDirectory() === null ? text : resolve(text)),
});

export const yesFlag = Flags.boolean({ char: 'y', description: 'do not ask' });

const duration = Flags.custom<number>({
  parse: async (text) => {
    const ms = parseDurationMs(text);
    if (ms === null) throw new Error(`"${text}" is no length of time: write 90s, 2m or 1h`);
    return ms;
  },
});

export const confirmWithinFlag = duration({
  helpValue: '120s',
  description: 'undo everything unless `hactl confirm` comes within this time',
});

export const lockWaitFlag = duration({
  helpValue: '10s',
  default: 10_000,
  defaultHelp: async () => '10s',
  description: 'how long to wait for another hactl to end',
});

export const timeoutFlag = duration({
  helpValue: '10s',
  default: 10_000,
  defaultHelp: async () => '10s',
  description: 'when keepalived counts as hung',
});

/** The newest releases of the series that is named, or that a release would belong to. */
const nearVersions = (text: string): readonly string[] => {
  const seriesOf = (name: string): readonly string[] =>
    versions.filter((version) => version.startsWith(`${name}.`));
  const ofSeries = [seriesOf(text), seriesOf(text.replace(/\.[^.]*$/, ''))].find(
    (series) => series.length > 0,
  );
  return ofSeries?.slice(-3) ?? [suggest(text, versions) ?? newest];
};

export const targetFlag = Flags.custom<Version>({
  parse: async (text) => {
    const version = versions.find((one) => one === text);
    if (version !== undefined) return version;
    const near = nearVersions(text).join(' or ');
    throw new Error(`hactl knows no keepalived "${text}": did you mean ${near}?`);
  },
  helpValue: 'VERSION',
  description: `release of keepalived that the file is for, from ${versions[0]} to ${newest}`,
})();

/** Names of codes behind commas; what is no name is a mistake of usage. */
const codeNames = Flags.custom<string>({
  multiple: true,
  multipleNonGreedy: true,
  delimiter: ',',
  // oclif writes dots behind it.
  helpValue: 'CODE,',
  parse: async (name) => {
    if (codesNamed(name).length > 0) return name;
    const near = suggest(name, slugs);
    throw new Error(
      `hactl has no code "${name}"${near === undefined ? '' : `: did you mean "${near}"?`}`,
    );
  },
});

export const selectFlag = codeNames({
  description: 'findings that count: codes, slugs, or the start of codes such as HA4',
});
export const ignoreFlag = codeNames({ description: 'findings that do not count' });

export const configIdFlag = Flags.string({
  char: 'i',
  helpValue: 'ID',
  description: 'what @id lines are read for, instead of the name of this host',
});

/** How a file is read, as far as flags say it. */
export const readingOf = (flags: { readonly 'config-id'?: string | undefined }): ReadOptions => {
  const { 'config-id': configId } = flags;
  return configId === undefined ? {} : { configId };
};

export const fileArg = Args.string({
  name: 'FILE',
  default: defaultFile,
  description: 'configuration; - reads standard input',
});
