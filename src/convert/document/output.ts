// A file that a conversion makes, line by line, with what each line was made of.

import type { Directive } from '../directive.ts';

export interface OutputLine {
  readonly text: string;
  readonly from: readonly Directive[];
  /** Shown as stars everywhere but in the file itself. */
  readonly isSecret: boolean;
}

export interface Output {
  /** Below the folder of the conversion. */
  readonly path: string;
  readonly language: 'keepalived' | 'userconfig' | 'cluster' | 'shell';
  readonly isExecutable: boolean;
  readonly lines: readonly OutputLine[];
}

/** The whole text of an output, secrets and all. */
export const textOf = ({ lines }: Output): string => lines.map(({ text }) => `${text}\n`).join('');

export const holdsSecrets = ({ lines }: Output): boolean => lines.some(({ isSecret }) => isSecret);

/** Only its owner may read what holds a secret. */
export const modeOf = (output: Output): number => {
  if (holdsSecrets(output)) return output.isExecutable ? 0o700 : 0o600;
  return output.isExecutable ? 0o755 : 0o644;
};
