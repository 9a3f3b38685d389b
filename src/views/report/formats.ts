// The formats of reports for programs, each loaded when somebody asks for it.

import type { Report } from './report.ts';

export const reports = {
  json: async () => (await import('./json.ts')).renderLintJson,
  jsonl: async () => (await import('./json.ts')).renderLintJsonLines,
  sarif: async () => (await import('./sarif.ts')).renderSarif,
  github: async () => (await import('./github.ts')).renderGithub,
  gitlab: async () => (await import('./gitlab.ts')).renderGitlab,
  junit: async () => (await import('./junit.ts')).renderJunit,
  checkstyle: async () => (await import('./checkstyle.ts')).renderCheckstyle,
  gcc: async () => (await import('./gcc.ts')).renderGcc,
} as const satisfies { readonly [format: string]: () => Promise<Report> };

export type ReportFormat = keyof typeof reports;
