// smtp_alert without anybody to mail to.

import { diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { one } from '../../syntax/tree.ts';
import { alertsIn } from '../alerts.ts';
import type { Rule } from '../rule.ts';

export const alertWithoutMail: Rule = {
  code: 'HA4402',
  check: ({ root }) => {
    const recipients = one(joinGlobals(root), 'notification_email');
    if (recipients !== undefined && recipients.entries.length > 0) return [];
    const [first] = alertsIn(root);
    return first === undefined ? [] : [diagnostic('HA4402', first.span, {})];
  },
};
