// docs/safekit.md, and docs/safekit/ with a page for each element of userconfig.xml and cluster.xml.

import { safekit } from '../../grammars/safekit/index.ts';
import {
  type Applies,
  type ElementPlace,
  type ElementSpec,
  elementsOf,
} from '../../grammars/safekit/schema.ts';
import { explainElements } from '../../src/app/explain-elements.ts';
import type { Meaning } from '../../src/app/explain.ts';
import { expectationOf } from '../../src/syntax/values.ts';
import { cell, table } from './markdown.ts';

const verbs: { readonly [A in Applies]: string } = {
  plan: 'plans',
  daemon: 'watches',
  parsed: 'reads',
};

const link = (name: string): string => `[${name}](${name}.md)`;

const attributeRows = ({ attributes, applies }: ElementSpec): string[][] =>
  Object.entries(attributes).map(([name, attribute]) => [
    name,
    cell(attribute.doc),
    cell(expectationOf(attribute.arg)),
    attribute.required === true ? 'required' : cell(attribute.default ?? ''),
    attribute.since ?? '',
    verbs[attribute.applies ?? applies],
  ]);

const attributesOf = (spec: ElementSpec): string[] => {
  const rows = attributeRows(spec);
  if (rows.length === 0) return [];
  return [table(['Attribute', '', 'Value', 'Default', 'Since', 'hactl'], rows)];
};

const placeOf = ({ path }: ElementPlace): string => path.join(' > ') || 'a file of its own';

const sectionOf = (
  { usage, doc, facts, holds, places }: Meaning,
  elements: readonly ElementPlace[],
): string => {
  const element = elements.find((one) => places.includes(placeOf(one)));
  const rows = [
    ...places.map((place) => ['in', place]),
    ...facts.filter(([label]) => label !== 'attributes'),
    ...(holds.length > 0 ? [['holds', holds.map(link).join(', ')]] : []),
  ];
  const cells = rows.map(([label = '', text = '']) => [cell(label), cell(text)]);
  const attributes = element === undefined ? [] : attributesOf(element.spec);
  return [`## ${cell(usage)}`, cell(doc), table(['', ''], cells), ...attributes].join('\n\n');
};

/** The elements of both files as a tree. */
const index = (all: readonly ElementPlace[]): string => {
  const rows = all.map(({ path, name, spec }) => {
    const depth = '&emsp;'.repeat(path.length);
    const modes = spec.modes?.join(', ') ?? '';
    const attributes = cell(Object.keys(spec.attributes).join(', '));
    return [
      `${depth}[${name}](safekit/${name}.md)`,
      cell(spec.doc),
      attributes,
      modes,
      verbs[spec.applies],
    ];
  });
  const count = all.reduce((sum, { spec }) => sum + Object.keys(spec.attributes).length, 0);
  const intro = [
    '# Elements of SafeKit',
    `userconfig.xml and cluster.xml as of SafeKit 8.2: ${all.length} elements and ${count} attributes. \`hactl explain ELEMENT\`, \`hactl explain ATTRIBUTE\` and \`hactl explain ELEMENT/ATTRIBUTE\` print their pages.`,
    'The last column says what hactl does: it *plans* what the kernel should hold; what is *watched* is for who runs the service; the rest it *reads* and checks, and says what it means that it does no more.',
  ];
  const head = ['Element', '', 'Attributes', 'Modules', 'hactl'];
  return `${[...intro, table(head, rows)].join('\n\n')}\n`;
};

/** Path below the project and text of each page. */
export const elementPages = (): [string, string][] => {
  const all = elementsOf(safekit);
  const names = new Set(all.map(({ name }) => name));
  const words = explainElements().filter(({ word }) => names.has(word));
  return [
    ['docs/safekit.md', index(all)],
    ...words.map(({ word, meanings }): [string, string] => {
      const own = all.filter(({ name }) => name === word);
      const elements = meanings.filter(({ usage }) => usage.startsWith('<'));
      const sections = elements.map((meaning) => sectionOf(meaning, own));
      return [`docs/safekit/${word}.md`, `${[`# ${word}`, ...sections].join('\n\n')}\n`];
    }),
  ];
};
