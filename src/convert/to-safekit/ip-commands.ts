// Virtual routes and rules of a module as ip(8) commands: those that hactl itself would run for a master.

import { emitStep } from '../../emit/batches.ts';
import type { Config, Instance } from '../../ir/model.ts';
import { desired } from '../../plan/desired/desired.ts';
import { kernelNames, type Resource } from '../../plan/state.ts';
import { scriptLine } from '../document/shell.ts';
import type { OutputLine } from '../document/output.ts';
import type { Context } from './context.ts';
import type { ModulePlan } from './modules.ts';
import { directiveAt, type SourceMember, writtenByAll } from './source.ts';

export interface IpCommands {
  readonly add: readonly OutputLine[];
  /** In the reverse order. */
  readonly remove: readonly OutputLine[];
}

/** A configuration with the routes and rules of one instance and nothing else. */
const onlyRoutes = (config: Config, instance: Instance): Config => {
  const { vmac: _vmac, ...bare } = instance;
  const alone = {
    ...bare,
    addresses: [],
    excludedAddresses: [],
    accept: true,
    promoteSecondaries: false,
    unplanned: [],
  };
  const nothing = { addresses: [], routes: [], rules: [], services: [], farms: [], syncGroups: [] };
  const { syncDaemon: _syncDaemon, lvsTimeouts: _timeouts, ...global } = config.global;
  return { ...config, ...nothing, global, instances: [alone] };
};

const commandOf = (op: '+' | '-', resource: Resource): string[] => {
  const side = op === '+' ? { after: resource } : { before: resource };
  const { argv, input } = emitStep({ id: 0, op, key: '', ...side });
  const flags = argv.includes('-6') ? 'ip -6' : 'ip';
  return input.map((line) => `${flags} ${String(line)}`);
};

const commandsOf = ({
  node,
  instance,
}: SourceMember): { add: OutputLine[]; remove: OutputLine[] } => {
  const roles = new Map([[instance.name, 'master' as const]]);
  const world = { roles, servers: new Map(), source: 'options' as const };
  const { wanted } = desired(onlyRoutes(node.config, instance), world, kernelNames);
  const kept = [...wanted.state].filter(([, { kind }]) => kind === 'route' || kind === 'rule');
  const linesOf = (op: '+' | '-'): OutputLine[] =>
    kept.flatMap(([key, resource]) => {
      const why = wanted.whys.get(key);
      const from = why === undefined ? [] : directiveAt(node, why);
      return commandOf(op, resource).map((text) => scriptLine(text, from));
    });
  return { add: linesOf('+'), remove: linesOf('-').reverse() };
};

const keywords = ['virtual_routes', 'virtual_rules'] as const;

/** Lines with what the same lines of other nodes were made of. */
const merged = (own: readonly OutputLine[], others: readonly OutputLine[]): OutputLine[] =>
  own.map((line) => {
    const same = others.filter(({ text }) => text === line.text);
    return { ...line, from: [...line.from, ...same.flatMap(({ from }) => from)] };
  });

/** The commands for the routes and rules of a module, as its first node has them. */
export const ipCommandsOf = ({ routers }: ModulePlan, { trail }: Context): IpCommands => {
  const add: OutputLine[] = [];
  const remove: OutputLine[] = [];
  for (const router of routers) {
    const [first, ...rest] = router;
    if (first === undefined) continue;
    const own = commandsOf(first);
    const others = rest.map(commandsOf);
    const added = merged(
      own.add,
      others.flatMap((one) => one.add),
    );
    const reached = new Set(added.flatMap(({ from }) => from));
    for (const directive of writtenByAll(router, ...keywords)) {
      const isHead = directive.path.at(-1) !== '*';
      if (isHead || reached.has(directive)) trail.note([directive], 'routes-and-rules');
      else trail.note([directive], 'taken-from-first', { file: first.node.file });
    }
    add.push(...added);
    remove.unshift(
      ...merged(
        own.remove,
        others.flatMap((one) => one.remove),
      ),
    );
  }
  return { add, remove };
};
