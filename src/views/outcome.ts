// What came of an apply or a rollback, in a sentence or two.

export interface Outcome {
  readonly outcome:
    | 'applied'
    | 'nothing'
    | 'declined'
    | 'refused'
    | 'undone'
    | 'undo-failed'
    | 'confirmed'
    | 'expired';
  readonly confirmBy?: Date;
}

const time = (date: Date): string => date.toISOString().slice(11, 19);

/** Text that ends with a line break; empty when the plan or the diagnostics said it already. */
export const renderOutcome = ({ outcome, confirmBy }: Outcome): string => {
  switch (outcome) {
    case 'applied':
      return confirmBy === undefined
        ? 'Applied and verified.\n'
        : `Applied and verified. It is undone at ${time(confirmBy)} UTC unless you run: hactl confirm\n`;
    case 'declined':
      return 'Declined; nothing was changed.\n';
    case 'refused':
      return 'Refused; nothing was changed.\n';
    case 'undone':
      return 'Apply failed and was undone: the kernel is as it was before.\n';
    case 'undo-failed':
      return 'Undoing failed: the kernel is neither as before nor as planned.\n';
    case 'nothing':
    case 'confirmed':
    case 'expired':
      return '';
  }
};
