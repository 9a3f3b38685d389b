// 11xx: the text as XML.

import type { CodeSpec } from '../diagnostic.ts';

export const xmlCodes = {
  HA1101: {
    slug: 'unclosed-element',
    severity: 'error',
    summary: 'Element is not closed',
    detail: '<{name}> has no </{name}>: all that follows is read as a part of it.',
    help: 'close it with </{name}>, or write <{name}/> when nothing is inside',
  },
  HA1102: {
    slug: 'stray-end-tag',
    severity: 'error',
    summary: 'End tag without an element',
    detail: '</{name}> closes nothing that is open here.',
    help: 'remove it, or look whether the name of a start tag above is misspelt',
  },
  HA1103: {
    slug: 'unclosed-tag',
    severity: 'error',
    summary: 'Tag is not closed',
    detail: 'The tag <{name} has no ">" before the next tag begins.',
    help: 'add the missing ">", or close a quote that is open',
  },
  HA1104: {
    slug: 'stray-characters',
    severity: 'error',
    summary: 'Characters that XML does not allow here',
    detail: '"{text}" cannot stand here.',
    help: 'remove it; inside a value "<" is written &lt;',
  },
  HA1105: {
    slug: 'stray-text',
    severity: 'error',
    summary: 'Text between elements',
    detail: '"{text}" stands outside of all tags, where nothing is read.',
    help: 'remove it, or make it a comment: <!-- ... -->',
  },
  HA1106: {
    slug: 'document-type',
    severity: 'error',
    summary: 'Document type with declarations',
    detail:
      'A document type may name the root element and nothing else: no files and no entities are read.',
    help: 'write <!DOCTYPE safe>, or remove it',
  },
  HA1107: {
    slug: 'attribute-without-value',
    severity: 'error',
    summary: 'Attribute without a value in quotes',
    detail: '"{name}" is not followed by = and a value between two quotes.',
    help: 'write "{name}" with = and a value in quotes behind it',
  },
  HA1108: {
    slug: 'repeated-attribute',
    severity: 'error',
    summary: 'Attribute stands twice',
    detail: '"{name}" stands twice in one element, which no XML parser accepts.',
    help: 'remove one of the two',
  },
  HA1109: {
    slug: 'xml-too-large',
    severity: 'error',
    summary: 'More than any configuration holds',
    detail: 'The file has more than {what}; the rest is not read.',
    help: 'look whether this is the right file',
  },
  HA1110: {
    slug: 'unknown-reference',
    severity: 'error',
    summary: 'Reference to nothing',
    detail: '"{text}" refers to no character, and entities are not declared here.',
    help: 'write &amp; for an ampersand',
  },
  HA1111: {
    slug: 'second-root',
    severity: 'error',
    summary: 'Second element beside the root',
    detail:
      '<{name}> stands beside the root element, and a file of XML has one element around all others.',
    help: 'move it into that element, or into a file of its own',
  },
  HA1112: {
    slug: 'no-element',
    severity: 'error',
    summary: 'File without an element',
    detail: 'The file holds no XML element.',
    help: 'a userconfig.xml begins with <safe>, a cluster.xml with <cluster>',
  },
  HA1113: {
    slug: 'macro-too-long',
    severity: 'error',
    summary: 'Macros make too much text',
    detail:
      'With its macros in place this value, or all of them together, is longer than {limit} characters.',
    help: 'look whether macros are made of each other again and again',
  },
  HA1114: {
    slug: 'unknown-encoding',
    severity: 'error',
    summary: 'Encoding that is not read',
    detail: 'The file says that its encoding is "{encoding}", and hactl does not read that.',
    help: 'save it as UTF-8; UTF-16 and ISO-8859-1 are read, too',
  },
  HA1115: {
    slug: 'unclosed-section',
    severity: 'error',
    summary: 'Comment or section is not closed',
    detail: 'This {what} has no "{end}": it goes on to the end of the file.',
    help: 'add "{end}" where it ends',
  },
  HA1116: {
    slug: 'misspelt-end-tag',
    severity: 'error',
    summary: 'End tag with another name',
    detail: '</{found}> stands where </{name}> is wanted.',
    help: 'write </{name}>',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
