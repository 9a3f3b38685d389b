// XML against the schema: which elements and attributes may stand where, and what values they have. One
// mistake is one diagnostic: what is wrong is left out, and nothing is said of what follows from that.

import { sameButCase, suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic, mendedBy } from '../../diag/diagnostic.ts';
import { safekit } from '../../../grammars/safekit/index.ts';
import {
  type AttributeSpec,
  type ElementSpec,
  elementsOf,
  type Mode,
  modes,
} from '../../../grammars/safekit/schema.ts';
import { expectationOf, parseValue } from '../values.ts';
import type { BoundAttribute, BoundElement } from './bound.ts';
import { Macros } from './macros.ts';
import { strayText, type XmlAttribute, type XmlElement, type XmlTree } from './parse.ts';

export type BoundRoot =
  | { readonly kind: 'module'; readonly root: BoundElement<(typeof safekit)['safe']> }
  | { readonly kind: 'cluster'; readonly root: BoundElement<(typeof safekit)['cluster']> }
  /** No element at all, or one of something else. */
  | { readonly kind: 'none' };

const isMode = (value: unknown): value is Mode => modes.some((mode) => mode === value);

/** Elements that may have a child of a name, as a sentence. */
const homesOf = (name: string): string => {
  const places = elementsOf(safekit).filter((place) => place.name === name);
  const parents = new Set(places.map(({ path }) => path.at(-1)));
  return [...parents].map((parent) => `<${parent}>`).join(' or ');
};

class Binder {
  readonly diagnostics: Diagnostic[] = [];
  private readonly macros = new Macros();
  private mode: Mode | undefined;
  private readonly isWhole: boolean;

  /** `isWhole`: all of the text was read, so that what is missing is missing. */
  constructor(isWhole: boolean) {
    this.isWhole = isWhole;
  }

  element(xml: XmlElement, spec: ElementSpec): BoundElement {
    const { name } = xml;
    if (spec.obsolete !== undefined) {
      const values = { what: `<${name}>`, mend: spec.obsolete };
      this.diagnostics.push(diagnostic('HA2110', xml.nameSpan, values));
    }
    if (spec.holdsText !== true) this.diagnostics.push(...xml.texts.map(strayText));
    const attributes = this.attributes(xml, spec);
    const mode = attributes.get('mode')?.value;
    if (name === 'service' && isMode(mode)) this.mode = mode;
    if (name === 'macro') this.define(attributes);
    return { name, spec, xml, attributes, children: this.children(xml, spec) };
  }

  private define(attributes: BoundElement['attributes']): void {
    const name = attributes.get('name')?.value;
    const value = attributes.get('value');
    if (typeof name !== 'string' || value === undefined) return;
    const text = value.value === undefined ? null : String(value.value);
    this.macros.define(name, { text, span: value.span });
  }

  private attributes(xml: XmlElement, spec: ElementSpec): Map<string, BoundAttribute> {
    const bound = new Map<string, BoundAttribute>();
    const guessed = new Set<string>();
    for (const attribute of xml.attributes) {
      const { name } = attribute;
      const known = Object.hasOwn(spec.attributes, name) ? spec.attributes[name] : undefined;
      if (known === undefined) guessed.add(this.unknownAttribute(attribute, xml, spec));
      else if (this.fits(`${name} of <${xml.name}>`, known, attribute.nameSpan)) {
        const isPlanned = (known.applies ?? spec.applies) === 'plan';
        bound.set(name, this.attribute(attribute, xml, known, isPlanned));
      }
    }
    for (const [name, { required, arg }] of Object.entries(spec.attributes)) {
      const isThere = xml.attributes.some((one) => one.name === name) || guessed.has(name);
      if (required !== true || isThere || !this.isWhole) continue;
      const values = { element: xml.name, name, expected: expectationOf(arg) };
      this.diagnostics.push(diagnostic('HA2103', xml.nameSpan, values));
    }
    return bound;
  }

  /** The name that was probably meant. */
  private unknownAttribute({ name, nameSpan }: XmlAttribute, xml: XmlElement, spec: ElementSpec) {
    const names = Object.keys(spec.attributes);
    const near = suggest(name, names);
    const list = names.length === 0 ? 'it has none' : `it has ${names.join(', ')}`;
    const mend = near === undefined ? list : `did you mean "${near}"?`;
    const problem = diagnostic('HA2102', nameSpan, { name, element: xml.name, mend });
    this.diagnostics.push(mendedBy(problem, nameSpan, sameButCase(name, names)));
    return near ?? '';
  }

  private attribute(
    attribute: XmlAttribute,
    xml: XmlElement,
    spec: AttributeSpec,
    isPlanned: boolean,
  ): BoundAttribute {
    const { name, nameSpan, valueSpan } = attribute;
    if (spec.obsolete !== undefined) {
      const values = { what: name, mend: `remove it: ${spec.obsolete}` };
      this.diagnostics.push(diagnostic('HA2110', nameSpan, values));
    }
    const { text, span, problem } = this.macros.expand(attribute);
    const isMacro = span !== valueSpan;
    const labels = isMacro ? [{ span: valueSpan, text: 'used here' }] : [];
    const wrong = (one: Diagnostic): BoundAttribute => {
      this.diagnostics.push({ ...one, labels: [...one.labels, ...labels] });
      return { value: undefined, nameSpan, span };
    };
    if (text === null) {
      if (problem === undefined) return { value: undefined, nameSpan, span };
      return wrong(isPlanned ? { ...problem, stopsPlan: true } : problem);
    }
    const { arg } = spec;
    const mayBeEmpty = arg.kind === 'word' && arg.form === undefined;
    if (text === '' && !mayBeEmpty) {
      const values = { element: xml.name, name, expected: expectationOf(arg) };
      return wrong(diagnostic('HA2111', isMacro ? span : nameSpan, values));
    }
    const { start, end } = span;
    const parsed = parseValue({ text, start, end, quoted: true }, arg);
    if (!('value' in parsed)) return wrong(parsed.problem);
    return { value: parsed.value, nameSpan, span };
  }

  private children(xml: XmlElement, spec: ElementSpec): BoundElement[] {
    const bound: BoundElement[] = [];
    const seen = new Map<string, XmlElement>();
    for (const child of this.withoutDoubles(xml, spec)) {
      const { name, nameSpan } = child;
      const known = Object.hasOwn(spec.children, name) ? spec.children[name] : undefined;
      if (known === undefined) {
        seen.set(this.unknownElement(child, xml, spec), child);
        continue;
      }
      const first = seen.get(name);
      if (!seen.has(name)) seen.set(name, child);
      if (first !== undefined && known.repeats !== true) {
        if (!this.isWhole) continue;
        const labels = [{ span: first.nameSpan, text: 'the first one is here' }];
        const values = { parent: xml.name, name };
        this.diagnostics.push(diagnostic('HA2105', nameSpan, values, labels));
      } else if (this.fits(`<${name}>`, known, nameSpan)) bound.push(this.element(child, known));
    }
    this.missing(xml, spec, seen);
    return bound;
  }

  /** Children; an element that stands in its own kind gives its children instead. */
  private withoutDoubles(xml: XmlElement, spec: ElementSpec): readonly XmlElement[] {
    return xml.children.flatMap((child) => {
      if (child.name !== xml.name || Object.hasOwn(spec.children, child.name)) return child;
      if (this.isWhole) {
        this.diagnostics.push(diagnostic('HA2112', child.nameSpan, { name: child.name }));
      }
      return this.withoutDoubles(child, spec);
    });
  }

  private unknownElement({ name, nameSpan }: XmlElement, xml: XmlElement, spec: ElementSpec) {
    const names = Object.keys(spec.children);
    const near = suggest(name, names);
    const homes = homesOf(name);
    const list =
      names.length === 0
        ? `<${xml.name}> has no elements inside`
        : `it holds ${names.map((one) => `<${one}>`).join(', ')}`;
    const mend =
      near !== undefined
        ? `did you mean <${near}>?`
        : homes === ''
          ? list
          : `move it into ${homes}`;
    // Where tags do not match, elements stand in the wrong ones.
    const isMisplaced = homes !== '' && !this.isWhole;
    if (!isMisplaced) {
      this.diagnostics.push(diagnostic('HA2101', nameSpan, { name, parent: xml.name, mend }));
    }
    return near ?? '';
  }

  private missing(xml: XmlElement, spec: ElementSpec, seen: ReadonlyMap<string, unknown>): void {
    if (!this.isWhole) return;
    for (const [name, { required, modes: allowed }] of Object.entries(spec.children)) {
      if (required !== true || seen.has(name)) continue;
      if (this.mode !== undefined && allowed !== undefined && !allowed.includes(this.mode))
        continue;
      this.diagnostics.push(diagnostic('HA2104', xml.nameSpan, { parent: xml.name, name }));
    }
  }

  private fits(
    what: string,
    { modes: allowed }: Pick<ElementSpec, 'modes'>,
    span: XmlElement['nameSpan'],
  ): boolean {
    const { mode } = this;
    if (mode === undefined || allowed === undefined || allowed.includes(mode)) return true;
    const values = { what, modes: allowed.join(' or '), mode };
    this.diagnostics.push(diagnostic('HA2106', span, values));
    return false;
  }
}

/** Checks a tree against the schema of its root element; total, like all reading. */
export const bindSafekit = (
  { root: xml }: XmlTree,
  isWhole: boolean,
): { readonly bound: BoundRoot; readonly diagnostics: readonly Diagnostic[] } => {
  if (xml === undefined) return { bound: { kind: 'none' }, diagnostics: [] };
  const binder = new Binder(isWhole);
  const { diagnostics } = binder;
  // What `element` gives has the schema it was given.
  if (xml.name === 'safe') {
    const root = binder.element(xml, safekit.safe) as BoundElement<(typeof safekit)['safe']>;
    return { bound: { kind: 'module', root }, diagnostics };
  }
  if (xml.name === 'cluster') {
    const root = binder.element(xml, safekit.cluster) as BoundElement<(typeof safekit)['cluster']>;
    return { bound: { kind: 'cluster', root }, diagnostics };
  }
  return {
    bound: { kind: 'none' },
    diagnostics: [diagnostic('HA2100', xml.nameSpan, { name: xml.name })],
  };
};
