// What came of an apply, in a sentence or two.

export interface Outcome {
  readonly outcome: 'applied' | 'nothing' | 'declined' | 'refused' | 'undone' | 'undo-failed';
  readonly isVerified?: boolean;
  readonly confirmBy?: Date;
}

/** The time of day, with the day unless it is today's. */
const moment = (date: Date, now: Date): string => {
  const [day = '', time = ''] = date.toISOString().split('T');
  const isToday = now.toISOString().startsWith(day);
  return `${isToday ? '' : `${day} `}${time.slice(0, 8)} UTC`;
};

const sentence = ({ outcome, isVerified = true, confirmBy }: Outcome, now: Date): string => {
  switch (outcome) {
    case 'applied': {
      const applied = isVerified
        ? 'Applied and verified.'
        : 'Applied; whether the kernel is as planned was not looked at.';
      return confirmBy === undefined
        ? applied
        : `${applied} It is undone at ${moment(confirmBy, now)} unless you run: hactl confirm`;
    }
    case 'declined':
      return 'Declined; nothing was changed.';
    case 'refused':
      return 'Refused; nothing was changed.';
    case 'undone':
      return 'Apply failed and was undone: the kernel is as it was before.';
    case 'undo-failed':
      return 'Undoing failed: the kernel may be neither as before nor as planned.';
    case 'nothing':
      return '';
  }
};

/** Text that ends with a line break; empty when the plan said it already. */
export const renderOutcome = (outcome: Outcome, now: Date): string => {
  const text = sentence(outcome, now);
  return text === '' ? '' : `${text}\n`;
};
