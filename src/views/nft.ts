// A table of nftables in words close to nft(8)'s, a line each chain, set, map and rule.

import { ipProtocolName } from '../base/ip-protocols.ts';
import { stableJson } from '../base/stable-json.ts';
import type { NftObject, NftTable } from '../plan/state.ts';

type Json = { readonly [member: string]: unknown };

const list = (values: readonly unknown[], one: (value: unknown) => string): string =>
  values.length === 0 ? '{}' : `{ ${values.map(one).join(', ')} }`;

const member = (value: unknown, name: string): unknown => (value as Json | null)?.[name];

/** A value or a place in a packet. */
const operand = (value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  const [kind, body] = Object.entries(value)[0] ?? ['', undefined];
  switch (kind) {
    case 'payload':
      return member(body, 'base') === undefined
        ? `${member(body, 'protocol')} ${member(body, 'field')}`
        : `@${member(body, 'base')},${member(body, 'offset')},${member(body, 'len')}`;
    case 'exthdr':
      return `${member(body, 'name')} ${member(body, 'field')}`;
    case 'meta':
      return String(member(body, 'key'));
    case 'jhash':
      return `jhash ${operand(member(body, 'expr'))} mod ${member(body, 'mod')} seed ${member(body, 'seed')}`;
    case 'range':
      return (body as unknown[]).map(operand).join('-');
    case '&':
      return (body as unknown[]).map(operand).join(' & ');
    case 'concat':
      return (body as unknown[]).map(operand).join(' . ');
    case 'set':
      return list(body as unknown[], element);
    case 'map':
      return `${operand(member(body, 'key'))} map ${operand(member(body, 'data'))}`;
    default:
      return JSON.stringify(value);
  }
};

/** A value, or a key of a map and what it leads to. */
const element = (value: unknown): string =>
  Array.isArray(value) ? value.map(operand).join(' : ') : operand(value);

const protocolPlaces = ['ip protocol', 'l4proto', 'frag nexthdr'];

const expression = (statement: unknown): string => {
  const [kind, body] = Object.entries(statement as Json)[0] ?? ['', undefined];
  switch (kind) {
    case 'match': {
      const left = operand(member(body, 'left'));
      const right = operand(member(body, 'right'));
      const op = member(body, 'op') ?? '==';
      const value = protocolPlaces.includes(left) ? ipProtocolName(right) : right;
      return op === '==' ? `${left} ${value}` : `${left} ${op} ${value}`;
    }
    case 'mangle':
      return `${operand(member(body, 'key'))} set ${operand(member(body, 'value'))}`;
    case 'dup':
      return `dup to ${operand(member(body, 'addr'))} device ${operand(member(body, 'dev'))}`;
    case 'fwd':
      return `fwd ${member(body, 'family')} to ${operand(member(body, 'addr'))} device ${member(body, 'dev')}`;
    case 'goto':
      return `goto ${member(body, 'target')}`;
    case 'drop':
    case 'accept':
    case 'counter':
      return kind;
    default:
      return JSON.stringify(statement);
  }
};

const typeText = (type: unknown): string =>
  Array.isArray(type) ? type.join(' . ') : String(type ?? '');

/** The hook of a chain, and the link that it is of. */
const hookText = ({ hook, dev }: Json): string =>
  dev === undefined ? String(hook) : `${hook} of ${[dev].flat().join(', ')}`;

const objectLine = (object: NftObject): string => {
  const [kind, body] = (Object.entries(object)[0] ?? ['', {}]) as [string, Json];
  const elements = list((body['elem'] ?? []) as unknown[], element);
  switch (kind) {
    case 'chain':
      return body['hook'] === undefined
        ? `chain ${body['name']}`
        : `chain ${body['name']}: hook ${hookText(body)} priority ${body['prio']}, policy ${body['policy']}`;
    case 'set':
      return `set ${body['name']}: ${typeText(body['type'])} ${elements}`;
    case 'map':
      return `map ${body['name']}: ${typeText(body['type'])} : ${typeText(body['map'])} ${elements}`;
    case 'rule':
      return `${body['chain']}: ${((body['expr'] ?? []) as unknown[]).map(expression).join(' ')}`;
    default:
      return JSON.stringify(object);
  }
};

/** What a table holds. */
export const nftLines = ({ objects }: NftTable): string[] => objects.map(objectLine);

/** Those of `objects` that `others` do not hold, one for one. */
const missingFrom = (others: readonly NftObject[], objects: readonly NftObject[]): NftObject[] => {
  const left = others.map((object) => stableJson(object));
  return objects.filter((object) => {
    const at = left.indexOf(stableJson(object));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
};

/** What changes between two states of a table, marked `-` and `+`. */
export const nftChanges = (before: NftTable, after: NftTable): string[] => {
  const gone = missingFrom(after.objects, before.objects);
  const come = missingFrom(before.objects, after.objects);
  if (gone.length + come.length === 0) return ['the same rules in another order'];
  // A line leaves out what few tables have; where nothing else tells two objects apart they are shown whole.
  const lines = new Set(gone.map(objectLine));
  const alike = new Set(come.map(objectLine).filter((line) => lines.has(line)));
  const shown = (object: NftObject): string =>
    alike.has(objectLine(object)) ? stableJson(object) : objectLine(object);
  return [
    ...gone.map((object) => `- ${shown(object)}`),
    ...come.map((object) => `+ ${shown(object)}`),
  ];
};
