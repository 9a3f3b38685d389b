// The settings of an ldirectord.cf with the rows that report of them.

import { fixedStars } from '../../diag/masking.ts';
import type { SourceMap } from '../../diag/source-map.ts';
import type { LdirectordTree, Setting } from '../../syntax/ldirectord/parse.ts';
import { unquoted } from '../../syntax/ldirectord/parse.ts';
import type { Directive } from '../directive.ts';

export interface Entry {
  readonly setting: Setting;
  readonly directive: Directive;
}

export interface Section {
  readonly head: Entry;
  readonly entries: readonly Entry[];
}

export interface Entries {
  readonly globals: readonly Entry[];
  readonly sections: readonly Section[];
  /** In the order of the text. */
  readonly all: readonly Directive[];
  /** Comments on what is for the whole file. */
  readonly remarks: readonly string[];
}

const directiveOf = (
  setting: Setting,
  sources: SourceMap,
  parent: Directive | undefined,
): Directive => {
  const { name, value, spec, span, comments } = setting;
  const { file, line } = sources.locate(span.start);
  return {
    file,
    line,
    path: [...(parent?.path ?? []), name],
    text: `${name} = ${spec.isSecret === true ? fixedStars() : value}`,
    meaning: spec.doc,
    comments,
    parent,
  };
};

export const entriesOf = (tree: LdirectordTree, sources: SourceMap): Entries => {
  const entry = (setting: Setting, parent?: Directive): Entry => ({
    setting,
    directive: directiveOf(setting, sources, parent),
  });
  const globals = tree.globals.map((setting) => entry({ ...setting, comments: [] }));
  const sections = tree.virtuals.map(({ head, settings }): Section => {
    const own = entry(head);
    return { head: own, entries: settings.map((setting) => entry(setting, own.directive)) };
  });
  const all = [
    ...globals.map(({ directive }) => directive),
    ...sections.flatMap(({ head, entries }) => [
      head.directive,
      ...entries.map(({ directive }) => directive),
    ]),
  ].sort((a, b) => a.line - b.line);
  const remarks = tree.globals.flatMap(({ comments }) => comments);
  return { globals, sections, all, remarks };
};

/** The last setting of a name: of the section, else global. */
export const settingOf = (
  name: string,
  entries: readonly Entry[],
  globals: readonly Entry[] = [],
): Entry | undefined =>
  entries.findLast(({ setting }) => setting.name === name) ??
  globals.findLast(({ setting }) => setting.name === name);

export const valueOf = (entry: Entry | undefined): string | undefined =>
  entry && unquoted(entry.setting.value);

export const fromOf = (...entries: readonly (Entry | undefined)[]): Directive[] =>
  entries.flatMap((entry) => (entry === undefined ? [] : [entry.directive]));
