// What `keepalived -t` prints: a message a line, in front of it the file and the line it is about, and
// the same again from each of its processes. How bad a message is it does not say; that was found by
// starting the daemon with such files.

/**
 * `fatal`: the daemon stops at its start. `unread`: a file was left out. `error`: something of the
 * file is not done. `host`: about users and scripts of the host. `warning`: done, perhaps otherwise.
 */
export type Gravity = 'fatal' | 'unread' | 'error' | 'host' | 'warning';

export interface Message {
  /** As keepalived wrote it, seen from the file that includes it; null for the file it was given. */
  readonly file: string | null;
  /** Null where keepalived names none. */
  readonly line: number | null;
  readonly text: string;
  readonly gravity: Gravity;
}

/** From the worst; the first that fits counts. */
const patterns: readonly (readonly [Gravity, RegExp])[] = [
  ['fatal', /\bthe virtual router id must be set$/],
  ['fatal', /^\(.*\) Unknown interface!$/],
  ['fatal', / both use VRID \d+ /],
  ['fatal', /\bNo VIP specified; at least one is required$/],
  ['fatal', /^Non-existent interface specified in configuration$/],
  ['fatal', / is missing a parameter\b/],
  ['unread', /^(?:Some )?[Cc]onfig files missing\b/],
  ['unread', /^Configuration file '.*' .*- skipping$/],
  ['host', /^SECURITY VIOLATION\b/],
  ['host', /^Disabling .* since not found\/accessible$/],
  ['host', /^Disabling .* due to insecure$/],
  ['host', /\bUnable to set (?:default user|uid\/gid)\b/],
  ['host', /^Error setting global script uid\/gid$/],
  ['host', /^realpath\(\) error\b/],
  // An interface that is not there is no mere warning, whatever keepalived calls it.
  ['error', /^WARNING - interface .* doesn't exist$/],
  ['warning', /^\W*warning\b/i],
  ['warning', /^\(.*\) Warning - /],
  ['warning', /\bdeprecated\b/],
  ['warning', /\bthis (?:probably isn't|is probably not) what you want\b/i],
  ['warning', /\bat least one is sensible$/],
  ['warning', /\b(?:no .* set|not set)\b.*\b(?:setting default|defaulting to)\b/],
  ['warning', /^Truncating auth_pass\b/],
  ['warning', /\brequires vmac_xmit_base - setting$/],
  ['warning', /\bsince own interface$/],
  ['warning', /^iptables not supported, using nftables instead\b/],
];

const gravityOf = (text: string): Gravity =>
  patterns.find(([, pattern]) => pattern.test(text))?.[0] ?? 'error';

const placed = /^\((?:(.+): )?Line (\d+)\) ?(.*)$/s;

const messageOf = (printed: string): Message => {
  const [, file = null, line = null, text = printed] = placed.exec(printed) ?? [];
  return { file, line: line === null ? null : Number(line), text, gravity: gravityOf(text) };
};

/** Whether a printed line goes on with the message before it. */
const goesOn = (line: string): boolean => /^\s/.test(line);

/** The messages of a run in their order, each as often as it was printed. */
export const readMessages = (output: string): Message[] => {
  const printed: string[] = [];
  for (const line of output.split('\n').map((one) => one.trimEnd())) {
    if (line === '') continue;
    const last = printed.length - 1;
    if (goesOn(line) && last >= 0) printed[last] += ` ${line.trim()}`;
    else printed.push(line);
  }
  return printed.map(messageOf);
};

/** The release in what `keepalived --version` prints, such as `2.2.7`. */
export const readVersion = (output: string): string | null =>
  /^Keepalived v(\d+(?:\.\d+)+)/m.exec(output)?.[1] ?? null;
