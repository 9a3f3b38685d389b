// The notify script of a module: it knows the state that SafeKit would be in, and calls the module's own
// scripts with SafeKit's arguments in SafeKit's order (User's Guide §14).

import { quoted } from '../../emit/shell.ts';
import { childNamed, childrenNamed, valueOf } from '../../syntax/safekit/bound.ts';
import type { Directive } from '../directive.ts';
import { scriptLine, scriptOutput } from '../document/shell.ts';
import type { Output, OutputLine } from '../document/output.ts';
import type { Context } from './context.ts';
import type { SourceModule } from './source.ts';

const lines = (text: string): OutputLine[] => text.split('\n').map((line) => scriptLine(line));

/** Stop scripts are called a second time with force, for what the first call left. */
const functions = (nice: number, forced: number): string => `run() {
  [ -x "$bin/$1" ] || return 0
  "$bin/$1" "$current" "$next" "$action"
}
force() {
  [ -x "$bin/$1" ] || return 0
  timeout ${forced} "$bin/$1" force "$current" "$next" "$action"
}
stop() {
  [ -x "$bin/$1" ] || return 0
  timeout ${nice} "$bin/$1" "$current" "$next" "$action"
  force "$1"
}`;

const steps = `case "$1" in
  MASTER) goal=ALONE action=start ;;
  BACKUP) goal=SECOND action=start ;;
  FAULT) goal=WAIT action=stopwait ;;
  STOP) goal=STOP action=stop ;;
  *) echo "usage: $0 MASTER|BACKUP|FAULT|STOP" >&2; exit 64 ;;
esac
[ "$current" = "$goal" ] && exit 0
go() { # the next state
  next=$1
  case "$current $next" in
    "STOP WAIT") run transition; run prestart ;;
    "WAIT ALONE") run transition; run start_both; run start_prim; run start_sec ;;
    "WAIT SECOND") run transition; run start_both; run start_second; run start_sec ;;
    "SECOND ALONE") run stop_second; run transition; run start_prim ;;
    "ALONE SECOND") stop stop_prim; reset; run transition; run start_second ;;
    "ALONE WAIT") run stop_sec; stop stop_prim; stop stop_both; reset; run transition ;;
    "SECOND WAIT") run stop_sec; run stop_second; stop stop_both; run transition ;;
    "WAIT STOP")
      for script in stop_sec stop_prim stop_second stop_both; do force "$script"; done
      run poststop; run transition ;;
  esac
  current=$next
  echo "$current" >"$state"
}
case "$current $goal" in
  "STOP ALONE"|"STOP SECOND"|"ALONE STOP"|"SECOND STOP") go WAIT ;;
esac
go "$goal"`;

/** Without scripts of the module there are states, and connections to reset. */
const bareSteps = `case "$1" in
  MASTER) goal=ALONE ;;
  BACKUP) goal=SECOND ;;
  FAULT) goal=WAIT ;;
  STOP) goal=STOP ;;
  *) echo "usage: $0 MASTER|BACKUP|FAULT|STOP" >&2; exit 64 ;;
esac
[ "$current" != ALONE ] || [ "$goal" = ALONE ] || reset
echo "$goal" >"$state"`;

/** Where a node keeps the state of a module between two calls. */
export const stateFile = (module: string): string => `/run/hactl-${module}.state`;

interface Reset {
  readonly ips: readonly string[];
  readonly from: readonly Directive[];
}

const resetLines = ({ ips, from }: Reset): OutputLine[] => {
  if (ips.length === 0) return lines('reset() { :; }');
  return [
    ...lines('reset() {'),
    ...ips.map((ip) => scriptLine(`  ss -K src ${ip} >/dev/null 2>&1`, from)),
    ...lines('}'),
  ];
};

const variables = ({ service, directives }: SourceModule, { trail }: Context): OutputLine[] =>
  childrenNamed(childNamed(service, 'user'), 'var').flatMap((element) => {
    const name = valueOf(element, 'name');
    const value = valueOf(element, 'value');
    const from = directives.of(element, 'name', 'value');
    if (name === undefined || value === undefined || !/^[A-Za-z_]\w*$/.test(name)) return [];
    trail.note(from, 'variable');
    const isSecret = directives.isSecret(element, 'value');
    return [scriptLine(`export ${name}=${quoted(value.replace(/[\r\n]+/g, ' '))}`, from, isSecret)];
  });

/** The script, and whether the module has scripts of its own to call. */
export const moduleScript = (
  module: SourceModule,
  path: string,
  reset: Reset,
  context: Context,
): Output => {
  const { name, service, directives } = module;
  const { choices, trail } = context;
  const user = childNamed(service, 'user');
  const from = user === undefined ? [] : directives.of(user);
  const times =
    user === undefined ? [] : directives.attributes(user, 'nicestoptimeout', 'forcestoptimeout');
  trail.note(from, 'user');
  trail.note(times, 'stop-timeout');
  const head = [
    scriptLine(`state=${stateFile(name)}`, user === undefined ? [] : from),
    ...lines('# keepalived waits for no script: one change after the other.'),
    ...lines('exec 9>"$state.lock" && flock 9'),
    ...lines('current=$(cat "$state" 2>/dev/null || echo STOP)'),
    ...resetLines(reset),
  ];
  if (user === undefined) {
    const about = [`${name}: keepalived calls it with MASTER, BACKUP, FAULT or STOP.`];
    return scriptOutput(path, about, [...head, ...lines(bareSteps)]);
  }
  const bin = choices.choose(`module.${name}.scripts`, {
    form: 'path',
    fallback: `/opt/safekit/modules/${name}/bin`,
    why: 'where the scripts of the module are on the nodes: copy them before SafeKit goes',
    about: from,
  });
  const calls = functions(valueOf(user, 'nicestoptimeout'), valueOf(user, 'forcestoptimeout'));
  return scriptOutput(
    path,
    [
      `${name}: keepalived calls it with MASTER, BACKUP, FAULT or STOP. It calls the scripts of the module`,
      'with CURRENT NEXT ACTION, in the order of SafeKit.',
    ],
    [
      scriptLine(`bin=${bin}`, from),
      ...lines(`export SAFEMODULE=${quoted(name)} SAFEUSERBIN="$bin"`),
      ...variables(module, context),
      ...head,
      ...calls.split('\n').map((text) => scriptLine(text, /timeout/.test(text) ? times : [])),
      ...lines(steps),
    ],
  );
};
