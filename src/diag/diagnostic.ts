// A diagnostic: a code of the registry with the values that fill its sentence, and where it points.

import { visibleInLine } from '../base/visible.ts';
import { moved, type Span } from '../base/span.ts';
import { applyCodes } from './codes/6xxx.ts';
import { convertCodes } from './codes/7xxx.ts';
import { bugCodes } from './codes/9xxx.ts';
import { clusterCodes } from './codes/48xx.ts';
import { moduleLintCodes } from './codes/46xx.ts';
import { factCodes } from './codes/47xx.ts';
import { ignoreCodes } from './codes/49xx.ts';
import { elementCodes } from './codes/21xx.ts';
import { moduleMeaningCodes } from './codes/31xx.ts';
import { lintCodes } from './codes/4xxx.ts';
import { meaningCodes } from './codes/3xxx.ts';
import { moduleCodes } from './codes/54xx.ts';
import { planCodes } from './codes/5xxx.ts';
import { schemaCodes } from './codes/2xxx.ts';
import { textCodes } from './codes/1xxx.ts';
import { xmlCodes } from './codes/11xx.ts';

export type Severity = 'error' | 'warning' | 'info';

/** What the registry holds for a code. Ranges: 1xxx text, 2xxx schema, 3xxx meaning, 4xxx lint, 5xxx plan,
 * 6xxx apply and host, 7xxx converting, 9xxx bugs. A code is never given to another matter. */
export interface CodeSpec {
  /** For humans and for suppression; unique like the code. */
  readonly slug: string;
  readonly severity: Severity;
  /** Recognizable: holds nothing of the user's input. */
  readonly summary: string;
  /** What is wrong and why it matters, with `{holes}` for values. */
  readonly detail: string;
  /** How to mend it, with holes too. */
  readonly help: string;
}

export const codes = {
  ...textCodes,
  ...xmlCodes,
  ...schemaCodes,
  ...elementCodes,
  ...meaningCodes,
  ...moduleMeaningCodes,
  ...lintCodes,
  ...moduleLintCodes,
  ...factCodes,
  ...clusterCodes,
  ...ignoreCodes,
  ...planCodes,
  ...moduleCodes,
  ...applyCodes,
  ...convertCodes,
  ...bugCodes,
} as const satisfies { readonly [code: string]: CodeSpec };

/** How to mend what a code is about, where one sentence serves all its messages. */
export const generalHelp = ({ help }: CodeSpec): string =>
  help === '{mend}' ? 'each message says how' : help;

export type Code = keyof typeof codes;

type Holes<S extends string> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Holes<Rest>
  : never;
/** The values that a code's sentences want. */
export type ValuesFor<C extends Code> = {
  readonly [Name in Holes<(typeof codes)[C]['detail'] | (typeof codes)[C]['help']>]:
    string | number;
};

export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** What was meant beyond doubt: this text in place of the one at `span`. */
export interface Fix {
  readonly span: Span;
  readonly text: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  /** Null when it is about no place in a text. */
  readonly span: Span | null;
  readonly message: string;
  readonly help: string;
  /** Related places, such as "first defined here". */
  readonly labels: readonly Label[];
  readonly fix?: Fix;
  /** keepalived takes it; a plan cannot be made, since nobody knows what comes of it. */
  readonly stopsPlan?: boolean;
}

const fill = (sentence: string, values: Readonly<Record<string, string | number>>): string =>
  sentence.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = String(values[name] ?? hole);
    return name === 'file' ? visibleInLine(value) : value;
  });

/** A diagnostic of `code`; `values` fill the holes of its sentences. */
export const diagnostic = <C extends Code>(
  code: C,
  span: Span | null,
  values: ValuesFor<C>,
  labels: readonly Label[] = [],
): Diagnostic => {
  const spec: CodeSpec = codes[code];
  return {
    code,
    severity: spec.severity,
    span,
    message: fill(spec.detail, values),
    help: fill(spec.help, values),
    labels,
  };
};

/** The same diagnostic, `by` further on. */
export const movedDiagnostic = (found: Diagnostic, by: number): Diagnostic => ({
  ...found,
  span: found.span && moved(found.span, by),
  labels: found.labels.map((label) => ({ ...label, span: moved(label.span, by) })),
  ...(found.fix && { fix: { ...found.fix, span: moved(found.fix.span, by) } }),
});

/** The same with the text that mends it, if there is one that is beyond doubt. */
export const mendedBy = (found: Diagnostic, span: Span, text: string | undefined): Diagnostic =>
  text === undefined ? found : { ...found, fix: { span, text } };

/** The same as a warning about what keepalived takes without a word. */
export const accepted = (problem: Diagnostic, stopsPlan: boolean): Diagnostic => ({
  ...problem,
  severity: 'warning',
  ...(stopsPlan && { stopsPlan }),
});

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

const nowhere = Number.MAX_SAFE_INTEGER;

/** Sorts diagnostics as the text goes; those about no place of it come last. */
export const byPlace = (a: Diagnostic, b: Diagnostic): number =>
  (a.span?.start ?? nowhere) - (b.span?.start ?? nowhere);
