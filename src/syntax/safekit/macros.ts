// `%NAME%` in values: replaced by what a <macro> before it says (SafeKit User's Guide §13.2). A macro may
// use those before it, so none can go in circles; how much text they make together is bounded.

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { XmlAttribute } from './parse.ts';

export interface Expanded {
  /** Null when nobody knows it. */
  readonly text: string | null;
  /** Where the text was written, when all of it comes from one place. */
  readonly span: Span;
  readonly problem?: Diagnostic;
}

interface Macro {
  readonly text: string | null;
  readonly span: Span;
}

const reference = /%([A-Za-z_][\w.-]*)%/g;
const maxLength = 10_000;
const maxTotal = 10_000_000;

export class Macros {
  private readonly known = new Map<string, Macro>();
  private total = 0;

  /** Of two of one name the later one counts from where it stands. */
  define(name: string, macro: Macro): void {
    this.known.set(name, macro);
  }

  /** The value of an attribute with the macros in it replaced. */
  expand({ value, valueSpan }: XmlAttribute): Expanded {
    if (value === null) return { text: null, span: valueSpan };
    const uses = [...value.matchAll(reference)];
    if (uses.length === 0) return { text: value, span: valueSpan };
    const unknown = uses.find(([, name = '']) => !this.known.has(name));
    if (unknown !== undefined) {
      const [, name = ''] = unknown;
      return { text: null, span: valueSpan, problem: diagnostic('HA2109', valueSpan, { name }) };
    }
    const macros = uses.map(([, name = '']) => this.known.get(name));
    // Whatever is wrong with the macro is said there.
    if (macros.some((macro) => macro?.text === null)) return { text: null, span: valueSpan };
    const added = macros.reduce((sum, macro) => sum + (macro?.text?.length ?? 0), value.length);
    this.total += added;
    if (added > maxLength || this.total > maxTotal) {
      const problem = diagnostic('HA1113', valueSpan, { limit: maxLength });
      return { text: null, span: valueSpan, problem };
    }
    const text = value.replace(reference, (_, name: string) => this.known.get(name)?.text ?? '');
    const [only] = macros;
    const isWhole = uses.length === 1 && uses[0]?.[0] === value;
    return { text, span: isWhole && only !== undefined ? only.span : valueSpan };
  }
}
