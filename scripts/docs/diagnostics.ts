// docs/diagnostics.md, and docs/diagnostics/ with a page for each code.

import { type CodeExplanation, explainCode, type ReadOwnFile } from '../../src/app/explain.ts';
import { type Code, type CodeSpec, codes } from '../../src/diag/diagnostic.ts';
import { cell, table, verbatim } from './markdown.ts';

const rangeTitles: readonly (readonly [prefix: string, title: string])[] = [
  ['HA1', 'The text'],
  ['HA2', 'Keywords and their values'],
  ['HA3', 'The meaning of a configuration'],
  ['HA4', 'What is allowed, and most likely not meant'],
  ['HA5', 'Planning'],
  ['HA6', 'The host, and applying'],
  ['HA7', 'Converting'],
  ['HA9', 'hactl itself'],
];

const braces = 'Words in braces stand for what the message is about.';

const example = (title: string, text: string | null): string[] =>
  text === null ? [] : [title, verbatim(text)];

const pageOf = (explanation: CodeExplanation): string => {
  const { code, slug, severity, summary, detail, help, bad, said, good, peer } = explanation;
  const parts = [
    `# ${code} ${slug}`,
    `${severity}: ${summary}`,
    detail,
    `Help: ${help}`,
    ...(/\{\w+\}/.test(detail + help) ? [braces] : []),
    ...example('## Of another file', peer),
    ...example('## With it', bad),
    ...example('hactl says:', said),
    ...example('## Without it', good),
  ];
  return `${parts.join('\n\n')}\n`;
};

const linked = ([code, { slug, severity, summary }]: readonly [string, CodeSpec]): string[] => [
  `[${code}](diagnostics/${code}.md)`,
  slug,
  severity,
  cell(summary),
];

const index = (): string => {
  const intro = [
    '# Diagnostics',
    'Every message of hactl has a code that is never given to another matter; `hactl explain CODE` prints its page.',
  ];
  const sections = rangeTitles.map(([prefix, title]) => {
    const own = Object.entries(codes).filter(([code]) => code.startsWith(prefix));
    const rows = own.map(linked);
    return `## ${title} (${prefix}xxx)\n\n${table(['Code', 'Slug', 'Severity', 'Summary'], rows)}`;
  });
  return `${[...intro, ...sections].join('\n\n')}\n`;
};

/** Path below the project and text of each page. */
export const diagnosticPages = async (read: ReadOwnFile): Promise<[string, string][]> => {
  const pages: [string, string][] = [['docs/diagnostics.md', index()]];
  for (const code of Object.keys(codes) as Code[]) {
    pages.push([`docs/diagnostics/${code}.md`, pageOf(await explainCode(code, read))]);
  }
  return pages;
};
