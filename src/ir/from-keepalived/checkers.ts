// The checker blocks of a real_server: what is checked and how often. The values that a checker does
// not set itself come from its real_server or virtual_server when it runs.

import type { keepalived } from '../../../grammars/keepalived/index.ts';
import {
  all,
  arg,
  type BoundBlock,
  BoundStatement,
  blockOf,
  isWritten,
  one,
  value,
} from '../../syntax/tree.ts';
import type { CheckedUrl, Checker } from '../model.ts';
import { checkChecker, type CheckerSurroundings } from './checks/checker.ts';
import { buildCommand } from './command.ts';
import { defined } from '../defined.ts';

type RealServer = (typeof keepalived)['virtual_server']['block']['real_server']['block'];
type UrlStatement = BoundStatement<RealServer['HTTP_GET']['block']['url']>;
/** The keywords of all checkers: one that a checker does not know is never written in it. */
type AnyChecker = RealServer['TCP_CHECK']['block'] &
  Pick<RealServer['HTTP_GET']['block'], 'url'> &
  Pick<RealServer['MISC_CHECK']['block'], 'misc_path'>;

const types: ReadonlySet<string> = new Set([
  'TCP_CHECK',
  'UDP_CHECK',
  'DNS_CHECK',
  'PING_CHECK',
  'MISC_CHECK',
  'SMTP_CHECK',
  'HTTP_GET',
  'SSL_GET',
  'FILE_CHECK',
  'BFD_CHECK',
]);

/** Many servers and checkers have none: they share these. */
const noCheckers: readonly Checker[] = [];
const noUrls: readonly CheckedUrl[] = [];

const buildUrl = (statement: UrlStatement): CheckedUrl => {
  const block = blockOf(statement);
  return defined<CheckedUrl>({
    path: value(block, 'path') ?? '/',
    digest: value(block, 'digest'),
    statusCodes: arg(one(block, 'status_code'), 0) ?? [],
    virtualHost: value(block, 'virtualhost'),
    span: statement.span,
  });
};

const buildChecker = (statement: BoundStatement): Checker => {
  const block = statement.block as BoundBlock<AnyChecker> | undefined;
  return {
    type: statement.keyword,
    connectIp: value(block, 'connect_ip'),
    connectPort: value(block, 'connect_port'),
    connectTimeoutS: value(block, 'connect_timeout'),
    retries: value(block, 'retry'),
    delayBeforeRetryS: value(block, 'delay_before_retry'),
    urls: isWritten(block, 'url') ? all(block, 'url').map(buildUrl) : noUrls,
    script: buildCommand(one(block, 'misc_path')),
    span: statement.span,
  };
};

/** The checkers of one real_server, in the order of the file. */
export const buildCheckers = (
  server: BoundBlock<RealServer> | undefined,
  surroundings: CheckerSurroundings,
): readonly Checker[] => {
  if (server === undefined) return noCheckers;
  let checkers = noCheckers;
  for (const shape of server.shape.statements) {
    if (shape.block === undefined || !types.has(shape.line.keyword)) continue;
    const statement = new BoundStatement(shape, server.base);
    checkChecker(statement, surroundings);
    const checker = buildChecker(statement);
    checkers = checkers === noCheckers ? [checker] : [...checkers, checker];
  }
  return checkers;
};
