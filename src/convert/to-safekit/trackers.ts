// What an instance follows, as checkers of a module: scripts, processes, files and other interfaces.

import { quoted } from '../../emit/shell.ts';
import { type Followed, followedBy, keyOf, type Tracker, trackersOf } from '../../lint/trackers.ts';
import { arg, type BoundBlock, one, value } from '../../syntax/tree.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import type { Directive } from '../directive.ts';
import { attribute, element, type XmlElement } from '../document/xml.ts';
import { scriptLine, scriptOutput } from '../document/shell.ts';
import type { Output } from '../document/output.ts';
import { touching } from '../../base/span.ts';
import { noteDifference } from './agreement.ts';
import type { Context } from './context.ts';
import { commandWords, shellCommand } from './hooks.ts';
import type { ModulePlan } from './modules.ts';
import { directiveAt, type SourceNode } from './source.ts';

type Schema = typeof keepalived;

export interface Checkers {
  /** Elements of <check>, and procs of <errd>. */
  readonly checks: readonly XmlElement[];
  readonly procs: readonly XmlElement[];
  /** Programs of custom checkers. */
  readonly programs: readonly Output[];
}

/** A line that follows something, with the node and the place. */
interface Line extends Followed {
  readonly node: SourceNode;
  readonly from: readonly Directive[];
}

const trackersIn = (node: SourceNode): ReadonlyMap<string, Tracker> =>
  new Map(trackersOf(node.root).map((tracker) => [keyOf(tracker), tracker]));

const linesOf = ({ routers, groups }: ModulePlan): Line[] => {
  const holders = [
    ...routers.flat().map(({ node, block }) => ({ node, block })),
    ...groups.map(({ node, block }) => ({ node, block })),
  ];
  return holders.flatMap(({ node, block }) =>
    followedBy(block, trackersIn(node)).map((line): Line => {
      const from = directiveAt(node, line.span);
      return { ...line, node, from };
    }),
  );
};

/** All that a definition says, itself first. */
const definitionOf = (node: SourceNode, { statement }: Tracker): Directive[] => [
  ...directiveAt(node, statement.span),
  ...(statement.block?.statements ?? []).flatMap(({ span }) => directiveAt(node, span)),
];

const identOf = (name: string): string => name.replace(/[^\w-]+/g, '_');

/** `ping -c 1 -W 2 HOST` and the like; null for a ping that says more than SafeKit can. */
const pingTarget = (words: readonly string[]): string | null => {
  const [program = '', ...rest] = words;
  if (!/^(?:\/(?:usr\/)?s?bin\/)?ping6?$/.test(program)) return null;
  const host = rest.at(-1);
  if (host === undefined || !/^[\w.:-]+$/.test(host) || host.startsWith('-')) return null;
  const options = rest.slice(0, -1).join(' ');
  return /^(?:-[cwWi] ?[\d.]+ ?|-[qn46]+ ?)*$/.test(options) ? host : null;
};

/** `nc -z HOST PORT`, with a timeout perhaps. */
const tcpTarget = (words: readonly string[]): { host: string; port: string } | null => {
  const [program = '', ...rest] = words;
  if (!/^(?:\/(?:usr\/)?bin\/)?(?:nc|ncat|netcat)$/.test(program)) return null;
  const [host = '', port = ''] = rest.slice(-2);
  const options = rest.slice(0, -2).join(' ');
  const isPlain = /^(?:-[zv]+ ?|-w ?\d+ ?)*$/.test(options) && /-\w*z/.test(options);
  if (!isPlain || !/^[\w.:-]+$/.test(host) || !/^\d{1,5}$/.test(port)) return null;
  return { host, port };
};

type ScriptBlock = BoundBlock<Schema['vrrp_script']['block']>;

const seconds = (number: number): string => `${Math.max(1, Math.round(number))}s`;

/** The loop of a custom checker: SafeKit starts it once, and it says when something changes. */
const loopOf = (
  check: string,
  {
    interval,
    timeout,
    rise,
    fall,
  }: { interval: number; timeout: number; rise: number; fall: number },
  from: readonly Directive[],
  isSecret: boolean,
  ident: string,
) => [
  scriptLine(`module=$1 good=0 bad=0 state=`),
  scriptLine('say() {'),
  scriptLine('  [ "$state" = "$1" ] && return'),
  scriptLine('  state=$1'),
  scriptLine(
    `  "\${SAFE:-/opt/safekit}/safekit" set -r custom.${ident} -v "$1" -i check_${ident} -m "$module"`,
  ),
  scriptLine('}'),
  scriptLine('while :; do'),
  scriptLine(`  if timeout ${timeout} ${check}; then`, from, isSecret),
  scriptLine('    good=$((good + 1)) bad=0'),
  scriptLine(`    [ "$good" -ge ${rise} ] && say up`),
  scriptLine('  else'),
  scriptLine('    bad=$((bad + 1)) good=0'),
  scriptLine(`    [ "$bad" -ge ${fall} ] && say down`),
  scriptLine('  fi'),
  scriptLine(`  sleep ${interval}`),
  scriptLine('done'),
];

const customElement = (module: string, ident: string, from: readonly Directive[]): XmlElement =>
  element('custom', {
    attributes: [
      attribute('ident', ident, from),
      attribute('when', 'pre'),
      attribute('exec', `/opt/safekit/modules/${module}/bin/check_${ident}`),
      attribute('action', 'wait'),
    ],
  });

interface Made {
  readonly check?: XmlElement;
  readonly proc?: XmlElement;
  readonly program?: Output;
}

const programOf = (module: string, ident: string, body: ReturnType<typeof loopOf>): Output =>
  scriptOutput(
    `${module}/bin/check_${ident}`,
    [`${module}, checker ${ident}: SafeKit starts it with MODULE RESOURCE.`],
    body,
  );

const toElement = (
  host: string,
  more: ReturnType<typeof attribute>[],
  block: ScriptBlock | undefined,
  from: readonly Directive[],
) =>
  element('to', {
    attributes: [
      attribute('addr', host, from),
      ...more,
      attribute('interval', seconds(value(block, 'interval') ?? 1)),
      attribute('timeout', seconds(value(block, 'timeout') ?? value(block, 'interval') ?? 1)),
    ],
  });

const fromScript = (
  module: string,
  { node, name }: Line,
  tracker: Tracker,
  from: readonly Directive[],
  context: Context,
): Made => {
  const block = tracker.statement.block as ScriptBlock | undefined;
  const command = one(block, 'script');
  const text = arg(command, 0);
  if (command === undefined || text === undefined) return {};
  const user = value(block, 'user');
  const words = commandWords(text);
  const ident = identOf(name);
  const attributes = (when: string) => [
    attribute('ident', ident, from),
    attribute('when', when),
    attribute('action', 'wait'),
  ];
  const host = pingTarget(words);
  if (host !== null) {
    context.trail.note(from, 'tracked-ping');
    return {
      check: element('ping', {
        attributes: attributes('pre'),
        children: [toElement(host, [], block, from)],
      }),
    };
  }
  const tcp = tcpTarget(words);
  if (tcp !== null) {
    context.trail.note(from, 'tracked-tcp');
    const port = [attribute('port', tcp.port)];
    return {
      check: element('tcp', {
        attributes: attributes('pre'),
        children: [toElement(tcp.host, port, block, from)],
      }),
    };
  }
  context.trail.note(from, 'tracked-script');
  const interval = value(block, 'interval') ?? 1;
  const times = {
    interval,
    timeout: value(block, 'timeout') ?? interval,
    rise: value(block, 'rise') ?? 1,
    fall: value(block, 'fall') ?? 1,
  };
  const run = shellCommand({
    command: text,
    ...(user !== undefined && { user }),
    span: command.span,
  });
  const isSecret = touching(node.secrets, command.span).length > 0;
  const body = loopOf(run, times, from, isSecret, ident);
  return { check: customElement(module, ident, from), program: programOf(module, ident, body) };
};

type ProcessBlock = BoundBlock<Schema['vrrp_track_process']['block']>;

const fromProcess = (tracker: Tracker, from: readonly Directive[], context: Context): Made => {
  const block = tracker.statement.block as ProcessBlock | undefined;
  const program = value(block, 'process');
  if (program === undefined) return {};
  context.trail.note(from, 'tracked-process');
  const most = value(block, 'quorum_max');
  return {
    proc: element('proc', {
      attributes: [
        attribute('name', program.slice(program.lastIndexOf('/') + 1), from),
        attribute('atleast', value(block, 'quorum') ?? 1),
        ...(most === undefined ? [] : [attribute('atmax', most)]),
        attribute('action', 'stopstart'),
        attribute('class', 'prim'),
      ],
    }),
  };
};

type FileBlock = BoundBlock<Schema['vrrp_track_file']['block']>;

const fromFile = (
  module: string,
  { name }: Line,
  tracker: Tracker,
  from: readonly Directive[],
  context: Context,
): Made => {
  const block = tracker.statement.block as FileBlock | undefined;
  const file = value(block, 'file');
  if (file === undefined) return {};
  context.trail.note(from, 'tracked-file');
  const ident = identOf(name);
  const test = `sh -c '[ "$(cat "$1" 2>/dev/null || echo 0)" = 0 ]' - ${quoted(file)}`;
  const body = loopOf(test, { interval: 1, timeout: 1, rise: 1, fall: 1 }, from, false, ident);
  return { check: customElement(module, ident, from), program: programOf(module, ident, body) };
};

const fromInterface = (
  module: string,
  { name }: Line,
  from: readonly Directive[],
  context: Context,
): Made => {
  context.trail.note(from, 'tracked-elsewhere', { interface: name });
  const ident = identOf(`link_${name}`);
  const test = `grep -qx 1 ${quoted(`/sys/class/net/${name}/carrier`)}`;
  const body = loopOf(test, { interval: 1, timeout: 1, rise: 1, fall: 1 }, from, false, ident);
  return { check: customElement(module, ident, from), program: programOf(module, ident, body) };
};

/** Interfaces that addresses of the module are on: their check is an attribute. */
const ownDevices = ({ routers }: ModulePlan): ReadonlySet<string> =>
  new Set(
    routers
      .flat()
      .flatMap(({ instance }) => [
        ...(instance.interface === undefined ? [] : [instance.interface]),
        ...[...instance.addresses, ...instance.excludedAddresses].flatMap(
          ({ device }) => device ?? [],
        ),
      ]),
  );

const makeOf = (plan: ModulePlan, line: Line, same: readonly Line[], context: Context): Made => {
  const { trail } = context;
  const tracker = trackersIn(line.node).get(keyOf(line));
  const lines = same.flatMap(({ from }) => from);
  const definitions = same.flatMap(({ node }) => {
    const found = trackersIn(node).get(keyOf(line));
    return found === undefined ? [] : definitionOf(node, found);
  });
  const from = [...new Set([...definitions, ...lines])];
  if (line.weight !== 0) {
    trail.note(from, 'weighted-tracker');
    return {};
  }
  if (line.follows === 'track_interface') return fromInterface(plan.name, line, from, context);
  if (line.follows === 'track_bfd') trail.note(from, 'tracked-bfd');
  if (tracker === undefined) return {};
  if (line.follows === 'track_script') return fromScript(plan.name, line, tracker, from, context);
  if (line.follows === 'track_process') return fromProcess(tracker, from, context);
  if (line.follows === 'track_file') return fromFile(plan.name, line, tracker, from, context);
  return {};
};

const definedBy = (line: Line): Tracker | undefined => trackersIn(line.node).get(keyOf(line));

/** Notes lines and definitions of other nodes that are not those that the checker was made of. */
const noteOthers = (
  { routers }: ModulePlan,
  line: Line,
  same: readonly Line[],
  context: Context,
): void => {
  const { trail } = context;
  const { file } = line.node;
  const own = definedBy(line);
  for (const other of same.filter(({ node }) => node !== line.node)) {
    const theirs = definedBy(other);
    const isUnlike =
      own !== undefined &&
      theirs !== undefined &&
      noteDifference(
        { node: line.node, statement: own.statement },
        { node: other.node, statement: theirs.statement },
        context,
      );
    if (isUnlike || other.weight !== line.weight) trail.note(other.from, 'nodes-differ', { file });
  }
  const all = new Set(routers.flat().map(({ node }) => node));
  const isEverywhere = new Set(same.map(({ node }) => node)).size === all.size;
  if (line.weight !== 0 || isEverywhere) return;
  trail.note(
    same.flatMap(({ from }) => from),
    'on-one-node-only',
    { file },
  );
};

const make = (plan: ModulePlan, line: Line, same: readonly Line[], context: Context): Made => {
  const made = makeOf(plan, line, same, context);
  noteOthers(plan, line, same, context);
  return made;
};

/** The checkers of a module; what several nodes follow by one name is one. */
export const checkersOf = (plan: ModulePlan, context: Context): Checkers => {
  const devices = ownDevices(plan);
  const lines = linesOf(plan).filter(
    ({ follows, name, weight }) =>
      !(follows === 'track_interface' && weight === 0 && devices.has(name)),
  );
  const keys = [...new Set(lines.map(keyOf))];
  const made = keys.flatMap((key) => {
    const same = lines.filter((line) => keyOf(line) === key);
    const [first] = same;
    return first === undefined ? [] : make(plan, first, same, context);
  });
  return {
    checks: made.flatMap(({ check }) => check ?? []),
    procs: made.flatMap(({ proc }) => proc ?? []),
    programs: made.flatMap(({ program }) => program ?? []),
  };
};
