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
  family: { enum: ['ip', 'ip6', 'netdev'] },
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
  chainName: object({ family: def('family'), table: def('name'), name: def('name') }),
  hookChain: object(
    {
      family: def('family'),
      table: def('name'),
      name: def('name'),
      type: { const: 'filter' },
      hook: { enum: ['input', 'output', 'ingress', 'egress'] },
      dev: { description: 'The link, of a netdev chain.', type: 'string' },
      prio: { type: 'integer' },
      policy: { const: 'accept' },
    },
    ['dev'],
  ),
  chain: {
    description: 'A chain at a hook, or one that rules lead to.',
    oneOf: [def('hookChain'), def('chainName')],
  },
  rule: object({
    family: def('family'),
    table: def('name'),
    chain: def('name'),
    expr: { ...listOf(def('statement')), minItems: 1 },
  }),
  payload: object({
    payload: object({
      protocol: { enum: ['ip', 'ip6', 'icmp', 'icmpv6', 'tcp', 'udp', 'sctp', 'arp', 'ether'] },
      field: {
        enum: [
          ...['saddr', 'daddr', 'protocol', 'id', 'ttl', 'hoplimit', 'frag-off'],
          ...['type', 'sport', 'dport', 'operation', 'saddr ip', 'daddr ip'],
        ],
      },
    }),
  }),
  bits: {
    description: 'A part of a packet that has no name.',
    ...object({
      payload: object({
        base: { enum: ['ll', 'nh', 'th'] },
        offset: { type: 'integer' },
        len: { type: 'integer' },
      }),
    }),
  },
  extension: object({
    exthdr: object({ name: { const: 'frag' }, field: { enum: ['frag-off', 'nexthdr'] } }),
  }),
  masked: object({
    '&': {
      type: 'array',
      prefixItems: [def('payload'), { type: 'integer' }],
      items: false,
      minItems: 2,
    },
  }),
  hash: object({
    jhash: object({
      mod: { type: 'integer' },
      seed: { description: 'The same on all nodes.', type: 'integer' },
      expr: { oneOf: [def('payload'), def('bits')] },
    }),
  }),
  meta: object({
    meta: object({
      key: { enum: ['iif', 'iifname', 'oif', 'oifname', 'mark', 'pkttype', 'l4proto'] },
    }),
  }),
  range: object({
    range: { type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 2 },
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
      def('bits'),
      def('extension'),
      def('masked'),
      def('hash'),
      def('meta'),
      object({ concat: { ...listOf({ oneOf: [def('payload'), def('meta')] }), minItems: 2 } }),
    ],
  },
  match: object({
    op: { enum: ['==', '!='] },
    left: def('field'),
    right: {
      oneOf: [
        def('value'),
        def('range'),
        object({ set: listOf({ oneOf: [def('value'), def('range')] }) }),
      ],
    },
  }),
  byHash: {
    description: 'What the number of a bucket leads to.',
    ...object({
      map: object({
        key: def('hash'),
        data: object({
          set: listOf({
            type: 'array',
            prefixItems: [{ oneOf: [{ type: 'integer' }, def('range')] }, { type: 'string' }],
            items: false,
            minItems: 2,
          }),
        }),
      }),
    }),
  },
  forward: object({
    dev: { type: 'string' },
    family: { enum: ['ip', 'ip6'] },
    addr: { oneOf: [{ type: 'string' }, def('byHash')] },
  }),
  statement: {
    oneOf: [
      object({ match: def('match') }),
      object({ counter: { type: 'null' } }),
      object({ accept: { type: 'null' } }),
      object({ drop: { type: 'null' } }),
      object({ dup: object({ addr: def('payload'), dev: def('lookup') }) }),
      object({ fwd: def('forward') }),
      object({ goto: object({ target: def('name') }) }),
      object({ mangle: object({ key: def('meta'), value: def('lookup') }) }),
      object({ mangle: object({ key: def('payload'), value: def('value') }) }),
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
      object({ flush: object({ chain: def('chainName') }) }),
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
