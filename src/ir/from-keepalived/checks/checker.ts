// Checks of one checker: what it needs, what it follows, and where it connects from.

import { familyOf, isLinkLocal } from '../../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import type { KeywordLine } from '../../../syntax/shape.ts';
import { BoundBlock, BoundStatement } from '../../../syntax/tree.ts';
import { trackerFor, type TrackerKind, type Trackers } from './trackers.ts';

/** What the checkers of a server have in common. */
export interface CheckerSurroundings {
  readonly server: string;
  readonly trackers: Trackers;
  readonly diagnostics: Diagnostic[];
}

/** What a checker is nothing without. */
const needs: ReadonlyMap<string, string> = new Map([
  ['MISC_CHECK', 'misc_path'],
  ['HTTP_GET', 'url'],
  ['SSL_GET', 'url'],
  ['FILE_CHECK', 'track_file'],
  ['BFD_CHECK', 'name'],
]);

/** The keywords by which checkers follow what is defined elsewhere. */
const follows: ReadonlyMap<string, readonly [keyword: string, kind: TrackerKind]> = new Map([
  ['FILE_CHECK', ['track_file', 'file']],
  ['BFD_CHECK', ['name', 'bfd']],
]);

const lineOf = (block: BoundBlock, keyword: string): KeywordLine | undefined => {
  let found: KeywordLine | undefined;
  for (const { line } of block.shape.statements) if (line.keyword === keyword) found = line;
  return found;
};

const wordOf = (block: BoundBlock, keyword: string): string | undefined => {
  const word = lineOf(block, keyword)?.args[0]?.value;
  return typeof word === 'string' ? word : undefined;
};

const statementsOf = (block: BoundBlock, keyword: string): BoundStatement[] =>
  block.shape.statements
    .filter(({ line }) => line.keyword === keyword)
    .map((shape) => new BoundStatement(shape, block.base));

const checkConnection = (
  checker: BoundStatement,
  block: BoundBlock,
  { server, diagnostics }: CheckerSurroundings,
): void => {
  const { keyword: type } = checker;
  const target = wordOf(block, 'connect_ip') ?? server;
  const source = wordOf(block, 'bindto');
  const drop = (reason: string, mend: string): void => {
    const values = { checker: type, server, reason, mend };
    diagnostics.push(diagnostic('HA3051', checker.span, values));
  };
  if (source !== undefined && familyOf(source) !== familyOf(target)) {
    drop(`bindto ${source} is not of the family of ${target}`, `write an address like ${target}`);
  }
  if (isLinkLocal(target) && lineOf(block, 'bind_if') === undefined) {
    drop(`${target} is link-local, so it has to know the interface`, 'add: bind_if INTERFACE');
  }
};

const checkUrls = (block: BoundBlock, { server, diagnostics }: CheckerSurroundings): void => {
  for (const url of statementsOf(block, 'url')) {
    if (url.block === undefined) continue;
    if (lineOf(url.block, 'path') === undefined) {
      const values = { keyword: 'url', name: server, missing: 'path', mend: 'add: path /' };
      diagnostics.push(diagnostic('HA3043', url.span, values));
    }
    const seen = new Map<string, BoundStatement>();
    for (const digest of statementsOf(url.block, 'digest')) {
      const sum = String(digest.line.args[0]?.value ?? '');
      const other = seen.get(sum);
      if (other === undefined) seen.set(sum, digest);
      else {
        const labels = [{ span: other.span, text: 'stands here too' }];
        const values = { entry: sum, keyword: 'digest', name: server };
        diagnostics.push(diagnostic('HA3041', digest.span, values, labels));
      }
    }
  }
};

const checkReplyLength = (
  checker: BoundStatement,
  block: BoundBlock,
  { diagnostics }: CheckerSurroundings,
): void => {
  const least = lineOf(block, 'min_reply_length')?.args[0]?.value;
  const most = lineOf(block, 'max_reply_length')?.args[0]?.value ?? 255;
  if (typeof least !== 'number' || least <= Number(most)) return;
  const effect = 'the check can only fail';
  const values = { least: `min_reply_length ${least}`, most: `max_reply_length ${most}`, effect };
  diagnostics.push(diagnostic('HA3057', checker.span, values));
};

export const checkChecker = (checker: BoundStatement, surroundings: CheckerSurroundings): void => {
  const { block, keyword: type } = checker;
  const { server: name, trackers, diagnostics } = surroundings;
  if (block === undefined) return;
  const missing = needs.get(type);
  if (missing !== undefined && lineOf(block, missing) === undefined) {
    const addUrl = 'add: url { path / }; keepalived 2.2.7 crashes on a check without one';
    const mend = missing === 'url' ? addUrl : `add: ${missing} ...`;
    diagnostics.push(diagnostic('HA3043', checker.span, { keyword: type, name, missing, mend }));
  }
  const followed = follows.get(type);
  if (followed !== undefined) {
    const [keyword, kind] = followed;
    for (const line of statementsOf(block, keyword)) {
      const word = line.line.args[0]?.value;
      if (typeof word === 'string') trackerFor(trackers, kind, word, line.span, diagnostics);
    }
    return;
  }
  checkConnection(checker, block, surroundings);
  if (missing === 'url') checkUrls(block, surroundings);
  if (type === 'UDP_CHECK') checkReplyLength(checker, block, surroundings);
};
