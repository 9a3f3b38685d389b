// 2xxx: a statement against the schema.

import type { CodeSpec } from '../diagnostic.ts';

export const schemaCodes = {
  HA2001: {
    slug: 'unknown-keyword',
    severity: 'error',
    summary: 'Unknown keyword',
    detail: '"{word}" is not known in {block}; keepalived ignores the line.',
    help: '{mend}',
  },
  HA2002: {
    slug: 'unknown-block',
    severity: 'error',
    summary: 'Unknown block',
    detail: '"{word}" is not known in {block}, so nothing inside its braces is read.',
    help: '{mend}',
  },
  HA2003: {
    slug: 'unknown-option',
    severity: 'error',
    summary: 'Unknown word in a line',
    detail: '"{word}" means nothing in a line of {block}.',
    help: '{mend}',
  },
  HA2004: {
    slug: 'missing-argument',
    severity: 'error',
    summary: 'Argument is missing',
    detail: '"{word}" wants {argument} after it; keepalived stops reading the file here.',
    help: 'usage: {usage}',
  },
  HA2005: {
    slug: 'extra-words',
    severity: 'warning',
    summary: 'Words after a complete statement',
    detail: '"{words}" is not read: {keyword} is complete before it.',
    help: 'remove it, or start a new line: a line holds one statement',
  },
  HA2006: {
    slug: 'unexpected-block',
    severity: 'error',
    summary: 'Keyword takes no block',
    detail: '{keyword} has no block, so nothing inside these braces is read.',
    help: 'remove the braces',
  },
  HA2007: {
    slug: 'missing-block',
    severity: 'error',
    summary: 'Keyword wants a block',
    detail: '{keyword} means nothing without its block.',
    help: 'write its opening brace behind it and the closing one where the block ends',
  },
  HA2008: {
    slug: 'bad-number',
    severity: 'error',
    summary: 'Not a number of the right kind',
    detail: '"{text}" is not {expected}.',
    help: 'write {expected}, in decimal digits without a unit',
  },
  HA2009: {
    slug: 'out-of-range',
    severity: 'error',
    summary: 'Number out of range',
    detail: '{text} is not within {min} and {max}.',
    help: 'write a number from {min} to {max}',
  },
  HA2010: {
    slug: 'bad-address',
    severity: 'error',
    summary: 'Not an address',
    detail: '"{text}" is not {expected}.',
    help: 'write {expected}; names are not looked up here',
  },
  HA2011: {
    slug: 'bad-choice',
    severity: 'error',
    summary: 'Not one of the possible words',
    detail: '"{text}" is not one of {values}.',
    help: '{mend}',
  },
  HA2012: {
    slug: 'too-long',
    severity: 'error',
    summary: 'Name too long',
    detail: '"{text}" has {length} characters; the kernel takes {max} here.',
    help: 'shorten it to {max} characters',
  },
  HA2014: {
    slug: 'bad-name',
    severity: 'error',
    summary: 'Name with characters that cannot be',
    detail: '"{text}" is not {expected}.',
    help: 'write {expected}',
  },
  HA2013: {
    slug: 'deprecated-keyword',
    severity: 'warning',
    summary: 'Deprecated keyword',
    detail: '{keyword} still works, but keepalived has deprecated it.',
    help: 'use {use} instead',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
