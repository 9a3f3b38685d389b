// What `hactl try` found, part by part.

import type { Part } from '../app/try.ts';
import { wrap } from '../base/wrap.ts';
import type { Kind } from '../plan/state.ts';
import type { Paint } from './paint.ts';

const places: { readonly [W in Part['where']]: string } = {
  namespace: 'In a private network namespace',
  'user-mode-linux': 'In User-Mode Linux',
};

const width = 78;
const nameWidth = 12;

/** What stands behind the first words of a line, in a column of its own. */
const beside = (text: string, column: number): string =>
  wrap(text.replace(/\s+/g, ' '), width, ' '.repeat(column)).join('\n').slice(column);

const isIpvs = (kind: Kind): boolean => kind.startsWith('ipvs-');

const contentsOf = (kinds: readonly Kind[]): string => {
  const names = [
    ...(kinds.some((kind) => !isIpvs(kind)) ? ['links, addresses, routes, rules, nftables'] : []),
    ...(kinds.some(isIpvs) ? ['IPVS'] : []),
  ];
  return names.join(', ');
};

const renderPart = ({ where, kinds, report, reason }: Part, paint: Paint): string[] => {
  const head = paint('bold', `${places[where]}: ${contentsOf(kinds)}`);
  if (report === null) {
    return [
      head,
      `  ${paint('yellow', 'not tried')}: ${beside(reason, '  not tried: '.length)}`,
      '',
    ];
  }
  const { summary } = report;
  const counts =
    summary && `${summary.add} to add, ${summary.change} to change, ${summary.remove} to remove`;
  const lines = report.stages.map(({ name, isOk, detail }) => {
    const mark = isOk ? paint('green', 'ok  ') : paint('red', 'FAIL');
    const text = name === 'plan' ? (counts ?? detail) : detail;
    return `  ${mark} ${name.padEnd(nameWidth)} ${beside(text, '  FAIL  '.length + nameWidth)}`;
  });
  return [head, ...lines, ''];
};

const conclusion = (parts: readonly Part[]): string => {
  const tried = parts.filter(({ report }) => report !== null);
  const failed = tried.some(({ report }) => report?.stages.some(({ isOk }) => !isOk));
  if (failed) return 'It does not work as it stands; nothing of this host was touched.';
  const rest = parts.length - tried.length;
  if (tried.length === 0) return 'Nothing could be tried.';
  return rest === 0
    ? 'All of it works, and undoing it too; nothing of this host was touched.'
    : 'What was tried works, and undoing it too; nothing of this host was touched.';
};

export const renderTry = (file: string, parts: readonly Part[], paint: Paint): string => {
  if (parts.length === 0) return '';
  const body = parts.flatMap((part) => renderPart(part, paint));
  return `Trying ${file}\n\n${[...body, conclusion(parts)].join('\n')}\n`;
};
