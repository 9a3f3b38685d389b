// The outcome of `hactl test` as JSON: docs/test.schema.json describes it.

import type { TestResult } from '../app/test-with-keepalived.ts';

export const renderTestJson = (file: string, result: TestResult, hactl: string): string => {
  const { verdict, worst, isMasked, version, program, exitCode, endedBy } = result;
  const { objects, problems, messages, lint } = result;
  const value = {
    kind: 'hactl-test',
    schemaVersion: 1,
    hactl,
    file,
    keepalived: { program, version },
    verdict,
    worst,
    masked: isMasked,
    exitStatus: exitCode,
    endedBy,
    made: objects,
    notMade: problems,
    messages: messages.map(({ file: where, line, text, gravity, times }) => ({
      file: where,
      line,
      gravity,
      text,
      times,
    })),
    lint,
  };
  return `${JSON.stringify(value, null, 1)}\n`;
};
