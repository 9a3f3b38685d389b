// $NAME=TEXT and its use: ${NAME} anywhere, $NAME before a blank, a comma, a parenthesis or the end.
// Names are replaced late, where they are used. keepalived.conf(5), PARAMETER SUBSTITUTION.

import { directoryOf, pathFrom } from '../../base/path.ts';
import { builtInsSince, isNewerThan, type Version } from '../../../grammars/keepalived/versions.ts';
import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { Frame, SourceMap } from '../../diag/source-map.ts';
import { type Line, type Piece, placeOf, reframed, slice, textOf } from './pieces.ts';
import type { Surroundings } from './surroundings.ts';

/** parser.c MAXBUF: a line that grows longer is not replaced any further. */
const maxLineLength = 1024;

const reference = /\$(?:\{([A-Za-z_]\w*)((?: +[\w-]+)*)\}|([A-Za-z_]\w*)(?=[ \t,)]|$))/g;

export class Definitions {
  private readonly lines = new Map<string, readonly Line[]>();
  /** Where names stand that are not defined: a line that is read many times says so once. */
  private readonly undefinedAt = new Set<number>();
  private readonly sources: SourceMap;
  private readonly surroundings: Surroundings;
  private readonly target: Version;
  private readonly diagnostics: Diagnostic[];
  /** Where values are used that only the daemon knows. */
  readonly unknown: Span[] = [];

  constructor(
    sources: SourceMap,
    surroundings: Surroundings,
    target: Version,
    diagnostics: Diagnostic[],
  ) {
    this.sources = sources;
    this.surroundings = surroundings;
    this.target = target;
    this.diagnostics = diagnostics;
  }

  set(name: string, lines: readonly Line[]): void {
    this.lines.set(name, lines);
  }

  /** The line with all names replaced, and the further lines that they bring; null: give it up. */
  substitute(line: Line): readonly Line[] | null {
    if (!line.some(({ text }) => text.includes('$'))) return [line];
    const made: Piece[] = [];
    let madeText = '';
    let rest: readonly Line[] = [];
    // What is still to be read, and up to where it is part of `made`.
    let current = line;
    let text = textOf(line);
    let done = 0;
    let isSame = true;
    const keepTo = (end: number): void => {
      if (end > done) made.push(...slice(current, done, end));
      madeText += text.slice(done, end);
      done = end;
    };
    reference.lastIndex = 0;
    for (let count = 0; ;) {
      const match = reference.exec(text);
      if (match === null) {
        keepTo(text.length);
        return [isSame ? line : made, ...rest];
      }
      const { index } = match;
      const end = index + match[0].length;
      const used = slice(current, index, end);
      const values = this.valueOf(match, used, end === text.length);
      keepTo(index);
      if (values === null) {
        const kept = this.keepUndefined(used, match, madeText, line);
        isSame &&= kept === used;
        made.push(...kept);
        madeText += match[0];
        done = end;
        continue;
      }
      if (++count > maxLineLength || madeText.length + text.length - done > maxLineLength) {
        this.diagnostics.push(diagnostic('HA1015', placeOf(used), { name: match[0] }));
        return null;
      }
      isSame = false;
      const frame: Frame = { note: 'used here', at: placeOf(used), parent: used[0]?.frame ?? null };
      const [first = [], ...more] = values.map((value) => reframed(value, frame));
      if (more.length > 0) rest = [...more, ...rest];
      const inserted = textOf(first);
      if (inserted.includes('$')) {
        // Names in it are replaced in their turn.
        current = [...first, ...slice(current, end)];
        text = inserted + text.slice(end);
        done = reference.lastIndex = 0;
      } else {
        made.push(...first);
        madeText += inserted;
        done = end;
      }
    }
  }

  /** What a name stands for; a name of several lines counts only at the end of a line. */
  private valueOf(
    [, braced, args = '', plain]: RegExpExecArray,
    used: Line,
    isLast: boolean,
  ): readonly Line[] | null {
    const name = braced ?? plain ?? '';
    const own = this.lines.get(name);
    if (own !== undefined) return args !== '' || (own.length > 1 && !isLast) ? null : own;
    const since = builtInsSince.get(name);
    if (since !== undefined && isNewerThan(since, this.target)) return null;
    const built = this.builtIn(name, args.trim().split(/ +/), used);
    if (built === undefined) return null;
    return [[{ text: built, origin: placeOf(used), isCopy: false, frame: null }]];
  }

  private builtIn(name: string, args: readonly string[], used: Line): string | undefined {
    const { configId = '', workingDirectory = '' } = this.surroundings;
    const [first = ''] = args;
    switch (name) {
      case '_PWD': {
        const { file } = this.sources.locate(placeOf(used).start);
        const directory = directoryOf(file);
        return directory === '.' ? workingDirectory : pathFrom(workingDirectory, directory);
      }
      case '_INSTANCE':
        return configId;
      case '_HASH':
        return '#';
      case '_BANG':
        return '!';
      // Any number will do that keepalived could draw: the least.
      case '_RANDOM':
        this.doubt(used);
        return /^\d+$/.test(first) ? first : '0';
      case '_ENV':
        return this.variable(first, used);
      default:
        return undefined;
    }
  }

  /** Of an environment that nobody knows, the name of a variable stands for its value. */
  private variable(name: string, used: Line): string {
    const { environment } = this.surroundings;
    if (environment !== undefined) return environment(name) ?? '';
    this.doubt(used);
    return name === '' ? '_ENV' : name;
  }

  private doubt(used: Line): void {
    this.unknown.push(placeOf(used));
    for (let frame = used[0]?.frame ?? null; frame !== null; frame = frame.parent) {
      this.unknown.push(frame.at);
    }
  }

  /** A name that nothing defines stays as it is; its braces would end the statement, so they go. */
  private keepUndefined(used: Line, match: RegExpExecArray, before: string, line: Line): Line {
    const { 0: whole, 1: braced, 3: plain = '' } = match;
    const at = placeOf(used);
    const isQuoted = before.split('"').length % 2 === 0;
    const isKept = braced === undefined || isQuoted;
    if (!this.undefinedAt.has(at.start)) {
      this.undefinedAt.add(at.start);
      const name = braced ?? plain;
      const found = diagnostic(isKept ? 'HA1013' : 'HA1012', at, { text: whole, name });
      const since = builtInsSince.get(name);
      const help = `upgrade keepalived to ${since}, which brought it, or do without`;
      this.diagnostics.push(since === undefined ? found : { ...found, help });
    }
    if (isKept) return used;
    return [{ text: `$${braced}`, origin: at, isCopy: false, frame: line[0]?.frame ?? null }];
  }
}
