// The part of libnftables-json(5) that hactl writes, as a JSON Schema: input of `nft -j -f -`, one
// transaction. scripts/gen-docs.ts writes it out as docs/nftables.schema.json.

/** An object with these members, all but the optional ones required, and no others. */
const object = (
  properties: { readonly [name: string]: unknown },
  optional: readonly string[] = [],
) => ({
  type: 'object',
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  additionalProperties: false,
});

const def = (name: string) => ({ $ref: `#/$defs/${name}` });
const listOf = (items: unknown) => ({ type: 'array', items });

const dataType = {
  description: 'What elements are made of; several for a tuple.',
  oneOf: [def('scalarType'), { ...listOf(def('scalarType')), minItems: 2 }],
};

const element = {
  description: 'A value, or a tuple of values.',
  oneOf: [def('value'), object({ concat: { ...listOf(def('value')), minItems: 2 } })],
};

const $defs = {
  family: { enum: ['ip', 'ip6'] },
  name: { type: 'string', pattern: '^[A-Za-z_][A-Za-z0-9_./-]*$', maxLength: 255 },
  scalarType: {
    enum: ['ipv4_addr', 'ipv6_addr', 'ifname', 'iface_index', 'inet_service', 'mark'],
  },
  value: { type: ['string', 'integer'] },
  element,
  table: object({ family: def('family'), name: def('name') }),
  set: object({
    family: def('family'),
    table: def('name'),
    name: def('name'),
    type: dataType,
    elem: listOf(def('element')),
  }),
  map: object({
    family: def('family'),
    table: def('name'),
    name: def('name'),
    type: dataType,
    map: def('scalarType'),
    elem: listOf({
      description: 'A key and what it leads to.',
      type: 'array',
      prefixItems: [def('element'), def('value')],
      items: false,
      minItems: 2,
    }),
  }),
  chain: object({
    family: def('family'),
    table: def('name'),
    name: def('name'),
    type: { const: 'filter' },
    hook: { enum: ['input', 'output'] },
    prio: { type: 'integer' },
    policy: { const: 'accept' },
  }),
  rule: object({
    family: def('family'),
    table: def('name'),
    chain: def('name'),
    expr: { ...listOf(def('statement')), minItems: 1 },
  }),
  payload: object({
    payload: object({
      protocol: { enum: ['ip', 'ip6', 'icmpv6', 'tcp', 'udp', 'sctp'] },
      field: { enum: ['saddr', 'daddr', 'protocol', 'type', 'dport'] },
    }),
  }),
  meta: object({
    meta: object({ key: { enum: ['iif', 'iifname', 'oif', 'oifname', 'mark'] } }),
  }),
  lookup: {
    description: 'What a map leads to for a packet.',
    ...object({ map: object({ key: def('field'), data: def('setName') }) }),
  },
  setName: { type: 'string', pattern: '^@' },
  field: {
    description: 'A part of a packet or what the kernel knows of it; several for a tuple.',
    oneOf: [
      def('payload'),
      def('meta'),
      object({ concat: { ...listOf({ oneOf: [def('payload'), def('meta')] }), minItems: 2 } }),
    ],
  },
  match: object({
    op: { const: '==' },
    left: def('field'),
    right: { oneOf: [def('value'), object({ set: listOf(def('value')) })] },
  }),
  statement: {
    oneOf: [
      object({ match: def('match') }),
      object({ counter: { type: 'null' } }),
      object({ accept: { type: 'null' } }),
      object({ drop: { type: 'null' } }),
      object({ dup: object({ addr: def('payload'), dev: def('lookup') }) }),
      object({ mangle: object({ key: def('meta'), value: def('lookup') }) }),
    ],
  },
  command: {
    oneOf: [
      object({
        add: {
          oneOf: ['table', 'set', 'map', 'chain', 'rule'].map((type) =>
            object({ [type]: def(type) }),
          ),
        },
      }),
      object({ delete: object({ table: def('table') }) }),
    ],
  },
} as const;

export const nftSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'nftables.schema.json',
  title: 'What hactl gives to nft',
  description:
    'Input of `nft -j -f -` as hactl writes it: the part of libnftables-json(5) that its tables use.',
  ...object({ nftables: listOf(def('command')) }),
  $defs,
} as const;
