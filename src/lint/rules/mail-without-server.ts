// Recipients of mail, and no server to send it by.

import { diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { one } from '../../syntax/tree.ts';
import type { Rule } from '../rule.ts';

export const mailWithoutServer: Rule = {
  code: 'HA4401',
  check: ({ root }) => {
    const globals = joinGlobals(root);
    const recipients = one(globals, 'notification_email');
    if (recipients === undefined || recipients.entries.length === 0) return [];
    if (one(globals, 'smtp_server') !== undefined) return [];
    return [diagnostic('HA4401', recipients.span, {})];
  },
};
