// All that mail needs, and nothing that sends any.

import { diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { all, isWritten, one } from '../../syntax/tree.ts';
import { alertsIn } from '../alerts.ts';
import type { Rule } from '../rule.ts';

export const mailNeverSent: Rule = {
  code: 'HA4403',
  check: ({ root }) => {
    const globals = joinGlobals(root);
    const recipients = one(globals, 'notification_email');
    if (recipients === undefined || recipients.entries.length === 0) return [];
    if (one(globals, 'smtp_server') === undefined) return [];
    const routes = all(root, 'vrrp_instance').length;
    // Real servers mail unless told otherwise.
    if (routes === 0 || isWritten(root, 'virtual_server') || alertsIn(root).length > 0) return [];
    return [diagnostic('HA4403', recipients.span, {})];
  },
};
