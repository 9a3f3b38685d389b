// Bound module -> IR: the same Config that other languages end in.

import { once } from '../../base/once.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { safekit, ServiceSpec } from '../../../grammars/safekit/index.ts';
import { type BoundElement, childNamed, valueOf } from '../../syntax/safekit/bound.ts';
import type { Config, Setting } from '../model.ts';
import { readFarm } from './farm.ts';
import type { Reading } from './interfaces.ts';
import { readMirror } from './mirror.ts';
import { idleOf, settingsOf } from './settings.ts';

/** A configuration that asks for nothing; what is VRRP's alone is as keepalived has it unless said. */
export const emptyConfig: Config = {
  global: {
    defaultInterface: 'eth0',
    vrrpVersion: 2,
    vmacPrefix: 'vrrp',
    firewall: { table: 'hactl', priority: -1, counters: false, byIfindex: false },
  },
  addresses: [],
  routes: [],
  rules: [],
  instances: [],
  syncGroups: [],
  services: [],
  farms: [],
  idle: [],
  settings: [],
};

/** Data goes its own way without replication, so that is more than a note. */
const severe: readonly string[] = ['rfs'];

const partsNotRun = (service: BoundElement<ServiceSpec> | undefined): Diagnostic[] =>
  (service?.children ?? []).flatMap(({ name, spec, xml }) => {
    if (spec.notRun === undefined) return [];
    const found = diagnostic('HA3101', xml.nameSpan, { name, meaning: spec.notRun });
    return severe.includes(name) ? { ...found, severity: 'warning' as const } : found;
  });

/** The IR of a module that is called `name`; total: what cannot be built is left out and reported. */
export const buildModule = (
  root: BoundElement<(typeof safekit)['safe']>,
  name: string,
): { readonly config: Config; readonly diagnostics: readonly Diagnostic[] } => {
  const service = childNamed(root, 'service');
  const mode = service && valueOf(service, 'mode');
  const diagnostics = partsNotRun(service);
  const readingOf = (kind: Reading['mode']): Reading => ({
    mode: kind,
    diagnostics,
    addresses: new Map(),
  });
  const settings = once((): readonly Setting[] => settingsOf(root));
  const config: Config = {
    ...emptyConfig,
    farms: service && mode === 'farm' ? [readFarm(name, service, readingOf('farm'))] : [],
    instances: service && mode === 'mirror' ? [readMirror(name, service, readingOf('mirror'))] : [],
    get idle() {
      return idleOf(settings());
    },
    get settings() {
      return settings();
    },
  };
  return { config, diagnostics };
};
