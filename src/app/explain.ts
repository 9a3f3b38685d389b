// `hactl explain`: what a code, a word of keepalived.conf or an element of SafeKit is, gathered from the
// registry of codes, their fixtures and the schemas. The pages under docs/ are made from the same.

import { stableJson } from '../base/stable-json.ts';
import { suggest } from '../base/suggest.ts';
import { type Code, type CodeSpec, codes, generalHelp, type Severity } from '../diag/diagnostic.ts';
import { codeNamed, codesNamed, slugs } from '../diag/selection.ts';
import { type Directive, directives } from '../../grammars/keepalived/directives.ts';
import { keepalived, misspelt } from '../../grammars/keepalived/index.ts';
import { type Place, placesIn } from '../../grammars/places.ts';
import type { ArgSpec, EntrySpec, KeywordSpec } from '../../grammars/schema.ts';
import { explainElements } from './explain-elements.ts';
import { usageOf } from '../syntax/keepalived/bind-line.ts';
import { expectationOf } from '../syntax/values.ts';

export interface CodeExplanation {
  readonly code: Code;
  readonly slug: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly detail: string;
  readonly help: string;
  /** A text that has it, what hactl says of that, and a text that does not have it. */
  readonly bad: string | null;
  readonly said: string | null;
  readonly good: string | null;
  /** The file of another node, where it takes two. */
  readonly peer: string | null;
}

/** One meaning of a word, with all places where it has that meaning. */
export interface Meaning {
  readonly usage: string;
  readonly doc: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
  /** The words that may stand in its block. */
  readonly holds: readonly string[];
  /** Blocks that it may stand in, from the outermost: `vrrp_instance > virtual_routes`. */
  readonly places: readonly string[];
}

export interface WordExplanation {
  readonly word: string;
  readonly meanings: readonly Meaning[];
}

/** The codes that start with what was asked for. */
export interface CodeList {
  readonly start: string;
  readonly codes: readonly Pick<CodeExplanation, 'code' | 'slug' | 'severity' | 'summary'>[];
}

export type Explanation = CodeExplanation | WordExplanation | CodeList;

/** Reads a file that hactl brings along, by its path in the package; null when there is none. */
export type ReadOwnFile = (path: string) => Promise<string | null>;

/** All that is known of a code. */
export const explainCode = async (code: Code, read: ReadOwnFile): Promise<CodeExplanation> => {
  const spec: CodeSpec = codes[code];
  const folder = `fixtures/diag/${code}-${spec.slug}`;
  const either = async (name: string) =>
    (await read(`${folder}/${name}.conf`)) ?? read(`${folder}/${name}.xml`);
  const [bad, said, good, peer] = await Promise.all([
    either('bad'),
    read(`${folder}/expected.txt`),
    either('good'),
    either('peer').then((peer) => peer ?? read(`${folder}/previous.xml`)),
  ]);
  const { slug, severity, summary, detail } = spec;
  return {
    code,
    slug,
    severity,
    summary,
    detail,
    help: generalHelp(spec),
    bad,
    said,
    good,
    peer,
  };
};

type Fact = readonly [label: string, text: string];

const argumentFacts = (args: readonly ArgSpec[] = []): Fact[] =>
  args.map((arg) => {
    const { earlier, rest = false, atLeastOne = false } = arg;
    const notes = [
      ...(arg.optional === true ? ['may be left out'] : []),
      ...(rest ? [atLeastOne ? 'one or more of them' : 'any number of them'] : []),
      ...(earlier === undefined
        ? []
        : [`before keepalived ${earlier.before} ${expectationOf(earlier.arg)}`]),
      ...(arg.secret === true ? ['never shown by hactl'] : []),
    ];
    return [arg.name, [expectationOf(arg), ...notes].join('; ')];
  });

const repeats = {
  last: 'the last one of a block counts',
  first: 'the first one of a block counts; keepalived complains',
  append: 'all of them count',
  replace: 'the last one of a block counts; keepalived complains',
} as const;

const entryFacts = ({ per, args, options = {} }: EntrySpec): Fact[] => [
  [per === 'line' ? 'each line' : 'each word', usageOf('', args).trim() || 'words of its own'],
  ...argumentFacts(args),
  ...(Object.keys(options).length > 0
    ? ([['words in it', Object.keys(options).join(', ')]] as const)
    : []),
];

/** It is on where it stands, unless it says something else. */
const isSwitch = ({ args = [], block, entries }: KeywordSpec): boolean =>
  block === undefined && entries === undefined && args.every(({ kind }) => kind === 'bool');

const keywordFacts = (spec: KeywordSpec): Fact[] => {
  const {
    args,
    options = {},
    entries,
    since,
    deprecated,
    builtWith,
    repeat = 'last',
    applies,
  } = spec;
  const facts: Fact[] = argumentFacts(args);
  const words = Object.keys(options);
  if (words.length > 0) facts.push(['words in it', words.join(', ')]);
  if (entries !== undefined) facts.push(...entryFacts(entries));
  const usual = spec.default ?? (isSwitch(spec) ? 'off' : undefined);
  if (usual !== undefined) facts.push(['default', usual]);
  if (spec.ignoresValue === true) facts.push(['value', 'it is on whatever its value says']);
  facts.push(['repeated', repeats[repeat]]);
  if (since !== undefined) facts.push(['since', `keepalived ${since}`]);
  if (builtWith !== undefined) facts.push(['built with', builtWith]);
  if (deprecated !== undefined) facts.push(['deprecated', `use ${deprecated.use} instead`]);
  facts.push(['hactl', applies === 'plan' ? 'plans it' : 'reads and checks it']);
  return facts;
};

const meaningOf = ({ word, role }: Place): Omit<Meaning, 'places'> => {
  if (role.kind === 'keyword') {
    const { spec } = role;
    const holds = Object.keys(spec.block ?? {});
    const facts = keywordFacts(spec);
    return { usage: usageOf(word, spec.args ?? []), doc: spec.doc, facts, holds };
  }
  const { args = [], sameAs, starts = {}, since, doc } = role.spec;
  const facts: Fact[] = argumentFacts(args);
  if (sameAs !== undefined) facts.push(['same as', sameAs]);
  if (since !== undefined) facts.push(['since', `keepalived ${since}`]);
  return { usage: usageOf(word, args), doc, facts, holds: Object.keys(starts) };
};

const placeName = ({ path, role }: Place): string => {
  if (path.length === 0) return 'outside of all blocks';
  return `${role.kind === 'option' ? 'a line of ' : ''}${path.join(' > ')}`;
};

const placesByWord = (): ReadonlyMap<string, readonly Place[]> => {
  const found = new Map<string, Place[]>();
  for (const place of placesIn(keepalived)) {
    const others = found.get(place.word);
    if (others === undefined) found.set(place.word, [place]);
    else others.push(place);
  }
  return found;
};

const isStatement = ({ role }: Place): boolean => role.kind === 'keyword';

const explainDirective = ({ word, usage, doc, facts }: Directive): WordExplanation => ({
  word,
  meanings: [{ usage, doc, facts, holds: [], places: ['any line of the file'] }],
});

/**
 * Every word of keepalived.conf; places where a word means the same are one meaning, those of statements
 * come first.
 */
export const explainWords = (): readonly WordExplanation[] => [
  ...directives.map(explainDirective),
  ...[...placesByWord()].map(([word, places]): WordExplanation => {
    const meanings = new Map<string, Meaning>();
    const others = places.filter((place) => !isStatement(place));
    for (const place of [...places.filter(isStatement), ...others]) {
      const meaning = meaningOf(place);
      const key = stableJson(meaning);
      const same = meanings.get(key)?.places ?? [];
      meanings.set(key, { ...meaning, places: [...same, placeName(place)] });
    }
    return { word, meanings: [...meanings.values()] };
  }),
];

const listOf = (start: string): readonly CodeList[] => {
  const found = codesNamed(start).map((code) => {
    const { slug, severity, summary }: CodeSpec = codes[code];
    return { code, slug, severity, summary };
  });
  return found.length > 0 ? [{ start: start.toUpperCase(), codes: found }] : [];
};

/** `BLOCK WORD`, `BLOCK > WORD` or `BLOCK/WORD`: the word as far as it stands in such a block. */
const qualified = (name: string, words: readonly WordExplanation[]): readonly WordExplanation[] => {
  const [word, ...blocks] = name
    .trim()
    .split(/[\s>/]+/)
    .reverse();
  if (blocks.length === 0) return [];
  const end = ` > ${blocks.toReversed().join(' > ')}`;
  const isDirect = (place: string): boolean =>
    ` > ${place.replace(/^a line of /, '')}`.endsWith(end);
  const direct = placedIn(word, words, isDirect);
  if (direct.length > 0) return direct;
  // Any blocks around it, the innermost first.
  return placedIn(word, words, (place) => {
    const around = place.split(' > ').reverse();
    let from = 0;
    return blocks.every((block) => (from = around.indexOf(block, from) + 1) > 0);
  });
};

/** Meanings of a word in the places that are meant. */
const placedIn = (
  word: string | undefined,
  words: readonly WordExplanation[],
  isMeant: (place: string) => boolean,
): readonly WordExplanation[] =>
  words
    .filter((one) => one.word === word)
    .map((one) => ({
      ...one,
      meanings: one.meanings
        .map((meaning) => ({ ...meaning, places: meaning.places.filter(isMeant) }))
        .filter(({ places }) => places.length > 0),
    }))
    .filter(({ meanings }) => meanings.length > 0);

/** What both languages have, of one word after the other. */
const joinedWords = (): readonly WordExplanation[] => {
  const all = [...explainWords(), ...explainElements()];
  return [...Map.groupBy(all, ({ word }) => word)].map(([word, found]) => ({
    word,
    meanings: found.flatMap(({ meanings }) => meanings),
  }));
};

export interface Unexplained {
  /** What to try instead. */
  readonly hint: string;
}

/** What `name` is: a code, the start of codes, a slug, a word of keepalived.conf or of one of its blocks,
 * an element or attribute of SafeKit. */
export const explain = async (
  name: string,
  read: ReadOwnFile,
): Promise<readonly Explanation[] | Unexplained> => {
  const code = codeNamed(name);
  const words = joinedWords();
  const same = (word: string): boolean => word.toLowerCase() === name.toLowerCase();
  const exact = words.filter(({ word }) => word === name);
  const found: Explanation[] = exact.length > 0 ? exact : words.filter(({ word }) => same(word));
  if (code !== undefined) found.unshift(await explainCode(code, read));
  if (found.length > 0) return found;
  const others = [...listOf(name), ...qualified(name, words)];
  if (others.length > 0) return others;
  const note = misspelt.get(name);
  if (note !== undefined) return { hint: note };
  const near = suggest(name, [...slugs, ...words.map(({ word }) => word)]);
  return {
    hint:
      near === undefined
        ? 'see docs/diagnostics.md, docs/keywords.md and docs/safekit.md'
        : `did you mean "${near}"?`,
  };
};
