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
      '"{sign}" starts a comment here, even in the middle of a word, so what follows it is not read.',
    help: 'put the word in double quotes, or a blank before the comment',
  },
  HA1011: {
    slug: 'bad-repetition',
    severity: 'error',
    summary: 'Repetition is wrong',
    detail: '"{text}" repeats nothing: {reason}.',
    help: 'write ~SEQ(NAME, [START, [STEP,]] END) TEXT or ~LST(NAME, VALUE, ...) TEXT, with at most {limit} rounds',
  },
  HA1012: {
    slug: 'undefined-braces',
    severity: 'error',
    summary: 'Name in braces is not defined',
    detail:
      'Nothing above defines "{name}", so "{text}" stays as it is, and its braces open and close a block.',
    help: 'define it above with "${name}=TEXT", or quote the text if it is for a shell',
  },
  HA1013: {
    slug: 'undefined-name',
    severity: 'warning',
    summary: 'Name is not defined',
    detail: 'Nothing above defines "{name}", so "{text}" is read as it stands.',
    help: 'define it above with "${name}=TEXT"; if it is meant for a shell, all is well',
  },
  HA1014: {
    slug: 'endless-expansion',
    severity: 'error',
    summary: 'Text grows without end',
    detail:
      'Includes, definitions and repetitions make more than {limit} lines of this text, or call each other for ever; the rest is not read.',
    help: 'look whether a definition or an include leads back to itself',
  },
  HA1015: {
    slug: 'endless-definition',
    severity: 'error',
    summary: 'Definition leads back to itself',
    detail:
      '"{name}" grows the line beyond the 1024 characters that keepalived reads; it is left out.',
    help: 'look whether the definition uses itself, or split the line',
  },
  HA1016: {
    slug: 'include-cycle',
    severity: 'error',
    summary: 'File includes itself',
    detail:
      '"{file}" is being read already when it is included here; keepalived goes on until it runs out of files.',
    help: 'remove one of the includes',
  },
  HA1017: {
    slug: 'include-missing',
    severity: 'warning',
    summary: 'Included file is not read',
    detail: '"{file}" is not read: {problem}. keepalived goes on without a word.',
    help: 'mend the path, or write includea so that keepalived fails when it is missing',
  },
  HA1018: {
    slug: 'include-required',
    severity: 'error',
    summary: 'Included file is not read',
    detail: '"{file}" is not read: {problem}; this variant of include insists on it.',
    help: 'mend the path, or write include where the file may be missing',
  },
  HA1019: {
    slug: 'line-too-long',
    severity: 'error',
    summary: 'Line is too long',
    detail:
      'keepalived reads lines of at most {limit} bytes: it takes the rest of this one for a line of its own, even in a comment.',
    help: 'split the line, or put long commands into a script',
  },
  HA1020: {
    slug: 'include-unread',
    severity: 'error',
    summary: 'Included file cannot be read',
    detail:
      '"{file}" is not read: {problem}. keepalived, which runs as root, does read it, so a part of the configuration is missing here.',
    help: 'run hactl as a user who may read it',
  },
  HA1030: {
    slug: 'backslash-behind-comment',
    severity: 'error',
    summary: 'Comment ends in a backslash',
    detail:
      'keepalived {target} leaves out the comment and reads the backslash at its end: as a word of its own, or as a part of the one before.',
    help: 'remove the backslash, or put something behind it',
  },
  HA1031: {
    slug: 'quoted-brace',
    severity: 'error',
    summary: 'Brace in quotes',
    detail:
      'A quoted "{sign}" at the end of a line {effect} a block all the same, but keepalived does not count it among the braces.',
    help: 'write it without quotes where a block is meant; neither a password nor a command can be a brace',
  },
  HA1050: {
    slug: 'no-configuration',
    severity: 'error',
    summary: 'Nothing to check',
    detail: '"{file}" stands for no configuration: {reason}.',
    help: 'name the file itself: a file is checked whatever it is called',
  },
  HA1051: {
    slug: 'too-many-ids',
    severity: 'warning',
    summary: 'Not all ids of conditions are tried',
    detail:
      'The file is read for the first {limit} ids that its @id lines name, and not for {count} more: {ids}.',
    help: 'check these with --config-id ID',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
