// Text from files and from the kernel on its way to a terminal, which would take parts of it for orders.

/** ECMA-48 SGR as views/paint.ts writes it; it changes no more than a colour. */
const colour = '\\u001b\\[\\d{1,2}m';

const escaped = (sign: string): string => {
  const number = sign.codePointAt(0) ?? 0;
  return `\\x${number.toString(16).padStart(2, '0')}`;
};

const signs = /(?![\n\t])\p{Cc}/gu;
const signsButColours = new RegExp(`${colour}|(?![\\n\\t])\\p{Cc}`, 'gu');

/** A text as a part of a line: as `visible`, and without line breaks too, so that it cannot begin another. */
export const visibleInLine = (text: string): string => text.replace(/\p{Cc}/gu, escaped);

/** Control characters as `\x1b`, but for line breaks, tabs and, where there are any, colours. */
export const visible = (text: string, hasColours: boolean): string =>
  hasColours
    ? text.replace(signsButColours, (sign) => (sign.length > 1 ? sign : escaped(sign)))
    : text.replace(signs, escaped);
