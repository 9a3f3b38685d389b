// ip(8) of iproute2 6.1, as far as hactl uses it: reads the lines of `ip -batch -` as its own parser
// does and stops at the first that is refused.

import { addressBits, type Family, familyOf, parseIp } from '../../../src/base/ip.ts';
import type { ExecResult } from '../../../src/host/ports.ts';
import { addAddress, removeAddress, replaceAddress } from './addresses.ts';
import { listAddresses, listLinks, listRoutes, listRules } from './ip-list.ts';
import { addLink, deleteLink, deviceOrRefuse, type NewLink, setDown, setUp } from './links.ts';
import { answer, failure, type LineHook, netlinkError, Refusal } from './refusal.ts';
import { addRoute, removeRoute, type WantedHop, type WantedRoute } from './routes.ts';
import { addRule, removeRule } from './rules.ts';
import { type FakeAddress, type FakeLink, forever, type KernelState } from './state.ts';
import { type Words, wordsOf } from './words.ts';

const garbage = (word: string): never => {
  throw new Refusal(`Error: either "to" is duplicate, or "${word}" is garbage.`, 255);
};

const readPrefix = (text: string): readonly [ip: string, length: number] => {
  const [host = '', length] = text.split('/');
  const ip = parseIp(host);
  if (ip === null) {
    throw new Refusal(`Error: any valid prefix is expected rather than "${text}".`, 1);
  }
  return [ip, length === undefined ? addressBits(familyOf(ip)) : Number(length)];
};

const runLinkAdd = (state: KernelState, words: Words): void => {
  const link: { -readonly [K in keyof NewLink]: NewLink[K] } = {
    name: '',
    type: '',
    mac: '02:00:00:00:00:01',
  };
  while (words.more()) {
    const word = words.take();
    if (word === 'link') link.parent = words.take();
    else if (word === 'name') link.name = words.take();
    else if (word === 'address') link.mac = words.take();
    else if (word === 'group') link.group = Number(words.take());
    else if (word === 'type') link.type = words.take();
    else if (word === 'mode') link.mode = words.take();
    else garbage(word);
  }
  addLink(state, link);
};

const runLinkSet = (state: KernelState, words: Words): void => {
  if (!words.takeIf('dev')) garbage(words.take());
  const link = deviceOrRefuse(state, words.take());
  while (words.more()) {
    const word = words.take();
    if (word === 'up') setUp(state, link);
    else if (word === 'down') setDown(state, link);
    else if (word === 'group') link.group = Number(words.take());
    else if (word === 'addrgenmode') {
      link.addressGeneration = words.take() as FakeLink['addressGeneration'];
    } else if (word === 'type') words.take();
    else if (word === 'mode') link.mode = words.take();
    else garbage(word);
  }
};

const runLink = (state: KernelState, words: Words): void => {
  const verb = words.take();
  if (verb === 'add') runLinkAdd(state, words);
  else if (verb === 'set') runLinkSet(state, words);
  else if (verb === 'del' && words.takeIf('dev')) deleteLink(state, words.take());
  else garbage(verb);
};

const addressFlags = new Set(['autojoin', 'home', 'mngtmpaddr', 'nodad', 'noprefixroute']);

const readLifetime = (words: Words, { elapsedS }: KernelState): number => {
  const seconds = words.take();
  return seconds === 'forever' ? forever : elapsedS + Number(seconds);
};

const runAddress = (state: KernelState, words: Words): void => {
  const verb = words.take();
  const [ip, ownLength] = readPrefix(words.take());
  const isInet = familyOf(ip) === 'inet';
  const found: { -readonly [K in keyof FakeAddress]: FakeAddress[K] } = {
    ip,
    prefixLength: ownLength,
    scope: !isInet && ip.startsWith('fe80:') ? 253 : 0,
    secondary: false,
    flags: [],
    validUntil: forever,
    preferredUntil: forever,
    since: 0,
  };
  let device = '';
  while (words.more()) {
    const word = words.take();
    if (word === 'peer') [found.peer, found.prefixLength] = readPrefix(words.take());
    else if (word === 'dev') device = words.take();
    else if (word === 'scope') found.scope = Number(words.take());
    else if (word === 'broadcast') found.broadcast = words.take();
    else if (word === 'label') found.label = words.take();
    else if (word === 'valid_lft') found.validUntil = readLifetime(words, state);
    else if (word === 'preferred_lft') {
      found.preferredUntil = readLifetime(words, state);
    } else if (addressFlags.has(word)) found.flags = [...found.flags, word];
    else garbage(word);
  }
  const link = deviceOrRefuse(state, device);
  if (isInet) found.label ??= device;
  // set_ifa_lifetime: an IPv4 address that stays for good has no other lifetime.
  if (isInet && found.validUntil === forever) found.preferredUntil = forever;
  if (verb === 'add') addAddress(state, link, found);
  else if (verb === 'replace') replaceAddress(state, link, found);
  else if (verb === 'del') removeAddress(state, link, found);
  else garbage(verb);
};

const types = new Set(
  'unicast local broadcast multicast anycast blackhole unreachable prohibit throw'.split(' '),
);

/** Words of a route that stand for a metric of it. */
const metricWords = new Set(
  (
    'mtu advmss rtt rttvar reordering window cwnd ssthresh rto_min initcwnd initrwnd features ' +
    'quickack congctl hoplimit fastopen_no_cookie pref'
  ).split(' '),
);

const takeVia = (words: Words): string => {
  const word = words.take();
  return readPrefix(word === 'inet' || word === 'inet6' ? words.take() : word)[0];
};

const readHop = (words: Words): WantedHop => {
  const hop: { -readonly [K in keyof WantedHop]: WantedHop[K] } = { weight: 1, onLink: false };
  while (words.more() && words.peek() !== 'nexthop') {
    const word = words.take();
    if (word === 'via') hop.via = takeVia(words);
    else if (word === 'dev') hop.device = words.take();
    else if (word === 'weight') hop.weight = Number(words.take());
    else if (word === 'onlink') hop.onLink = true;
    else garbage(word);
  }
  return hop;
};

const readRoute = (words: Words): WantedRoute => {
  const type = types.has(words.peek() ?? '') ? words.take() : 'unicast';
  const [network, length] = readPrefix(words.take());
  const family = familyOf(network);
  const metrics: Record<string, string> = {};
  const hops: WantedHop[] = [];
  const only: { -readonly [K in keyof WantedHop]: WantedHop[K] } = { weight: 1, onLink: false };
  const route = { table: 254, tos: 0, metric: family === 'inet6' ? 1024 : 0, protocol: 3 };
  let scope: number | undefined;
  let source: string | undefined;
  while (words.more()) {
    const word = words.take();
    if (word === 'tos') route.tos = Number.parseInt(words.take(), 16);
    else if (word === 'via') only.via = takeVia(words);
    else if (word === 'dev') only.device = words.take();
    else if (word === 'src') [source] = readPrefix(words.take());
    else if (word === 'table') route.table = Number(words.take());
    else if (word === 'metric') route.metric = Number(words.take());
    else if (word === 'proto') route.protocol = Number(words.take());
    else if (word === 'scope') scope = Number(words.take());
    else if (word === 'onlink') only.onLink = true;
    else if (word === 'nexthop') hops.push(readHop(words));
    else if (metricWords.has(word)) metrics[word] = words.take().replace(/^(\d+)ms$/, '$1');
    else garbage(word);
  }
  const isDirect = only.via === undefined && hops.length === 0;
  return {
    family,
    type,
    destination: `${network}/${length}`,
    ...route,
    scope: family === 'inet6' ? 0 : (scope ?? (isDirect && type === 'unicast' ? 253 : 0)),
    ...(source !== undefined && { source }),
    hops: hops.length > 0 ? hops : [only],
    metrics,
  };
};

const runRoute = (state: KernelState, words: Words): void => {
  const verb = words.take();
  const route = readRoute(words);
  if (verb === 'add' || verb === 'replace') addRoute(state, route, verb);
  else if (verb === 'del') removeRoute(state, route);
  else garbage(verb);
};

const runRule = (state: KernelState, words: Words, family: Family): void => {
  const verb = words.take();
  if (verb === 'add') addRule(state, words, family);
  else if (verb === 'del') removeRule(state, words, family);
  else garbage(verb);
};

const runLine = (state: KernelState, line: string, family: Family): void => {
  const words = wordsOf(line, 255);
  const object = words.take();
  if (object === 'link') runLink(state, words);
  else if (object === 'addr') runAddress(state, words);
  else if (object === 'route') runRoute(state, words);
  else if (object === 'rule') runRule(state, words, family);
  else throw new Refusal(`Object "${object}" is unknown, try "ip help".`);
};

/** With -force it goes on after a line that the kernel refuses; one that ip cannot read always ends it. */
const runBatch = (
  state: KernelState,
  input: string,
  { family, isForced }: { readonly family: Family; readonly isForced: boolean },
  onLine: LineHook,
): ExecResult => {
  const errors: string[] = [];
  for (const [index, line] of input.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      onLine(index + 1);
      runLine(state, line, family);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const before = errors.join('');
      if (error.fatal !== undefined) return failure(error.fatal, `${before}${error.message}\n`);
      errors.push(`${error.message}\nCommand failed -:${index + 1}\n`);
      if (!isForced) break;
    }
  }
  return errors.length === 0 ? answer('') : failure(1, errors.join(''));
};

/** Runs `ip`; `isAllowed` tells whether the caller may change the network. */
export const runIp = (
  state: KernelState,
  args: readonly string[],
  input: string,
  onLine: LineHook,
): ExecResult => {
  const family = args.includes('-6') ? 'inet6' : 'inet';
  if (args.includes('-batch')) {
    return runBatch(state, input, { family, isForced: args.includes('-force') }, onLine);
  }

  const asked = args.filter((arg) => !arg.startsWith('-')).join(' ');
  if (asked === 'addr show') return answer(listAddresses(state));
  if (asked === 'link show') return answer(listLinks(state));
  if (asked === 'route show table all') return answer(listRoutes(state, family));
  if (asked === 'rule show') return answer(listRules(state, family));
  return failure(255, `Command "${asked}" is unknown, try "ip help".\n`);
};

/** What the kernel answers to a user who may not change the network. */
export const refuseIp = (input: string): ExecResult => {
  try {
    return netlinkError('Operation not permitted');
  } catch (error) {
    const where = input === '' ? '' : 'Command failed -:1\n';
    return failure(input === '' ? 2 : 1, `${(error as Refusal).message}\n${where}`);
  }
};
