// Scripts, processes and files that instances and servers follow. keepalived.conf(5), VRRP SCRIPT,
// VRRP TRACK PROCESS and TRACK FILE.

import type { BlockSpec } from '../schema.ts';
import { command, decimal, int, int32, oneOf, optional, rest, changedIn, word } from '../schema.ts';

/** Whole seconds only, before fractions came. */
const scriptTime = changedIn('2.2.8', decimal('SECONDS', 0.001, 4294), int('SECONDS', 1, 4294));

export const vrrpScript = {
  script: {
    doc: 'Command with arguments; missing removes the script.',
    args: [command()],
    default: 'required',
  },
  interval: { doc: 'Seconds between runs.', args: [scriptTime], default: '1' },
  timeout: {
    doc: 'Run longer than this = failed, gets SIGTERM then SIGKILL.',
    args: [scriptTime],
    default: 'interval',
  },
  weight: {
    doc: '0 = FAULT on failure, else priority change.',
    args: [int('WEIGHT', -253, 253), optional(oneOf('reverse'))],
    default: '0',
  },
  rise: { doc: 'Successes needed for OK.', args: [int('COUNT', 1, int32)], default: '1' },
  fall: { doc: 'Failures needed for KO.', args: [int('COUNT', 1, int32)], default: '1' },
  user: {
    doc: 'Run as; bad user removes the script.',
    args: [word('USER'), optional(word('GROUP'))],
    default: 'script_user',
  },
  init_fail: { doc: 'Start in failed state.' },
} as const satisfies BlockSpec;

export const trackProcess = {
  process: {
    doc: 'Process name or path with optional parameters.',
    args: [word('NAME'), rest(word('PARAMETER'))],
    default: 'required',
    repeat: 'first',
    since: '2.0.11',
  },
  param_match: {
    doc: 'How parameters are compared; implies full_command.',
    args: [optional(oneOf('initial', 'partial'))],
    default: 'exact when params given',
    since: '2.0.16',
  },
  weight: {
    doc: 'See vrrp_script weight.',
    args: [int('WEIGHT', -254, 254), optional(oneOf('reverse'))],
    default: '0',
    repeat: 'first',
  },
  quorum: {
    doc: 'Processes needed for OK; order with quorum_max matters.',
    args: [int('COUNT', 1, 65535)],
    default: '1',
  },
  quorum_max: {
    doc: 'More than this = failed; 0 = must not run.',
    args: [int('COUNT', 0, 65535)],
    default: 'unlimited',
    since: '2.0.16',
  },
  delay: {
    doc: 'Sets fork_delay and terminate_delay.',
    args: [decimal('SECONDS', 0.000001, 3600)],
    default: '0',
    since: '2.0.11',
  },
  terminate_delay: {
    doc: 'Wait after quorum lost.',
    args: [decimal('SECONDS', 0.000001, 3600)],
    default: '0',
    since: '2.0.16',
  },
  fork_delay: {
    doc: 'Wait after quorum gained.',
    args: [decimal('SECONDS', 0.000001, 3600)],
    default: '0',
    since: '2.0.16',
  },
  full_command: { doc: 'Match the whole command line.', since: '2.0.11' },
} as const satisfies BlockSpec;

export const trackFile = {
  file: {
    doc: 'File to watch.',
    args: [word('PATH')],
    default: 'required',
    repeat: 'first',
    since: '2.0.0',
  },
  weight: {
    doc: 'Multiplier of the value read; 0 = non-zero value means FAULT.',
    args: [int('WEIGHT', -254, 254), optional(oneOf('reverse'))],
    default: '1',
    repeat: 'first',
  },
  init_file: {
    doc: 'Create (or overwrite) the file at startup, not on reload.',
    args: [optional(int('VALUE', -254, 254)), optional(oneOf('overwrite'))],
    default: 'no init; value 0',
    since: '2.0.0',
  },
} as const satisfies BlockSpec;

export const trackBlocks = {
  vrrp_script: {
    doc: 'Periodic check script; must be defined BEFORE the instance that tracks it.',
    args: [word('NAME')],
    block: vrrpScript,
    repeat: 'append',
  },
  vrrp_track_process: {
    doc: 'Watch process existence through the kernel proc connector; must precede use.',
    args: [word('NAME')],
    block: trackProcess,
    repeat: 'append',
    since: '2.0.11',
  },
  track_file: {
    doc: 'Watch a number in a file through inotify; must precede use.',
    args: [word('NAME')],
    block: trackFile,
    repeat: 'append',
    since: '2.0.0',
  },
  vrrp_track_file: {
    doc: 'Deprecated spelling of track_file (after v2.0.20).',
    args: [word('NAME')],
    block: trackFile,
    repeat: 'append',
    since: '2.0.0',
    deprecated: { use: 'track_file' },
  },
} as const satisfies BlockSpec;
