// Rounds of `hactl try` for fixtures: what a sandbox must have, as the command would ask for it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadText } from '../../src/app/load.ts';
import type { SandboxReport, SandboxRequest } from '../../src/app/sandbox.ts';
import { surroundings } from '../../src/app/try.ts';
import { initialWorld, type Role } from '../../src/ir/world.ts';
import { desired, kindsWantedBy } from '../../src/plan/desired/desired.ts';
import { assignRoles } from '../../src/plan/roles.ts';
import { kernelNames, type Kind } from '../../src/plan/state.ts';
import { fixtures } from './golden.ts';

/** The request for a folder of fixtures/keepalived, every instance in `role`. */
export const sandboxRequest = (
  name: string,
  role: Role,
  isTried: (kind: Kind) => boolean,
): SandboxRequest => {
  const text = readFileSync(join(fixtures, 'keepalived', name, 'input.conf'), 'utf8');
  const { config } = loadText('input.conf', text).loaded;
  const roles = [{ name: 'all', role }];
  const { world } = assignRoles(config, roles, initialWorld);
  const { wanted } = desired(config, world, kernelNames);
  const kinds = [...kindsWantedBy(config)].filter(isTried);
  const texts = { main: { file: 'input.conf', text }, beside: [] };
  return { file: 'input.conf', texts, roles, kinds, ...surroundings(wanted.state) };
};

/** Whether a fixture is a file that can be planned. */
export const isPlannable = (name: string): boolean => {
  const text = readFileSync(join(fixtures, 'keepalived', name, 'input.conf'), 'utf8');
  const { loaded, exit } = loadText('input.conf', text);
  if (exit !== 'done') return false;
  const { diagnostics } = desired(loaded.config, initialWorld, kernelNames);
  return diagnostics.every(({ severity }) => severity !== 'error');
};

/** One line for each stage, `ok` or `FAIL` first. */
export const stageLines = (report: SandboxReport): string[] =>
  report.stages
    .filter(({ name }) => name !== 'made' && name !== 'plan')
    .map(({ name, isOk, detail }) => `${isOk ? 'ok' : 'FAIL'} ${name}: ${detail}`);

/** The stages of a round in which all went well. */
export const allWell = [
  'ok apply: applied and verified',
  'ok plan again: nothing to do',
  'ok rollback: undone and verified',
  'ok start state: as it was',
];
