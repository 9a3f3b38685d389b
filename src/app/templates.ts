// Files that a template language or a shell fills in: each is read in as many ways as its branches want.

import { type Masked, maskTemplate, type Version } from '../syntax/template/mask.ts';
import { type Language, languageOf } from '../syntax/template/tokens.ts';
import type { FileReport } from './lint.ts';
import { mergeReports } from './merge-reports.ts';

export type TemplateLanguage = Language | 'auto';

/** How a text is read as a template; null when it shows no sign of being one. */
export const maskedFor = (text: string, template: TemplateLanguage = 'auto'): Masked | null => {
  const language = template === 'auto' ? languageOf(text) : template;
  return language === null ? null : maskTemplate(text, language);
};

/** Judges a template in all ways to read it, as one report. */
export const forAllVersions = async (
  { versions }: Masked,
  judgeFor: (version: Version) => Promise<FileReport>,
): Promise<FileReport> => {
  const reports = new Map<string, FileReport>();
  for (const [index, version] of versions.entries()) {
    reports.set(String(index), await judgeFor(version));
  }
  return mergeReports(reports, () => '');
};
