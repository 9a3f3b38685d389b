// What of a module hactl reads and does not run: with all its values, and by name, so that nothing a file
// says is lost on the way.

import { isNameOfSecret } from '../../syntax/secret-words.ts';
import type { BoundElement } from '../../syntax/safekit/bound.ts';
import type { IdleKeyword, Setting, SettingOption, SettingValue } from '../model.ts';

/** Times with their unit. */
const valuesOf = ({ spec, attributes }: BoundElement, name: string): SettingValue => {
  const { unit } = spec.attributes[name]?.arg ?? {};
  const written = attributes.get(name)?.value ?? null;
  const value = unit === undefined || written === null ? written : `${written}${unit}`;
  const owner = attributes.get('name')?.value;
  const isSecret = name === 'value' && typeof owner === 'string' && isNameOfSecret(owner);
  return isSecret ? { secret: String(value) } : value;
};

const optionsOf = (element: BoundElement): SettingOption[] =>
  [...element.attributes.keys()].map((name) => ({ name, values: [valuesOf(element, name)] }));

const settingOf = (element: BoundElement, within: readonly string[]): Setting => {
  const options = optionsOf(element);
  const settings = element.children.map((child) => settingOf(child, []));
  return {
    keyword: element.name,
    ...(within.length > 0 && { within }),
    ...(options.length > 0 && { options }),
    ...(settings.length > 0 && { settings }),
    span: element.xml.span,
  };
};

/** Attributes and elements that are only read, in the order of the text. */
export const settingsOf = (element: BoundElement, within: readonly string[] = []): Setting[] => {
  if (element.spec.applies === 'parsed') return [settingOf(element, within)];
  const inner = [...within, element.name];
  const own = [...element.attributes].flatMap(([name, { nameSpan }]): Setting[] =>
    element.spec.attributes[name]?.applies === 'parsed'
      ? [{ keyword: name, within: inner, values: [valuesOf(element, name)], span: nameSpan }]
      : [],
  );
  return [...own, ...element.children.flatMap((child) => settingsOf(child, inner))];
};

/** The names of settings, each once. */
export const idleOf = (settings: readonly Setting[]): IdleKeyword[] =>
  [...Map.groupBy(settings, ({ keyword }) => keyword)].flatMap(([keyword, own]) =>
    own.slice(0, 1).map(({ span }) => ({ keyword, count: own.length, span })),
  );
