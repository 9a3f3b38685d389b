// Elements that were checked against the schema: their attributes have values, and questions about them
// have the types that the schema gives.

import { once } from '../../base/once.ts';
import type { Span } from '../../base/span.ts';
import type {
  AttributeSpec,
  AttributeValue,
  ElementSpec,
} from '../../../grammars/safekit/schema.ts';
import { parseValue, type Value } from '../values.ts';
import type { XmlElement } from './parse.ts';

export interface BoundAttribute {
  /** Undefined when what is written is wrong, or nobody knows what a macro stands for. */
  readonly value: Value | undefined;
  readonly nameSpan: Span;
  /** Where the value was written: here, or in a macro. */
  readonly span: Span;
}

export interface BoundElement<S extends ElementSpec = ElementSpec> {
  readonly name: string;
  readonly spec: S;
  readonly xml: XmlElement;
  /** Those that are written. */
  readonly attributes: ReadonlyMap<string, BoundAttribute>;
  /** In the order of the text. */
  readonly children: readonly BoundElement[];
}

type ChildName<S extends ElementSpec> = keyof S['children'] & string;
type AttributeName<S extends ElementSpec> = keyof S['attributes'] & string;

/** The children of a name, in the order of the text. */
export const childrenNamed = <S extends ElementSpec, N extends ChildName<S>>(
  element: BoundElement<S> | undefined,
  name: N,
): readonly BoundElement<NonNullable<S['children'][N]>>[] =>
  (element?.children ?? []).filter(
    (child): child is BoundElement<NonNullable<S['children'][N]>> => child.name === name,
  );

/** The child of a name that may stand once. */
export const childNamed = <S extends ElementSpec, N extends ChildName<S>>(
  element: BoundElement<S> | undefined,
  name: N,
): BoundElement<NonNullable<S['children'][N]>> | undefined => childrenNamed(element, name)[0];

const defaults = new WeakMap<AttributeSpec, () => Value | undefined>();

/** The default of an attribute, in its type. */
const defaultOf = (spec: AttributeSpec): Value | undefined => {
  const { default: text, arg } = spec;
  if (text === undefined) return undefined;
  const known = defaults.get(spec);
  if (known !== undefined) return known();
  const make = once(() => {
    const parsed = parseValue({ text, start: 0, end: 0, quoted: true }, arg);
    if (!('value' in parsed)) throw new Error(`the default "${text}" is not ${arg.name}`);
    return parsed.value;
  });
  defaults.set(spec, make);
  return make();
};

/** What an attribute says; its default when it is not written, or not as it should be. */
export const valueOf = <S extends ElementSpec, N extends AttributeName<S>>(
  element: BoundElement<S>,
  name: N,
): AttributeValue<NonNullable<S['attributes'][N]>> => {
  const spec = element.spec.attributes[name];
  const written = element.attributes.get(name)?.value;
  return (written ?? (spec && defaultOf(spec))) as AttributeValue<NonNullable<S['attributes'][N]>>;
};

/** Whether an attribute is on. */
export const isOn = (value: 'on' | 'off'): boolean => value === 'on';

/** Where an attribute is written, else its element. */
export const placeOf = <S extends ElementSpec>(
  element: BoundElement<S>,
  name: AttributeName<S>,
): Span => element.attributes.get(name)?.span ?? element.xml.nameSpan;
