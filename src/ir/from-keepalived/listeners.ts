// Where a virtual_server listens: its own head, or the lines of its virtual_server_group.

import {
  addToIp,
  addressBits,
  type Family,
  familyOf,
  ipBytes,
  networkOf,
  parseIp,
} from '../../base/ip.ts';
import { suggest } from '../../base/suggest.ts';
import { accepted, type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { keepalived } from '../../../grammars/keepalived/index.ts';
import { arg, type BoundEntry, type BoundStatement, entriesOf } from '../../syntax/tree.ts';
import type { Listener } from '../model.ts';

type Schema = typeof keepalived;
type GroupStatement = BoundStatement<Schema['virtual_server_group']>;
type ServerStatement = BoundStatement<Schema['virtual_server']>;
type GroupLine = BoundEntry<Schema['virtual_server_group']['entries']>;

const maxMark = 0xffffffff;
/**
 * What a group may have: a /16 of addresses. keepalived takes more, but the kernel would hold a service
 * for each.
 */
const maxAddresses = 65536;
const tooMany = `hactl takes at most ${maxAddresses} addresses for a group`;

const parsePort = (text: string | undefined): number | null => {
  if (text === undefined) return 0;
  // In quotes blanks may stand before it.
  return /^[ \t]*\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : null;
};

const parseMark = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,10}$/.test(text) && Number(text) <= maxMark ? Number(text) : null;

const countUp = (first: string, count: number): string[] | string => {
  if (count < 1) return 'its end comes before its start';
  if (count > maxAddresses) return tooMany;
  const ips: string[] = [];
  for (let n = 0; n < count; n++) ips.push(addToIp(first, n) ?? first);
  return ips;
};

const numberOf = (ip: string): bigint =>
  ipBytes(ip).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

/** `10.0.0.1-5`, `10.0.0.1-10.0.1.4`, `2001:db8::10-1f`: the last part of the end replaces the start's. */
const parseRange = (first: string, end: string): string[] | string => {
  const start = parseIp(first);
  if (start === null) return `${first} is not an address`;
  const separator = familyOf(start) === 'inet' ? '.' : ':';
  const isWhole = end.includes(separator);
  const last = isWhole
    ? parseIp(end)
    : parseIp(start.slice(0, start.lastIndexOf(separator) + 1) + end);
  if (last === null || familyOf(last) !== familyOf(start)) return `${end} does not end a range`;
  return countUp(start, Number(numberOf(last) - numberOf(start)) + 1);
};

/** The addresses that a word of a group stands for, or why it stands for none. */
const parseAddresses = (text: string): string[] | string => {
  const [first = '', end, ...more] = text.split('-');
  if (more.length > 0) return 'it has two dashes';
  if (end !== undefined) return parseRange(first, end);
  const [head = '', length] = text.split('/');
  const ip = parseIp(head);
  if (ip === null) return `${head} is not an address`;
  if (length === undefined) return [ip];
  const bits = addressBits(familyOf(ip));
  if (!/^\d{1,3}$/.test(length) || Number(length) > bits) return `/${length} is no prefix length`;
  if (networkOf(ip, Number(length)) !== ip) return `${ip} has bits set behind /${length}`;
  return countUp(ip, 2 ** (bits - Number(length)));
};

/** A line of a group; a mark without a family is of the family of the servers it is used for. */
export type GroupListener =
  Exclude<Listener, { kind: 'fwmark' }> | { kind: 'fwmark'; mark: number; family?: Family };

const parseGroupLine = (line: GroupLine): GroupListener[] | string => {
  const word = arg(line, 0) ?? '';
  const second = arg(line, 1);
  if (word === 'fwmark') {
    const mark = parseMark(second);
    if (mark === null) return `a mark is a number from 0 to ${maxMark}`;
    const family = arg(line, 2);
    return [{ kind: 'fwmark', mark, ...(family !== undefined && { family }) }];
  }
  const port = parsePort(second);
  if (port === null) return `"${second}" is no port`;
  const ips = parseAddresses(word);
  return typeof ips === 'string' ? ips : ips.map((ip) => ({ kind: 'address', ip, port }));
};

const keyOf = (listener: GroupListener): string =>
  listener.kind === 'fwmark'
    ? `fwmark ${listener.mark} ${listener.family ?? ''}`
    : `${listener.ip} ${listener.port}`;

/** All listeners of a virtual_server_group, in the order of its lines, each of them once. */
export const buildGroup = (group: GroupStatement, diagnostics: Diagnostic[]): GroupListener[] => {
  const listeners = new Map<string, GroupListener>();
  let count = 0;
  for (const line of entriesOf(group)) {
    const parsed = parseGroupLine(line);
    count += typeof parsed === 'string' ? 0 : parsed.length;
    const isFull = count > maxAddresses;
    const found = isFull ? tooMany : parsed;
    if (typeof found === 'string') {
      const text = [arg(line, 0), arg(line, 1)].filter(Boolean).join(' ');
      const problem = diagnostic('HA3014', line.span, { text, reason: found });
      diagnostics.push(found === tooMany ? accepted(problem, true) : problem);
    } else for (const listener of found) listeners.set(keyOf(listener), listener);
    if (isFull) break;
  }
  const built = [...listeners.values()];
  checkGroup(group, built, diagnostics);
  return built;
};

const checkGroup = (
  group: GroupStatement,
  built: readonly GroupListener[],
  diagnostics: Diagnostic[],
): void => {
  const name = arg(group, 0) ?? '';
  const families = new Set(built.map(familyOfListener));
  if (group.line.spec.entries !== undefined && group.entries.length === 0) {
    const mend = 'add: IP PORT';
    const values = { keyword: 'virtual_server_group', name, missing: 'lines', mend };
    diagnostics.push(diagnostic('HA3043', group.span, values));
  } else if (families.has('inet') && families.has('inet6') && families.has(undefined)) {
    const reason = 'with IPv4 and IPv6, each fwmark has to say its family';
    const mend = 'write fwmark NUMBER inet, or fwmark NUMBER inet6';
    diagnostics.push(diagnostic('HA3033', group.span, { reason, mend }));
  }
};

const familyOfListener = (listener: GroupListener): Family | undefined =>
  listener.kind === 'address' ? familyOf(listener.ip) : listener.family;

export interface Head {
  /** As the file writes it, for people. */
  readonly name: string;
  readonly group?: string;
  readonly listeners: readonly Listener[];
}

const withFamily = (listener: GroupListener, family: Family): Listener =>
  listener.kind === 'fwmark' ? { family, ...listener } : listener;

/** Reads `IP [PORT]`, `fwmark MARK` or `group NAME`; undefined after reporting what is wrong. */
export const buildHead = (
  statement: ServerStatement,
  groups: ReadonlyMap<string, readonly GroupListener[]>,
  markFamily: Family,
  diagnostics: Diagnostic[],
): Head | undefined => {
  const first = arg(statement, 0) ?? '';
  const second = arg(statement, 1);
  const name = second === undefined ? first : `${first} ${second}`;
  const refuse = (reason: string): undefined => {
    diagnostics.push(diagnostic('HA3009', statement.span, { text: name, reason }));
    return undefined;
  };
  if (first === 'group') {
    if (second === undefined) return refuse('the name of the group is missing');
    const listeners = groups.get(second)?.map((listener) => withFamily(listener, markFamily));
    if (listeners !== undefined) return { name, group: second, listeners };
    const near = suggest(second, groups.keys());
    const mend = near === undefined ? 'define the group' : `did you mean "${near}"?`;
    const problem = diagnostic('HA3010', statement.span, { name: second, mend });
    diagnostics.push(accepted(problem, true));
    return undefined;
  }
  if (first === 'fwmark') {
    const mark = parseMark(second);
    if (mark === null) return refuse(`a mark is a number from 0 to ${maxMark}`);
    return { name, listeners: [{ kind: 'fwmark', mark, family: markFamily }] };
  }
  const [address = ''] = first.split(/[-/]/, 1);
  const ip = parseIp(address);
  if (ip === null) return refuse(`${first} is not an address`);
  const port = parsePort(second);
  if (port === null) return refuse(`"${second}" is no port`);
  if (address !== first) {
    diagnostics.push(
      diagnostic('HA2015', statement.args[0]?.span ?? null, { text: first, used: ip }),
    );
  }
  return { name, listeners: [{ kind: 'address', ip, port }] };
};
