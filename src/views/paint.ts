// Colours, when the reader wants them: ECMA-48 SGR.

export type Tone = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'blue';
export type Paint = (tone: Tone, text: string) => string;

const codes: { readonly [T in Tone]: number } = {
  bold: 1,
  dim: 2,
  red: 31,
  green: 32,
  yellow: 33,
  blue: 34,
};

export const plain: Paint = (_tone, text) => text;
export const coloured: Paint = (tone, text) => `\u001b[${codes[tone]}m${text}\u001b[0m`;
