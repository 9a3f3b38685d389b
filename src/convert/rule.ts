// What a conversion says of a directive. The tables of rules hold one entry for each fact about how the
// two products relate, so that a sentence has one home.

export type Grade = 'lossless' | 'approximated' | 'dropped' | 'needs-decision';

export interface Rule {
  readonly grade: Grade;
  /** What differs in behaviour and what to do, in one sentence; `{holes}` are filled with values. */
  readonly says: string;
}

export type Rules = { readonly [id: string]: Rule };

export type RuleValues = Readonly<Record<string, string | number>>;

/** The sentence of a rule. */
export const sentenceOf = ({ says }: Rule, values: RuleValues): string =>
  says.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
