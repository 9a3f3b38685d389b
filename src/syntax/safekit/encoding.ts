// Texts of XML that are not UTF-8: UTF-16 by its byte order mark, ISO-8859-1 by its declaration (XML 1.0
// §4.3.3 and appendix F).

const declared = /^\s*<\?xml\s[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']/;

/** The encoding that a text names in its declaration, as it is written there. */
export const declaredEncoding = (text: string): RegExpExecArray | null =>
  declared.exec(text.startsWith('\uFEFF') ? text.slice(1) : text);

const latin1 = /^(?:iso-8859-1|latin1|us-ascii|ascii)$/i;
const known = /^(?:utf-?8|utf-?16(?:le|be)?|iso-8859-1|latin1|us-ascii|ascii)$/i;

/** Whether a text in an encoding of this name can be read. */
export const isKnownEncoding = (name: string): boolean => known.test(name);

const bytesOf = (asLatin1: string): Uint8Array =>
  Uint8Array.from(asLatin1, (character) => character.charCodeAt(0));

/** How the bytes begin, each as one character, and what that says of their encoding. */
const marks: readonly (readonly [start: string, encoding: string])[] = [
  ['\u00ff\u00fe', 'utf-16le'],
  ['\u00fe\u00ff', 'utf-16be'],
  ['<\0', 'utf-16le'],
  ['\0<', 'utf-16be'],
];

/** The text of bytes that are not UTF-8, each given as one character; null for what is no XML. */
export const decodeXml = (asLatin1: string): string | null => {
  const [, encoding] = marks.find(([start]) => asLatin1.startsWith(start)) ?? [];
  if (encoding !== undefined) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytesOf(asLatin1));
    } catch {
      return null;
    }
  }
  const name = declaredEncoding(asLatin1)?.[1];
  return name !== undefined && latin1.test(name) && !asLatin1.includes('\0') ? asLatin1 : null;
};
