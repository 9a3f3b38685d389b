// 1xxx: the text itself, before any word has a meaning.

import type { CodeSpec } from '../diagnostic.ts';

export const textCodes = {
  HA1001: {
    slug: 'missing-file',
    severity: 'error',
    summary: 'File cannot be read',
    detail: '"{file}" cannot be read: {reason}.',
    help: 'give the path of a configuration file, or - for standard input',
  },
  HA1002: {
    slug: 'not-text',
    severity: 'error',
    summary: 'File is no text',
    detail: '"{file}" is no text: {reason} at byte {offset}.',
    help: 'a configuration is UTF-8 text; look whether this is the right file',
  },
  HA1003: {
    slug: 'byte-order-mark',
    severity: 'error',
    summary: 'Byte order mark at the start',
    detail:
      'The file starts with a byte order mark, which keepalived takes for a part of the first word.',
    help: 'save the file as UTF-8 without a byte order mark',
  },
  HA1004: {
    slug: 'unclosed-block',
    severity: 'error',
    summary: 'Block is not closed',
    detail: 'The block that opens here has no "}": all that follows is read as a part of it.',
    help: 'add the missing "}"',
  },
  HA1005: {
    slug: 'stray-close',
    severity: 'error',
    summary: 'Closing brace without a block',
    detail: 'This "}" closes nothing.',
    help: 'remove it, or look whether a block above is closed too early',
  },
  HA1006: {
    slug: 'nameless-block',
    severity: 'error',
    summary: 'Block without a keyword',
    detail: 'A "{" stands here, but no keyword that could have a block comes before it.',
    help: 'write the keyword before "{", or remove the braces',
  },
  HA1007: {
    slug: 'unterminated-quote',
    severity: 'error',
    summary: 'Quote is not closed',
    detail:
      'The double quote has no partner on its line, so the rest of the line is taken as quoted.',
    help: 'add the closing double quote; a quoted word cannot go over the end of a line',
  },
  HA1008: {
    slug: 'too-deep',
    severity: 'error',
    summary: 'Blocks nested too deep',
    detail: 'Blocks are nested more than {limit} deep here, which no keyword wants.',
    help: 'look for "{" that are too many',
  },
  HA1009: {
    slug: 'comment-in-word',
    severity: 'warning',
    summary: 'Comment right behind a word',
    detail:
      '"{sign}" starts a comment even in the middle of a word, so what follows it is not read.',
    help: 'write \\{sign} for the character itself, quote the word, or put a blank before a comment',
  },
  HA1010: {
    slug: 'not-expanded',
    severity: 'error',
    summary: 'Include, condition or definition',
    detail:
      '"{word}" is an include, a condition, a definition or a repetition: this version of hactl reads only files without them, so the result would not be what keepalived makes of the file.',
    help: 'give hactl the expanded file, with the included text in place',
  },
  HA1050: {
    slug: 'no-configuration',
    severity: 'error',
    summary: 'Nothing to check',
    detail: '"{file}" stands for no configuration: {reason}.',
    help: 'name the file itself: a file is checked whatever it is called',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
