// What elements say, apart from how they are written: defaults filled in, macros replaced, without comments.

import { type BoundElement, valueOf } from '../../../syntax/safekit/bound.ts';

/** A text that is the same for elements that say the same; `left` names attributes that do not count. */
export const meaningOf = (element: BoundElement, left: readonly string[] = []): string => {
  const names = Object.keys(element.spec.attributes).filter((name) => !left.includes(name));
  const values = names.map((name) => [name, valueOf(element, name)] as const);
  const own = values.filter(([, value]) => value !== undefined);
  const text = element.spec.holdsText === true ? element.xml.texts.map((one) => one.text) : [];
  return JSON.stringify([
    element.name,
    own,
    text,
    element.children.map((child) => meaningOf(child)),
  ]);
};
