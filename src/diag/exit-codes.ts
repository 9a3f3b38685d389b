// The one table of exit codes, for all commands. 64, 66 and 70 are those of sysexits(3).

export const exitCodes = {
  done: { code: 0, when: 'done, declined at the prompt, or nothing to do' },
  inputErrors: {
    code: 1,
    when: 'errors in the input; for `lint`, findings at or above `--fail-on`; for `fmt --check`, files to format',
  },
  changesPending: { code: 2, when: 'changes are pending (only with `--detailed-exitcode`)' },
  applyUndone: { code: 3, when: 'apply failed and was undone' },
  undoFailed: { code: 4, when: 'undoing failed; what is left is printed with commands to mend it' },
  refused: {
    code: 5,
    when: 'refused before any change: stale plan, lock held, or a tool, a permission or a kernel feature is missing',
  },
  usage: { code: 64, when: 'wrong usage, or Node.js older than 22' },
  noInput: {
    code: 66,
    when: 'a file that cannot be read or written, or is no text; a directory without configurations',
  },
  bug: { code: 70, when: 'a bug of hactl' },
} as const;

export type Exit = keyof typeof exitCodes;
