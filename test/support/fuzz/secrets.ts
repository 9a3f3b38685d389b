// Which secrets of an input must not be shown: those that stand behind a keyword for secrets wherever
// they stand. A mutation may bring a secret to another place, where nobody can know what it is.

import type { Input } from './input.ts';
import { secretMark } from './words.ts';

const keyword = /(?<=^|[\s{}#!])(?:auth_pass|password|key[ \t]+\d+)[ \t]+([^\n]*)/g;
const token = new RegExp(`${secretMark}\\w*`, 'g');

const tokensIn = (text: string): string[] => text.match(token) ?? [];

/** Secrets of an input that a text made from it shows. */
export const shownSecrets = ({ text, files }: Input, shown: string): string[] => {
  if (!shown.includes(secretMark)) return [];
  const texts = [text, ...Object.values(files)];
  const elsewhere = new Set(texts.flatMap((one) => tokensIn(one.replace(keyword, ''))));
  const isElsewhere = (secret: string): boolean =>
    [...elsewhere].some((other) => other.includes(secret));
  const behind = texts.flatMap((one) =>
    [...one.matchAll(keyword)].flatMap(([, rest = '']) => tokensIn(rest)),
  );
  return tokensIn(shown).filter((one) => behind.includes(one) && !isElsewhere(one));
};
