// What a conversion is when it is done: files, a row for each directive, and what was chosen.

import type { BadChoice, Choice } from './choices.ts';
import type { Directive } from './directive.ts';
import {
  type Adopted,
  adoptComments,
  type CommentsOf,
  createComments,
} from './document/comments.ts';
import type { Output } from './document/output.ts';
import type { Row } from './trail.ts';

export type TargetLanguage = 'keepalived' | 'safekit';

export interface Conversion {
  readonly to: TargetLanguage;
  readonly outputs: readonly Output[];
  readonly rows: readonly Row[];
  readonly choices: readonly Choice[];
  readonly badChoices: readonly BadChoice[];
}

/** Makes outputs with comments, and with those that nothing else has at the head of the first. */
export type Render = (comments: CommentsOf, homeless: readonly string[]) => readonly Output[];

const silent: CommentsOf = { next: () => [] };

/** Outputs with the comments of their directives; it takes a first round to see which those are. */
export const withComments = (
  directives: readonly Directive[],
  render: Render,
): readonly Output[] => {
  const plain = render(silent, []);
  const used = new Set(plain.flatMap(({ lines }) => lines.flatMap(({ from }) => from)));
  const { adopted, homeless }: Adopted = adoptComments(directives, used);
  return render(createComments(adopted), homeless);
};
