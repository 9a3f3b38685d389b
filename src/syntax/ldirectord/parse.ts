// ldirectord.cf: a line `name = value` each; those of a virtual service are indented below it.

import type { Span } from '../../base/span.ts';
import { suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Source } from '../../diag/source-map.ts';
import { type DirectiveSpec, ldirectord } from '../../../grammars/ldirectord/directives.ts';

export interface Setting {
  readonly name: string;
  readonly spec: DirectiveSpec;
  /** As it is written, blanks around it left out. */
  readonly value: string;
  readonly span: Span;
  readonly valueSpan: Span;
  /** Comments above and behind it, without their signs. */
  readonly comments: readonly string[];
}

export interface VirtualSection {
  readonly head: Setting;
  readonly settings: readonly Setting[];
}

export interface LdirectordTree {
  readonly source: Source;
  readonly globals: readonly Setting[];
  readonly virtuals: readonly VirtualSection[];
}

const assignment = /^([ \t]*)([A-Za-z]\w*)[ \t]*=[ \t]*(.*?)[ \t]*$/;
const quotedOrComment = /"(?:[^"\\]|\\.)*"|'[^']*'|(#.*)$/g;

/** Offset of a comment in a line; a `#` in quotes begins none. */
const commentAt = (line: string): number => {
  for (const { 1: comment, index } of line.matchAll(quotedOrComment)) {
    if (comment !== undefined) return index;
  }
  return line.length;
};

const withoutSign = (comment: string): string => comment.replace(/^#+[ \t]?/, '').trimEnd();

interface Reading {
  readonly globals: Setting[];
  readonly virtuals: { readonly head: Setting; readonly settings: Setting[] }[];
  readonly diagnostics: Diagnostic[];
}

const place = (setting: Setting, isIndented: boolean, reading: Reading): void => {
  const { globals, virtuals, diagnostics } = reading;
  const section = virtuals.at(-1);
  const { name, spec, span } = setting;
  const isInside = isIndented && section !== undefined;
  if (isInside ? spec.place === 'global' : spec.place === 'virtual') {
    const where = isInside ? 'a virtual section' : 'the global part';
    diagnostics.push(diagnostic('HA7042', span, { name, where }));
    return;
  }
  const others = isInside ? section.settings : globals;
  const other = others.find((one) => one.name === name);
  if (other !== undefined && spec.isRepeated !== true) {
    const labels = [{ span: other.span, text: 'written here before' }];
    diagnostics.push(diagnostic('HA7043', span, { name }, labels));
  }
  if (isInside) section.settings.push(setting);
  else if (name === 'virtual') virtuals.push({ head: setting, settings: [] });
  else globals.push(setting);
};

/** Reads a text that is an ldirectord.cf; total: what cannot be read is left out and reported. */
export const parseLdirectord = (
  source: Source,
): { readonly tree: LdirectordTree; readonly diagnostics: readonly Diagnostic[] } => {
  const reading: Reading = { globals: [], virtuals: [], diagnostics: [] };
  let start = source.base;
  let above: string[] = [];
  for (const whole of source.text.split('\n')) {
    const lineStart = start;
    start += whole.length + 1;
    const line = whole.replace(/\r$/, '');
    const end = commentAt(line);
    const comment = end < line.length ? [withoutSign(line.slice(end))] : [];
    const content = line.slice(0, end);
    if (content.trim() === '') {
      if (comment.length > 0) above.push(...comment);
      else above = [];
      continue;
    }
    const indent = content.length - content.trimStart().length;
    const span = { start: lineStart + indent, end: lineStart + content.trimEnd().length };
    const [, , name, value = ''] = assignment.exec(content) ?? [];
    const spec =
      name !== undefined && Object.hasOwn(ldirectord, name) ? ldirectord[name] : undefined;
    if (name === undefined) reading.diagnostics.push(diagnostic('HA7040', span, {}));
    else if (spec === undefined) {
      const near = suggest(name, Object.keys(ldirectord));
      const mend = near === undefined ? 'take it out' : `did you mean "${near}"?`;
      reading.diagnostics.push(diagnostic('HA7041', span, { name, mend }));
    } else {
      const valueSpan = { start: span.end - value.length, end: span.end };
      const comments = [...above, ...comment];
      place({ name, spec, value, span, valueSpan, comments }, indent > 0, reading);
    }
    above = [];
  }
  const { globals, virtuals, diagnostics } = reading;
  return { tree: { source, globals, virtuals }, diagnostics };
};

/** Places of passwords. */
export const secretsIn = ({ globals, virtuals }: LdirectordTree): Span[] =>
  [...globals, ...virtuals.flatMap(({ settings }) => settings)]
    .filter(({ spec }) => spec.isSecret === true)
    .map(({ valueSpan }) => valueSpan)
    .sort((a, b) => a.start - b.start);

/** A value without the quotes around it. */
export const unquoted = (value: string): string =>
  /^"(.*)"$|^'(.*)'$/
    .exec(value)
    ?.slice(1)
    .find((part) => part !== undefined) ?? value;
