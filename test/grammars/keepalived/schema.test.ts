// The keyword tables themselves: complete sentences, links that lead somewhere, and the rules about
// them that no type can hold.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { keepalived, misspelt } from '../../../grammars/keepalived/index.ts';
import { unreleased, versions } from '../../../grammars/keepalived/versions.ts';
import {
  type ArgSpec,
  type BlockSpec,
  type EntrySpec,
  type KeywordSpec,
  keywordsOf,
  type OptionTable,
} from '../../../grammars/schema.ts';

const keywords = keywordsOf(keepalived, 'the file');

/** Every table of options with the keyword it belongs to. */
const optionTables: [string, OptionTable][] = [];
const collect = (name: string, table: OptionTable | undefined): void => {
  if (table === undefined) return;
  optionTables.push([name, table]);
  for (const [word, { starts }] of Object.entries(table)) collect(`${name} ${word}`, starts);
};
for (const { keyword, blockName, spec } of keywords) {
  const { options, entries }: KeywordSpec = spec;
  collect(`${blockName} ${keyword}`, options);
  collect(`${blockName} ${keyword}`, entries?.options);
}

const isSentence = (text: string): boolean => /^[A-Z0-9].*[^.]\.$/s.test(text);

test('says in a sentence what each keyword is', () => {
  const bad = keywords.filter(({ spec }) => !isSentence(spec.doc));
  assert.equal(
    bad.map(({ blockName, keyword }) => `${blockName} ${keyword}`),
    [],
  );
});

test('says in a sentence what each option is', () => {
  const bad = optionTables.flatMap(([name, table]) =>
    Object.entries(table)
      .filter(([, { doc }]) => !isSentence(doc))
      .map(([word]) => `${name} ${word}`),
  );
  assert.equal(bad, []);
});

test('names nothing with an empty word or a blank in it', () => {
  const words = [
    ...keywords.map(({ keyword }) => keyword),
    ...optionTables.flatMap(([, table]) => Object.keys(table)),
  ];
  assert.equal(
    words.filter((word) => !/^[^\s{}#!"]+$/.test(word)),
    [],
  );
});

test('spells options in another way only where there is a first one with the same arguments', () => {
  for (const [name, table] of optionTables) {
    for (const [word, { sameAs, args }] of Object.entries(table)) {
      if (sameAs === undefined) continue;
      assert.ok(table[sameAs], `${name} ${word} is the same as ${sameAs}, which is not there`);
      assert.is(table[sameAs]?.sameAs, undefined, `${name} ${sameAs} is not the main spelling`);
      assert.equal(args, table[sameAs]?.args, `${name} ${word} and ${sameAs}`);
    }
  }
});

test('names a keyword that is there instead of a deprecated one', () => {
  const known = new Set(keywords.map(({ keyword }) => keyword));
  for (const { keyword, spec } of keywords) {
    const use = spec.deprecated?.use;
    if (use === undefined) continue;
    assert.ok(
      use.split(/[\s,]+/).some((word) => known.has(word)),
      `${keyword}: use ${use}`,
    );
  }
});

test('names releases that are in the list', () => {
  const known: readonly string[] = [...versions, unreleased];
  const named = [
    ...keywords.map(({ spec }) => spec.since),
    ...optionTables.flatMap(([, table]) => Object.values(table).map(({ since }) => since)),
  ];
  assert.equal(
    named.filter((since) => since !== undefined && !known.includes(since)),
    [],
  );
});

test('corrects words only when they are no keywords', () => {
  const known = new Set([
    ...keywords.map(({ keyword }) => keyword),
    ...optionTables.flatMap(([, table]) => Object.keys(table)),
  ]);
  assert.equal(
    [...misspelt.keys()].filter((word) => known.has(word)),
    [],
  );
});

const argumentLists: [string, readonly ArgSpec[]][] = [];
for (const { keyword, blockName, spec } of keywords) {
  const { args = [], entries }: { args?: readonly ArgSpec[]; entries?: EntrySpec } = spec;
  argumentLists.push([`${blockName} ${keyword}`, args], [`${keyword} line`, entries?.args ?? []]);
}
for (const [name, table] of optionTables) {
  for (const [word, { args = [] }] of Object.entries(table)) {
    argumentLists.push([`${name} ${word}`, args]);
  }
}

test('asks for no argument behind one that may be left out or takes all that remains', () => {
  for (const [name, args] of argumentLists) {
    for (const [index, arg] of args.entries()) {
      const next = args[index + 1];
      if (arg.rest) assert.is(next, undefined, name);
      // A choice can be told from what follows it, so it alone may be left out in front.
      if (arg.optional && arg.kind !== 'enum' && next) assert.ok(next.optional || next.rest, name);
    }
  }
});

test('gives numbers a range that is one', () => {
  for (const [name, args] of argumentLists) {
    for (const { kind, min, max } of args) {
      if (kind !== 'int' && kind !== 'decimal') continue;
      assert.ok(min !== undefined && max !== undefined && min < max, name);
    }
  }
});

test('gives a keyword words, keywords or lines in its block, not two of them', () => {
  for (const { keyword, spec } of keywords) {
    const { block, entries }: { block?: BlockSpec; entries?: EntrySpec } = spec;
    assert.not.ok(block !== undefined && entries !== undefined, keyword);
  }
});

test.run();
