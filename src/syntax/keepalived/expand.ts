// Includes, conditions (@id), definitions ($NAME=) and repetitions (~SEQ, ~LST): what keepalived does
// line by line before it looks for keywords. The result is one text that remembers where each piece of
// it was written. keepalived.conf(5), CONFIGURATION FILES, PARAMETER SUBSTITUTION.

import { directoryOf } from '../../base/path.ts';
import {
  backslashInComment,
  conditionBehindNothing,
  includeVariants,
  isNewerThan,
  newest,
  type Version,
} from '../../../grammars/keepalived/versions.ts';
import { joined, moved, type Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Frame, Source, SourceMap } from '../../diag/source-map.ts';
import { Definitions } from './definitions.ts';
import {
  contentLength,
  type Include,
  type IncludedFile,
  includeOf,
  mayInclude,
  nothingMatches,
} from './include.ts';
import { missingInclude } from './missing-include.ts';
import { longLinesIn, maxLineBytes, withoutLines } from './long-lines.ts';
import { createMadeText } from './made-text.ts';
import { type Line, placeOf, reframed, slice, textOf, withoutEscapes } from './pieces.ts';
import { maxRounds, repetitionHead, repetitionOf } from './repetition.ts';
import type { SeenInclude, Surroundings } from './surroundings.ts';

/** Far more than any host has, and read in about a second. */
const maxLines = 400_000;
const maxCharacters = 64 * 1024 * 1024;
const maxDepth = 32;
/** Lines that may have to be expanded; all others are copied as they are. */
const special =
  /^[ \t\v\f]*(?:include[rmwba]?[ \t]|[@~])|\$[{A-Za-z_]|[{}][ \t]*(?:[@~]|include)/gm;

const definition = /^\$([A-Za-z_]\w*)=[ \t]*/;
const condition = /^@(\^?)([^ \t]*)(?:[ \t]+|$)/;
/** A brace that ends a statement, with something to expand behind it. */
const restAfterBrace =
  /^(?:[^"{}]|"[^"]*")*[{}][ \t]*(?=[@~]|\$[A-Za-z_]\w*=|include[rmwba]?[ \t])/;

/** Lines one after the other; `next` takes the one that follows, whatever it holds. */
interface Lines {
  readonly next: () => Line | null;
}

const isBlank = (line: Line): boolean => textOf(line).trim() === '';

const isPlainBlank = (sign: string | undefined): boolean => sign === ' ' || sign === '\t';

/** What isblank(3) calls so: a form feed stays, and hides what would be special without it. */
const withoutBlanks = (line: Line): Line => {
  const text = textOf(line);
  let start = 0;
  while (isPlainBlank(text[start])) start++;
  let end = text.length;
  while (end > start && isPlainBlank(text[end - 1])) end--;
  return slice(line, start, end);
};

const depthOf = (frame: Frame | null): number => (frame === null ? 0 : 1 + depthOf(frame.parent));

class Expander {
  readonly diagnostics: Diagnostic[] = [];
  readonly made = createMadeText();
  private madeLines = 0;
  /** How often the innermost text is read that is being repeated. */
  private rounds = 1;
  /** Whether a condition kept a line from being read. */
  leavesOut = false;
  /** Includes whose files nobody has looked for. */
  readonly unread: SeenInclude[] = [];
  isExhausted = false;
  readonly definitions: Definitions;
  private readonly sourcesByPath = new Map<string, Source>();
  private readonly sources: SourceMap;
  private readonly surroundings: Surroundings;
  private readonly target: Version;

  constructor(sources: SourceMap, surroundings: Surroundings, target: Version) {
    this.sources = sources;
    this.surroundings = surroundings;
    this.target = target;
    this.definitions = new Definitions(sources, surroundings, target, this.diagnostics);
  }

  /** Reads a file from its start to its end. */
  file(source: Source, frame: Frame | null): void {
    const { base } = source;
    const long = longLinesIn(source.text);
    const text = withoutLines(source.text, long);
    for (const line of long) {
      this.diagnostics.push(diagnostic('HA1019', moved(line, base), { limit: maxLineBytes }));
    }
    let at = 0;
    const pieceAt = (start: number, end: number): Line =>
      start < end
        ? [
            {
              text: text.slice(start, end),
              origin: { start: base + start, end: base + end },
              isCopy: true,
              frame,
            },
          ]
        : [];
    const next = (): Line | null => {
      if (at >= text.length) return null;
      const stop = text.indexOf('\n', at);
      const end = stop < 0 ? text.length : stop;
      const line = pieceAt(at, text[end - 1] === '\r' ? end - 1 : end);
      at = end + 1;
      return line;
    };
    while (at < text.length && !this.isExhausted) {
      special.lastIndex = at;
      const match = special.exec(text);
      const start = match === null ? text.length : text.lastIndexOf('\n', match.index) + 1;
      this.made.add(pieceAt(at, match === null ? text.length : Math.max(at, start)));
      at = Math.max(at, start);
      const line = match === null ? null : next();
      if (line !== null) this.physicalLine(line, { next }, source, frame);
    }
    // The last line need not have an end.
    const end = base + text.length;
    this.made.add([{ text: '\n', origin: { start: end, end }, isCopy: false, frame }]);
  }

  /** A line of a file. Its comment goes before it, where it is found by who looks for remarks. */
  private physicalLine(line: Line, lines: Lines, source: Source, frame: Frame | null): void {
    const text = textOf(line);
    const length = contentLength(text);
    const content = this.contentOf(line);
    this.made.addLine(slice(line, length));
    this.line(content, lines, frame, source);
  }

  /** A line without its comment, of which only the backslash at its end ever counted. */
  private contentOf(line: Line): Line {
    const text = textOf(line);
    const length = contentLength(text);
    const content = withoutBlanks(slice(line, 0, length));
    const isContinued = length < text.length && text.endsWith('\\');
    return isContinued && isNewerThan(backslashInComment.until, this.target)
      ? [...content, ...slice(line, text.length - 1)]
      : content;
  }

  /** A word of a later release reads nothing. */
  private includeAsKnown(include: Include, line: Line, source: Source, frame: Frame | null): void {
    const { word } = include;
    const { target } = this;
    if (word === 'include' || !isNewerThan(includeVariants, target)) {
      return this.include(include, placeOf(line), source, frame);
    }
    const at = placeOf(slice(line, 0, word.length));
    this.diagnostics.push(diagnostic('HA2016', at, { word, since: includeVariants, target }));
  }

  private include({ word, pattern }: Include, at: Span, source: Source, frame: Frame | null): void {
    const directory = directoryOf(source.file);
    const none: readonly IncludedFile[] = [{ path: pattern, problem: nothingMatches }];
    const known = this.surroundings.included?.(directory, pattern);
    if (known === undefined && this.surroundings.included !== undefined) {
      this.unread.push({ directory, pattern });
    }
    const files = known ?? none;
    const inner: Frame = { note: 'included here', at, parent: frame };
    for (const file of files) {
      if ('problem' in file) {
        if (file.isForbidden === true) {
          const { path, problem } = file;
          this.diagnostics.push(diagnostic('HA1020', at, { file: path, problem }));
        } else {
          const first = this.sources.files()[0] ?? '';
          this.diagnostics.push(
            missingInclude({ word, pattern }, file, at, first, this.surroundings),
          );
        }
        continue;
      }
      const isOpen = this.isBeingRead(file.path, source, frame);
      if (isOpen || depthOf(inner) > maxDepth) {
        this.diagnostics.push(diagnostic('HA1016', at, { file: file.path }));
        continue;
      }
      const read = this.sourcesByPath.get(file.path);
      if (read !== undefined && this.isReadTooOften(read, at)) return;
      const included = read ?? this.sources.add(file.path, file.text);
      this.sourcesByPath.set(file.path, included);
      this.file(included, inner);
    }
  }

  private isBeingRead(path: string, source: Source, frame: Frame | null): boolean {
    if (source.file === path) return true;
    for (let outer = frame; outer !== null; outer = outer.parent) {
      if (this.sources.locate(outer.at.start).file === path) return true;
    }
    return false;
  }

  /** A line without comment and without blanks around it. */
  private line(line: Line, lines: Lines, frame: Frame | null, source: Source): void {
    if (this.isExhausted || line.length === 0) return;
    const text = textOf(line);
    if (text.startsWith('@')) return this.condition(line, lines, frame, source);
    if (text.startsWith('$') && definition.test(text)) return this.define(line, lines);
    if (text.startsWith('~')) return this.repeat(line, frame, source);
    const replaced = this.definitions.substitute(line);
    if (replaced === null) return;
    const [made = [], ...rest] = replaced;
    const isSame = made === line;
    // A name that stands for nothing leaves the blanks behind it.
    const first = isSame ? line : withoutBlanks(made);
    const include = includeOf(isSame ? text : textOf(first));
    if (include !== null) this.includeAsKnown(include, first, source, frame);
    else if (!isSame && this.isSpecial(textOf(first), textOf(made))) {
      this.line(first, lines, frame, source);
    } else {
      // Plain text behind a brace is left to the parser.
      const mayHaveMore = /[@~$]|include/.test(isSame ? text : textOf(first));
      const before = mayHaveMore ? (restAfterBrace.exec(textOf(first))?.[0].length ?? 0) : 0;
      this.made.addLine(before === 0 ? first : slice(first, 0, before));
      if (before > 0) this.line(withoutBlanks(slice(first, before)), lines, frame, source);
    }
    this.lines(rest, source);
  }

  /** Whether a line with its names replaced is one to be looked at again. */
  private isSpecial(text: string, withBlanks: string): boolean {
    if (!text.startsWith('@')) return text.startsWith('~') || definition.test(text);
    return withBlanks.startsWith('@') || isNewerThan(conditionBehindNothing.until, this.target);
  }

  private lines(list: readonly Line[], source: Source): void {
    let at = 0;
    const next = () => list[at++] ?? null;
    for (let line = next(); line !== null; line = next()) {
      if (this.isTooMuch(line)) return;
      this.line(line, { next }, line[0]?.frame ?? null, source);
    }
  }

  private condition(line: Line, lines: Lines, frame: Frame | null, source: Source): void {
    const [head = '', not = '', id = ''] = condition.exec(textOf(line)) ?? [];
    const rest = slice(line, head.length);
    const { configId } = this.surroundings;
    if (rest.length === 0) return;
    if ((id === configId) === (not === '^')) {
      this.leavesOut = true;
      return;
    }
    const note = not === '^' ? `read where the id is not ${id}` : `read where the id is ${id}`;
    const at = placeOf(slice(line, 0, head.trimEnd().length));
    // What came from elsewhere keeps its way; only one condition counts for a line.
    const inner: Frame = { note, at, parent: frame };
    const kept = rest.map((piece) => (piece.frame === frame ? { ...piece, frame: inner } : piece));
    const text = textOf(kept);
    if (text.startsWith('@')) this.made.addLine(kept);
    else this.line(kept, lines, inner, source);
  }

  /** `$NAME=TEXT`; a backslash at the end goes on in the next line. */
  private define(line: Line, lines: Lines): void {
    const [head = '', name = ''] = definition.exec(textOf(line)) ?? [];
    const values: Line[] = [];
    let value = slice(line, head.length);
    let goesOn = textOf(value).endsWith('\\');
    while (goesOn) {
      const end = textOf(value).replace(/\\$/, '').length;
      const cut = withoutBlanks(slice(value, 0, end));
      if (cut.length > 0) values.push(cut);
      const next = lines.next();
      if (next === null || isBlank(next)) {
        value = [];
        break;
      }
      value = this.contentOf(next);
      goesOn = textOf(value).endsWith('\\');
    }
    if (value.length > 0 || values.length === 0) values.push(value);
    this.definitions.set(name, values.map(withoutEscapes));
  }

  private repeat(line: Line, frame: Frame | null, source: Source): void {
    const text = textOf(line);
    const found = repetitionHead(text);
    if (found === null) {
      // Anything else behind a tilde is a word like others.
      if (/^~(?:SEQ|LST)/.test(text)) this.refuseRepetition(line, 'its parentheses are not closed');
      else this.made.addLine(line);
      return;
    }
    const end = text.indexOf(')') + 1;
    const specAt = text.indexOf('(') + 1;
    const spec = this.definitions.substitute(slice(line, specAt, end - 1))?.[0] ?? [];
    const repetition = repetitionOf(found.word, textOf(spec));
    if (typeof repetition === 'string') return this.refuseRepetition(line, repetition);
    const at = placeOf(slice(line, 0, end));
    const body = slice(line, found.length);
    const outerRounds = this.rounds;
    this.rounds *= repetition.rounds.length;
    if (this.rounds > maxLines) this.exhaust(at);
    for (const round of repetition.rounds) {
      const shown = [...round].map(([name, value]) => `${name} = ${value}`).join(', ');
      const note = `repeated here, with ${shown}`;
      const inner: Frame = { note, at, parent: frame };
      for (const [name, value] of round) {
        this.definitions.set(name, [[{ text: value, origin: at, isCopy: false, frame: null }]]);
      }
      const repeated = reframed(body, inner);
      if (this.isTooMuch(repeated)) return;
      this.line(repeated, { next: () => null }, inner, source);
    }
    this.rounds = outerRounds;
  }

  private refuseRepetition(line: Line, reason: string): void {
    const text = textOf(line);
    const limit = maxRounds;
    this.diagnostics.push(diagnostic('HA1011', placeOf(line), { text, reason, limit }));
  }

  /** Counts a line that no file holds; says once that there are too many. */
  private isTooMuch(line: Line): boolean {
    if (this.isExhausted) return true;
    const isDeep = depthOf(line[0]?.frame ?? null) > maxDepth;
    const isMuch = ++this.madeLines > maxLines || this.made.length() > maxCharacters;
    if (isDeep || isMuch) this.exhaust(placeOf(line));
    return this.isExhausted;
  }

  /** Counts the lines of a file that is included once more. */
  private isReadTooOften({ text }: Source, at: Span): boolean {
    this.madeLines += text.split('\n').length;
    const isMuch = this.madeLines > maxLines || this.made.length() > maxCharacters;
    if (isMuch && !this.isExhausted) this.exhaust(at);
    return this.isExhausted;
  }

  private exhaust(at: Span): void {
    this.isExhausted = true;
    this.diagnostics.push(diagnostic('HA1014', at, { limit: maxLines }));
  }
}

/** Whether a text asks for nothing but to be read as it is. */
const isPlain = (text: string): boolean => {
  if (longLinesIn(text).length > 0) return false;
  if (!/[$@~]/.test(text) && !mayInclude(text)) return true;
  special.lastIndex = 0;
  return !special.test(text);
};

/**
 * The text that keepalived would read for `source`, as a source of its own; the same source when
 * nothing in it is to be expanded. Diagnostics point at what was written.
 */
export const expandKeepalived = (
  sources: SourceMap,
  source: Source,
  surroundings: Surroundings,
  target: Version = newest,
): {
  source: Source;
  /** Whether a condition kept a line from being read. */
  leavesOut: boolean;
  /** Includes whose files nobody has looked for. */
  unread: readonly SeenInclude[];
  /** Where values are used that only the daemon knows. */
  unknown: readonly Span[];
  diagnostics: readonly Diagnostic[];
} => {
  if (isPlain(source.text)) {
    return { source, leavesOut: false, unread: [], unknown: [], diagnostics: [] };
  }
  const expander = new Expander(sources, surroundings, target);
  expander.file(source, null);
  const { leavesOut, unread, diagnostics, isExhausted } = expander;
  // A part of what never ends is of no use.
  const made = isExhausted ? createMadeText() : expander.made;
  const expanded = sources.addMade(source.file, made.text(), made);
  const { unknown } = expander.definitions;
  return { source: expanded, leavesOut, unread, unknown: joined(unknown), diagnostics };
};
