// What differs from a former version of the module and cannot be changed while it runs (§13).

import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { ElementSpec } from '../../../../grammars/safekit/schema.ts';
import { type BoundElement, childNamed, placeOf, valueOf } from '../../../syntax/safekit/bound.ts';
import type { ModuleFile } from './module-file.ts';
import { meaningOf } from './same-text.ts';

/** Attributes that may change at any time. */
const dynamicIn = ({ dynamic }: ElementSpec): readonly string[] =>
  typeof dynamic === 'object' ? dynamic : [];

const serviceOf = ({ bound }: ModuleFile): BoundElement | undefined =>
  bound.kind === 'module' ? childNamed(bound.root, 'service') : undefined;

const isStatic = ({ dynamic }: ElementSpec): boolean =>
  dynamic === false || typeof dynamic === 'object';

/** The parts of `module` that differ from `former` and want a stop. */
export const changesOf = (module: ModuleFile, former: ModuleFile): Diagnostic[] => {
  const now = serviceOf(module);
  const then = serviceOf(former);
  if (now === undefined || then === undefined) return [];
  const { file } = former;
  const fixed = Object.keys(now.spec.attributes).filter(
    (name) => !dynamicIn(now.spec).includes(name),
  );
  const attributes = fixed
    .filter((name) => valueOf(now, name) !== valueOf(then, name))
    .map((name) => diagnostic('HA4830', placeOf(now, name), { what: name, file }));
  const elements = Object.entries(now.spec.children).flatMap(([name, spec]) => {
    const own = now.children.find((one) => one.name === name);
    const other = then.children.find((one) => one.name === name);
    const said = (one: BoundElement | undefined) => one && meaningOf(one, dynamicIn(spec));
    if (!isStatic(spec) || said(own) === said(other)) return [];
    return [diagnostic('HA4830', (own ?? now).xml.nameSpan, { what: `<${name}>`, file })];
  });
  return [...attributes, ...elements];
};
