// A tree against a schema: which statement means what, and what is said about the rest.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  type BlockSpec,
  bool,
  int,
  ip,
  oneOf,
  optional,
  prefix,
  rest,
  word,
} from '../../../grammars/schema.ts';
import { createSourceMap } from '../../../src/diag/source-map.ts';
import { bindKeepalived } from '../../../src/syntax/keepalived/bind.ts';
import { parseKeepalived } from '../../../src/syntax/keepalived/parse.ts';
import {
  all,
  arg,
  blockOf,
  type BoundEntry,
  type BoundOption,
  entriesOf,
  isOn,
  one,
  option,
  optionValue,
  value,
} from '../../../src/syntax/tree.ts';

const bind = <const B extends BlockSpec>(schema: B, text: string) => {
  const { tree } = parseKeepalived(createSourceMap().add('input.conf', text));
  return bindKeepalived(tree, schema);
};

const language = {
  name: { doc: 'A name.', args: [word('NAME')] },
  pair: {
    doc: 'Two words, the second may be left out.',
    args: [word('A'), optional(int('B', 0, 9))],
  },
  list: { doc: 'All words.', args: [rest(int('N', 0, 9))] },
  first: { doc: 'The first one counts.', args: [word('NAME')], repeat: 'first' },
  flag: { doc: 'On when it is there.', args: [optional(bool())] },
  old: { doc: 'An old name.', args: [word('NAME')], deprecated: { use: 'name' } },
  pass: { doc: 'A secret.', args: [word('STRING', { secret: true })] },
  line: {
    doc: 'Options in any order.',
    args: [prefix()],
    options: {
      dev: { doc: 'Interface.', args: [word('DEV')] },
      oif: { doc: 'The same.', args: [word('DEV')], sameAs: 'dev' },
      via: { doc: 'Gateway.', args: [optional(oneOf('inet6')), ip()] },
      onlink: { doc: 'A word alone.' },
      hop: { doc: 'Starts a list.', starts: { weight: { doc: 'W.', args: [int('W', 1, 9)] } } },
    },
  },
  lines: { doc: 'A line each.', repeat: 'append', entries: { per: 'line', args: [ip()] } },
  words: { doc: 'A word each.', repeat: 'append', entries: { per: 'word', args: [word('W')] } },
  outer: {
    doc: 'A block.',
    args: [word('NAME')],
    repeat: 'append',
    block: { inner: { doc: 'Inside.', args: [int('N', 0, 9)] } },
  },
} as const satisfies BlockSpec;

const root = (text: string) => bind(language, text).bound.root;

test('gives arguments their types', () => {
  assert.is(value(root('name a'), 'name'), 'a');
  assert.is(arg(one(root('pair a 7'), 'pair'), 1), 7);
  assert.is(arg(one(root('pair a'), 'pair'), 1), undefined);
  assert.equal(value(root('list 3 1 2'), 'list'), [3, 1, 2]);
});

test('lets the last statement count unless the table says the first', () => {
  assert.is(value(root('name a\nname b'), 'name'), 'b');
  assert.is(value(root('first a\nfirst b'), 'first'), 'a');
  assert.is(all(root('outer a {\n}\nouter b {\n}'), 'outer').length, 2);
});

test('takes a flag for on unless it says off', () => {
  assert.ok(isOn(root('flag'), 'flag'));
  assert.ok(isOn(root('flag yes'), 'flag'));
  assert.not.ok(isOn(root('flag off'), 'flag'));
  assert.not.ok(isOn(root('flag\nflag off'), 'flag'));
  assert.not.ok(isOn(root(''), 'flag'));
});

test('reads options in any order, and between arguments', () => {
  for (const text of [
    '10.0.0.0/8 dev a onlink',
    'onlink dev a 10.0.0.0/8',
    'dev a 10.0.0.0/8 onlink',
  ]) {
    const line = one(root(`line ${text}`), 'line');
    assert.is(arg(line, 0), '10.0.0.0/8');
    assert.is(optionValue(line, 'dev'), 'a');
    assert.ok(option(line, 'onlink'));
  }
});

test('calls an option by its main name, and lets the last one count', () => {
  assert.is(optionValue(one(root('line 10.0.0.0/8 dev a oif b'), 'line'), 'dev'), 'b');
});

test('takes a quoted word for a value, not for an option', () => {
  assert.is(optionValue(one(root('line 10.0.0.0/8 dev "onlink"'), 'line'), 'dev'), 'onlink');
});

test('leaves out an optional choice that is not there', () => {
  const line = (text: string) => one(root(`line 10.0.0.0/8 via ${text}`), 'line');
  assert.is(optionValue(line('2001:db8::1'), 'via', 1), '2001:db8::1');
  assert.is(optionValue(line('inet6 2001:db8::1'), 'via', 0), 'inet6');
});

test('gives the options behind one that starts a list to that one', () => {
  const line = one(root('line 10.0.0.0/8 onlink hop weight 2 hop weight 3'), 'line');
  const hops = line?.options.filter(({ name }) => name === 'hop') ?? [];
  const weights = hops.map((hop: BoundOption) => hop.options[0]?.args[0]?.value);
  assert.equal(weights, [2, 3]);
});

const valuesOf = (entries: readonly BoundEntry[]) => entries.map((entry) => entry.args[0]?.value);

test('takes lines or words for entries', () => {
  const bound = root('lines {\n192.0.2.1\n192.0.2.2 }\nwords { a b\nc }');
  assert.equal(valuesOf(entriesOf(one(bound, 'lines'))), ['192.0.2.1', '192.0.2.2']);
  assert.equal(valuesOf(entriesOf(one(bound, 'words'))), ['a', 'b', 'c']);
});

test('binds the statements of a block', () => {
  const outer = one(root('outer a {\ninner 5\n}'), 'outer');
  assert.is(value(blockOf(outer), 'inner'), 5);
});

const problems: readonly [string, string, readonly string[]][] = [
  ['nothing in a right file', 'name a\nouter b {\ninner 1\n}', []],
  ['an unknown keyword', 'nmae a', ['HA2001 did you mean "name"?']],
  ['a keyword of another block', 'inner 1', ['HA2001 it belongs into outer']],
  ['a keyword of the top in a block', 'outer a {\nname b\n}', ['HA2001 it belongs outside']],
  ['a word of no language', 'zzzzzz', ['HA2001 remove the line']],
  ['a foreign blank in a keyword', '\u00a0name a', ['HA2001 replace the no-break space']],
  [
    'an unknown block once, whatever is in it',
    'outre a {\nx {\ny 1\n}\n}',
    ['HA2002 did you mean'],
  ],
  ['a word of JavaScript like any other', 'constructor', ['HA2001 remove the line']],
  ['an unknown option', 'line 10.0.0.0/8 device a', ['HA2003 did you mean "dev"?']],
  ['an option without its argument', 'line 10.0.0.0/8 dev', ['HA2004 usage: dev DEV']],
  ['a missing argument', 'pair', ['HA2004 usage: pair A [B]']],
  ['words that are too many', 'name a b c', ['HA2005']],
  ['a block where none can be', 'name a {\n}', ['HA2006']],
  ['a block behind a line', 'lines {\n192.0.2.1 {\n}\n}', ['HA2006']],
  ['a missing block', 'outer a', ['HA2007']],
  ['a wrong value', 'outer a {\ninner b\n}', ['HA2008']],
  ['each wrong value of a list', 'list 1 a 2 b', ['HA2008', 'HA2008']],
  ['each wrong line', 'lines {\na\n192.0.2.1\nb\n}', ['HA2010', 'HA2010']],
  ['a deprecated keyword', 'old a', ['HA2013 use name instead']],
];

for (const [what, text, expected] of problems) {
  test(`reports ${what}`, () => {
    const { diagnostics } = bind(language, text);
    assert.is(diagnostics.length, expected.length);
    for (const [index, { code, help }] of diagnostics.entries()) {
      assert.ok(`${code} ${help}`.startsWith(expected[index] ?? ''), `${code} ${help}`);
    }
  });
}

/** The text with every secret replaced by a star. */
const masked = (schema: BlockSpec, text: string): string => {
  const { secrets } = bind(schema, text).bound;
  return secrets.reduceRight(
    (shown, { start, end }) => `${shown.slice(0, start)}*${shown.slice(end)}`,
    text,
  );
};

const secrets: readonly [string, string, string][] = [
  ['a secret', 'pass a', 'pass *'],
  ['all words behind it', 'pass "a b" c', 'pass *'],
  ['what a comment sign cuts off', 'pass a#b\nname c', 'pass *\nname c'],
  ['a secret in an unknown block', 'x {\npass a\n}', 'x {\npass *\n}'],
  ['a secret in a block of its own line', 'x { pass a }', 'x { pass *'],
  ['a secret behind a comment sign', '# pass a', '# pass *'],
  ['the words of an unknown neighbour', 'psas a b', 'psas *'],
  ['nothing else', 'name a\nlist 1', 'name a\nlist 1'],
];

for (const [what, text, expected] of secrets) {
  test(`hides ${what}`, () => assert.is(masked(language, text), expected));
}

test('hides a neighbour of a secret in its own block only', () => {
  const text = 'global_defs {\nfoo a\n}\nvrrp_instance A {\nauthentication {\nauth_typ b\n}\n}';
  assert.is(masked(keepalived, text), text.replace('auth_typ b', 'auth_typ *'));
});

/** Lines of a vrrp_instance, and what keepalived -t and hactl say about them. */
const likeKeepalived: readonly [string, string, readonly string[]][] = [
  ['a priority', 'priority 100', []],
  ['two of them, the last counts', 'priority 100\npriority 90', []],
  ['an escaped comment sign', 'notify /bin/a\\#b', []],
  ['a comment sign in a quoted word', 'notify_master "/bin/a # b"', []],
  ['a command in single quotes', "notify_master '/bin/a b' root", []],
  ['a number in single quotes', "priority '100'", ['HA2008']],
  ['a number out of range', 'priority 256', ['HA2009']],
  ['a number with a unit', 'priority 100x', ['HA2008']],
  ['a missing argument', 'priority', ['HA2004']],
  ['two statements on a line', 'priority 100 advert_int 3', ['HA2030']],
  ['two quoted words for one', 'priority "1""00"', ['HA2031']],
  ['a backslash at the end of a line', 'priority 100 \\', ['HA2008']],
  ['a backslash behind a keyword', 'priority \\', ['HA2001']],
  ['an instance of two names', '}\nvrrp_instance A B {\npriority 0', ['HA2021']],
  [
    'values without their brace',
    'virtual_ipaddress\n10.0.0.1/24\n10.0.0.2/24\npriority 0',
    ['HA2007', 'HA2009'],
  ],
  ['a state in lower case', 'state Master', ['HA2011']],
  ['a switch that says maybe', 'strict_mode maybe', ['HA2011']],
  ['an address that is none', 'virtual_ipaddress {\n10.0.0.300/24\n}', ['HA2010']],
  ['a length that is none', 'virtual_ipaddress {\n10.0.0.1/33\n}', ['HA2010']],
  ['a weight out of range', 'track_interface {\neth1 weight 300\n}', ['HA2009']],
  ['a source with a mask', 'unicast_src_ip 10.0.0.1/24', ['HA2015']],
];

for (const [what, lines, expected] of likeKeepalived) {
  test(`finds as much wrong as keepalived with ${what}`, () => {
    const { diagnostics } = bind(keepalived, `vrrp_instance A {\n${lines}\n}\n`);
    assert.equal(
      diagnostics.map(({ code }) => code),
      expected,
    );
  });
}

const bare: readonly [string, string][] = [
  ['vrrp_instance A {\npriority\n}', 'ends with exit code 2'],
  ['global_defs {\nrouter_id\n}', 'ignores the line'],
  [
    'vrrp_instance A {\nunicast_peer {\n10.0.0.1 min_ttl\n}\n}',
    'ignores the line or stops reading',
  ],
];

for (const [text, effect] of bare) {
  test(`says what keepalived does without an argument: ${effect}`, () => {
    const { diagnostics } = bind(keepalived, text);
    const [found] = diagnostics.filter(({ code }) => code === 'HA2004');
    assert.ok(found?.message.endsWith(`keepalived ${effect}.`), found?.message);
  });
}

test.run();
