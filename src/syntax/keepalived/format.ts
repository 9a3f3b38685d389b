// The canonical layout of keepalived.conf: four blanks a level, a statement a line, `keyword {`, a
// closing brace alone, single blanks, at most one empty line between groups, comments where they were.
//
// It goes line by line like keepalived(8) itself, over the text and not over its tree: what is still to
// be expanded has none, and a text with mistakes loses nothing.

import { createBlockDepth, type BlockDepth } from './block-depth.ts';
import { createLayout, type Layout } from './layout.ts';
import { hasDefinition, type Piece, piecesOf, takesBrace, wholePiece } from './line-pieces.ts';
import { maxLineBytes, roomIn } from './long-lines.ts';
import { isTemplate, withoutPlaceholders } from './placeholders.ts';
import { type RawLine, readRawLine } from './raw-line.ts';

interface Page {
  readonly layout: Layout;
  readonly depth: BlockDepth;
  /** Levels in a definition that goes on over this line, or null. */
  definition: number | null;
  readonly isTemplate: boolean;
  /** The mark that ends a placeholder that goes on over this line, or null. */
  placeholderEnd: string | null;
}

const linesOf = (text: string): string[] => {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

const addPiece = ({ layout, depth }: Page, piece: Piece): void => {
  switch (piece.kind) {
    case 'statement':
      layout.statement(piece.text, { levels: depth.of(null) });
      break;
    case 'open':
      layout.open(depth.of(null), (statement) => !takesBrace(statement));
      depth.move(1, null);
      break;
    case 'close':
      depth.move(-1, null);
      layout.line('}', { levels: depth.of(null), closes: true });
      break;
    case 'whole': {
      const { text, condition, closes, opens } = piece;
      const levels = Math.max(0, depth.of(condition) - closes);
      layout.line(text, { levels, opens: opens > 0, closes: closes > 0 });
      depth.move(opens, condition);
    }
  }
};

const startDefinition = (page: Page, { content, goesOn }: RawLine): void => {
  if (goesOn && hasDefinition(content)) page.definition = page.depth.of(null) + 1;
};

const addStatements = (page: Page, raw: RawLine): void => {
  const pieces = piecesOf(raw);
  for (const piece of pieces) addPiece(page, piece);
  const comment = raw.comment.replace(/[ \t\v\f\r]+$/, '');
  if (comment !== '' && !raw.isDelicate) {
    const levels = page.depth.of(null);
    if (pieces.length > 0) page.layout.trailing(comment, levels);
    else page.layout.comment(comment, levels);
  }
  startDefinition(page, raw);
};

/**
 * The text of a definition is read when it is used. A line without any sign ends it; one of blanks or a
 * comment alone does so for the children of keepalived, but not for their parent.
 */
const addDefinitionLine = (page: Page, line: string, levels: number): void => {
  const { content, goesOn, asWritten } = readRawLine(line);
  const { closes, opens } = wholePiece(content);
  if (asWritten === '') page.layout.untouched(line);
  else page.layout.line(asWritten, { levels: Math.max(0, levels - closes) });
  const isSkipped = content === '' && line !== '';
  page.definition = goesOn || isSkipped ? Math.max(0, levels + opens) : null;
};

/** What will stand in the place of a placeholder nobody knows; only the indentation is ours. */
const addTemplateLine = (page: Page, line: string): void => {
  const isInside = page.placeholderEnd !== null;
  const { rest, end } = withoutPlaceholders(line, page.placeholderEnd);
  page.placeholderEnd = end;
  if (rest === line) return addStatements(page, readRawLine(line));
  const raw = readRawLine(rest);
  const { condition, closes, opens } = wholePiece(raw.content);
  const levels = Math.max(0, page.depth.of(condition) - closes);
  const place = { levels, opens: opens > 0, closes: closes > 0 };
  if (isInside) page.layout.untouched(line);
  else page.layout.line(readRawLine(line).asWritten, place);
  page.depth.move(opens, condition);
  startDefinition(page, raw);
};

/** A line that is read as two or more; where it is cut, the next begins. */
const addLongLine = (page: Page, line: string): void => {
  page.layout.untouched(line);
  for (let at = 0; at < line.length; at += maxLineBytes) {
    const raw = readRawLine(line.slice(at, at + maxLineBytes));
    const { condition, opens } = wholePiece(raw.content);
    if (page.definition === null) page.depth.move(opens, condition);
    if (!raw.goesOn) page.definition = null;
    startDefinition(page, raw);
  }
};

const addLine = (page: Page, written: string): void => {
  if (roomIn(written) < 0) return addLongLine(page, written);
  // Line ends of DOS become those of Unix.
  const line = written.replace(/\r+$/, '');
  if (page.definition !== null) addDefinitionLine(page, line, page.definition);
  else if (page.placeholderEnd !== null) addTemplateLine(page, line);
  else if (/^[ \t\v\f\r]*$/.test(line)) page.layout.gap();
  else if (page.isTemplate) addTemplateLine(page, line);
  else addStatements(page, readRawLine(line));
};

/** The mark is a part of the first word, or none at all: that depends on who reads it. */
const addMarkedLine = (page: Page, line: string): void => {
  if (roomIn(line) < 0) addLongLine(page, line);
  else addStatements(page, { ...readRawLine(line.replace(/\r+$/, '')), isDelicate: true });
};

const byteOrderMark = '\uFEFF';

/**
 * The text in its canonical layout. It means the same to keepalived(8) and formats to itself; a line
 * that could not be changed without a risk to that keeps its words and blanks.
 */
export const formatKeepalived = (text: string): string => {
  const lines = linesOf(text);
  const page: Page = {
    layout: createLayout(),
    depth: createBlockDepth(),
    definition: null,
    isTemplate: isTemplate(lines),
    placeholderEnd: null,
  };
  const isMarked = text.startsWith(byteOrderMark);
  for (const [index, line] of lines.entries()) {
    if (isMarked && index === 0) addMarkedLine(page, line);
    else addLine(page, line);
  }
  const formatted = page.layout.text();
  // Elsewhere the same character is no mark, and must not become one.
  return !isMarked && formatted.startsWith(byteOrderMark) ? `\n${formatted}` : formatted;
};
