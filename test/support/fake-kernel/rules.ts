// Policy rules as the kernel keeps them, net/core/fib_rules.c: all of a rule is its identity, and
// equal priorities stand in the order in which they came.

import type { Family } from '../../../src/base/ip.ts';
import { stableJson } from '../../../src/base/stable-json.ts';
import { netlinkError, refuse, Refusal } from './refusal.ts';
import type { FakeRule, KernelState } from './state.ts';
import type { Words } from './words.ts';

const valued = new Set(
  'from to tos fwmark iif oif uidrange ipproto sport dport lookup suppress_prefixlength goto'.split(
    ' ',
  ),
);
const bare = new Set(['not', 'l3mdev', 'nop', 'blackhole', 'unreachable', 'prohibit']);

/** The names of /etc/protocols that ip-rule(8) understands, and their numbers. */
const protocolNumbers: { readonly [name: string]: string } = {
  icmp: '1',
  igmp: '2',
  tcp: '6',
  udp: '17',
  gre: '47',
  esp: '50',
  ah: '51',
  'ipv6-icmp': '58',
  vrrp: '112',
  sctp: '132',
};

const normalized = (word: string, value: string): string => {
  if (word === 'from' || word === 'to') return value.replace(/\/(32|128)$/, '');
  if (word !== 'ipproto' || /^\d+$/.test(value)) return value;
  const number = protocolNumbers[value];
  if (number !== undefined) return number;
  throw new Refusal(`Error: argument "${value}" is wrong: Invalid "ipproto" value\n`, 255);
};

const readRule = (words: Words, family: Family): FakeRule => {
  const found: Record<string, string> = {};
  let priority = 0;
  let protocol = 3;
  while (words.more()) {
    const word = words.take();
    if (word === 'priority') priority = Number(words.take());
    else if (word === 'protocol') protocol = Number(words.take());
    else if (bare.has(word)) found[word] = '';
    else if (valued.has(word)) {
      const value = normalized(word, words.take());
      if (value !== 'all') found[word] = value;
    } else
      throw new Refusal(`Error: argument "${word}" is wrong: Failed to parse rule type\n`, 255);
  }
  // A mark of 0 without a mask is no condition at all.
  if (found['fwmark'] === '0x0' || found['fwmark'] === '0') delete found['fwmark'];
  return { family, priority, words: found, protocol };
};

const isSame = (one: FakeRule, other: FakeRule): boolean => stableJson(one) === stableJson(other);

export const addRule = (state: KernelState, words: Words, family: Family): void => {
  const rule = readRule(words, family);
  if (rule.words['goto'] !== undefined && Number(rule.words['goto']) <= rule.priority) {
    refuse('Error: Backward goto not supported.');
  }
  if (state.rules.some((other) => isSame(rule, other))) netlinkError('File exists');
  const before = state.rules.findIndex(
    (other) => other.family === family && other.priority > rule.priority,
  );
  state.rules.splice(before < 0 ? state.rules.length : before, 0, rule);
};

export const removeRule = (state: KernelState, words: Words, family: Family): void => {
  const rule = readRule(words, family);
  const at = state.rules.findIndex((other) => isSame(rule, other));
  if (at < 0) netlinkError('No such file or directory');
  state.rules.splice(at, 1);
};
