// Which codes count: names that users give to codes, and what is taken and left out by them.

import { type Code, codes } from './diagnostic.ts';

const allCodes = Object.keys(codes) as readonly Code[];

/** The code of a slug or a code in any case; undefined when there is none. */
export const codeNamed = (name: string): Code | undefined => {
  const code = allCodes.find((one) => one === name.toUpperCase());
  return code ?? allCodes.find((one) => codes[one].slug === name.toLowerCase());
};

/** The codes that a code, a slug, or the start of codes such as `HA4` stands for; empty when none. */
export const codesNamed = (name: string): readonly Code[] => {
  const one = codeNamed(name);
  if (one !== undefined) return [one];
  const start = name.toUpperCase();
  return /^HA\d*$/.test(start) ? allCodes.filter((code) => code.startsWith(start)) : [];
};

export interface Selection {
  /** Names of the codes that count; all when it is left out. */
  readonly select?: readonly string[] | undefined;
  /** Names of codes that do not count although they are selected. */
  readonly ignore?: readonly string[] | undefined;
}

/** The codes that count. */
export const selectedCodes = ({ select, ignore = [] }: Selection): ReadonlySet<Code> => {
  const taken = new Set(select === undefined ? allCodes : select.flatMap(codesNamed));
  for (const name of ignore) for (const code of codesNamed(name)) taken.delete(code);
  return taken;
};

/** To find what was meant by a word that is no name of a code. */
export const slugs: readonly string[] = allCodes.map((code) => codes[code].slug);
