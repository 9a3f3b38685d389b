// What the elements and attributes of SafeKit's files are, for `hactl explain` and the pages under docs/.

import { stableJson } from '../base/stable-json.ts';
import { safekit } from '../../grammars/safekit/index.ts';
import {
  type Applies,
  type AttributeSpec,
  type ElementPlace,
  type ElementSpec,
  elementsOf,
} from '../../grammars/safekit/schema.ts';
import { expectationOf } from '../syntax/values.ts';
import type { Meaning, WordExplanation } from './explain.ts';

type Fact = readonly [label: string, text: string];

const doings: { readonly [A in Applies]: string } = {
  plan: 'plans it',
  daemon: 'reads and checks it; acting on it is for who watches the service',
  parsed: 'reads and checks it',
};

/** A fact where there is something to say. */
const when = (label: string, text: string | undefined): Fact[] =>
  text === undefined || text === '' ? [] : [[label, text]];

const modesOf = (modes: ElementSpec['modes']): string | undefined => modes?.join(', ');

const dynamicOf = (dynamic: ElementSpec['dynamic']): string | undefined => {
  if (dynamic === undefined) return undefined;
  if (typeof dynamic === 'boolean') return dynamic ? 'yes' : 'no: the module must be stopped';
  return dynamic.join(', ');
};

const elementFacts = ({
  required,
  repeats,
  modes,
  dynamic,
  applies,
  ...spec
}: ElementSpec): Fact[] => [
  ...when('attributes', Object.keys(spec.attributes).join(', ')),
  ...when(
    'how often',
    `${required ? 'at least once' : 'may be left out'}${repeats ? ', any number' : ', once at most'}`,
  ),
  ...when('modules', modesOf(modes)),
  ...when('changed while it runs', dynamicOf(dynamic)),
  ...when('obsolete', spec.obsolete),
  ['hactl', doings[applies]],
  ...when('so', spec.notRun),
];

const attributeFacts = (
  { arg, default: usual, required, modes, since, applies, obsolete }: AttributeSpec,
  element: ElementSpec,
): Fact[] => [
  ['value', expectationOf(arg)],
  ...when('default', usual),
  ...when('required', required === true ? 'yes' : undefined),
  ...when('modules', modesOf(modes ?? element.modes)),
  ...when('since', since === undefined ? undefined : `SafeKit ${since}`),
  ...when('obsolete', obsolete),
  ['hactl', doings[applies ?? element.applies]],
];

interface Found {
  readonly word: string;
  readonly meaning: Omit<Meaning, 'places'>;
  readonly place: string;
  /** Equal where it is the same. */
  readonly key: string;
}

const foundAt = ({ path, name, spec }: ElementPlace): Found[] => {
  const holds = Object.keys(spec.children);
  const element = { usage: `<${name}>`, doc: spec.doc, facts: elementFacts(spec), holds };
  const inner = [...path, name].join(' > ');
  return [
    {
      word: name,
      meaning: element,
      place: path.join(' > ') || 'a file of its own',
      key: stableJson(spec),
    },
    ...Object.entries(spec.attributes).map(([word, attribute]): Found => {
      const usage = `${word}="${attribute.arg.name}"`;
      const facts = attributeFacts(attribute, spec);
      const meaning = { usage, doc: attribute.doc, facts, holds: [] };
      return { word, meaning, place: inner, key: stableJson(meaning) };
    }),
  ];
};

/** Every element and attribute; places where one means the same are one meaning. */
export const explainElements = (): readonly WordExplanation[] => {
  const words = Map.groupBy(elementsOf(safekit).flatMap(foundAt), ({ word }) => word);
  return [...words].map(([word, found]) => {
    const meanings = Map.groupBy(found, ({ key }) => key);
    return {
      word,
      meanings: [...meanings.values()].flatMap((same) =>
        same.slice(0, 1).map(({ meaning }) => ({
          ...meaning,
          places: same.map(({ place }) => place),
        })),
      ),
    };
  });
};
