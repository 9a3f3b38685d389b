// How keepalived finds out which servers of a farm are there: by the checkers of the module, or by probes
// of its own where the module has none.

import type { Farm, FarmRule } from '../../ir/farm.ts';
import {
  type BoundElement,
  childNamed,
  childrenNamed,
  valueOf,
} from '../../syntax/safekit/bound.ts';
import type { ServiceSpec } from '../../../grammars/safekit/index.ts';
import type { Directive } from '../directive.ts';
import type { Statement } from '../document/keepalived.ts';
import type { Context } from './context.ts';
import { say } from './router.ts';
import type { SourceModule } from './source.ts';

type TcpElement = BoundElement<ServiceSpec['children']['check']['children']['tcp']>;

/** What a tcp checker of the module says about a port. */
export interface PortCheck {
  readonly port: number;
  readonly intervalS: number;
  readonly timeoutS: number;
  readonly from: readonly Directive[];
}

/** What the tcp checkers of a module say, each of a port. */
export const portChecks = (
  { service, directives }: SourceModule,
  { trail }: Context,
): PortCheck[] =>
  childrenNamed(childNamed(service, 'check'), 'tcp').flatMap((element: TcpElement): PortCheck[] => {
    const to = childNamed(element, 'to');
    const port = to && valueOf(to, 'port');
    const from = [
      ...directives.of(element, ...element.attributes.keys()),
      ...(to === undefined ? [] : directives.of(to, ...to.attributes.keys())),
    ];
    trail.note(from, 'farm-check', { action: valueOf(element, 'action') });
    if (to === undefined || port === undefined) return [];
    return [{ port, intervalS: valueOf(to, 'interval'), timeoutS: valueOf(to, 'timeout'), from }];
  });

/** What checks of a farm are made of. */
interface Checked {
  readonly module: SourceModule;
  readonly farm: Farm;
  readonly context: Context;
}

/** The checker of a real server for a rule. */
export const checkOf = (rule: FarmRule, ip: string, checks: readonly PortCheck[]): Statement => {
  const own = checks.find(({ port }) => port === rule.port);
  if (own !== undefined)
    return say(['TCP_CHECK'], own.from, [
      say(['connect_timeout', Math.max(1, Math.round(own.timeoutS))], own.from),
    ]);
  if (rule.protocol === 'tcp' && rule.port !== '*')
    return say(['TCP_CHECK'], [], [say(['connect_timeout', 2])]);
  return say(['MISC_CHECK'], [], [say(['misc_path', `/bin/ping -c 1 -W 2 ${ip}`])]);
};

/** The default of IPVS, which persistent services need: SafeKit keeps a client by its hash for good. */
const usualPersistenceS = 360;

/** How long a client stays at its node where the service is of all ports. */
export const persistenceOf = ({ module, context }: Checked): number =>
  context.choices.choose<number>(`module.${module.name}.persistence`, {
    form: 'seconds',
    fallback: usualPersistenceS,
    why: 'a service of all ports is persistent in IPVS, for a time that SafeKit does not have',
  });

/** Seconds between two checks of a server. */
export const delayFor = (
  rule: FarmRule,
  checks: readonly PortCheck[],
  { farm, module, context }: Checked,
): number => {
  const own = checks.find(({ port }) => port === rule.port);
  if (own !== undefined) return Math.max(1, Math.round(own.intervalS));
  const { pulseMs, followerPulses } = farm.membership;
  return context.choices.choose<number>(`module.${module.name}.delay_loop`, {
    form: 'seconds',
    fallback: Math.max(1, Math.round((pulseMs * followerPulses) / 1000)),
    why: 'no checker is for the service: as long as nodes of the farm take to miss one another',
  });
};

/** Whether a checker of the module is for a rule. */
export const isChecked = (rule: FarmRule, checks: readonly PortCheck[]): boolean =>
  checks.some(({ port }) => port === rule.port);

/** What a rule becomes, and what SafeKit does not do for it. */
export const noteRule = (
  rule: FarmRule,
  from: readonly Directive[],
  checks: readonly PortCheck[],
  making: Checked,
): void => {
  const { trail } = making.context;
  const prefix = `module.${making.module.name}`;
  if (isChecked(rule, checks)) {
    trail.note(from, 'rule');
    return;
  }
  const seconds = delayFor(rule, checks, making);
  if (rule.port === '*') {
    const keys = `${prefix}.persistence and ${prefix}.delay_loop`;
    const persistence = persistenceOf(making);
    trail.note(from, 'rule-all-ports', { seconds, persistence, keys });
    return;
  }
  const probe = rule.protocol === 'tcp' ? 'TCP' : 'ping';
  trail.note(from, 'rule-probed', { probe, seconds, key: `${prefix}.delay_loop` });
};
