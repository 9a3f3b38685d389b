// ldirectord.cf -> keepalived.conf.

import type { SourceMap } from '../../diag/source-map.ts';
import type { LdirectordTree } from '../../syntax/ldirectord/parse.ts';
import { type Conversion, withComments } from '../conversion.ts';
import { keepalivedOutput, type Statement } from '../document/keepalived.ts';
import { fromLdirectordRules } from '../rules/from-ldirectord.ts';
import { say } from '../to-keepalived/router.ts';
import { createTrail, rowsOf } from '../trail.ts';
import type { LdirectordTrail } from './checks.ts';
import { type Entries, entriesOf, fromOf, settingOf, valueOf } from './entries.ts';
import { serviceStatement } from './services.ts';

const needless: { readonly [name: string]: string } = {
  autoreload: 'it reads its files again on SIGHUP, or by systemctl reload',
  callback: 'it watches no files; run the program where the file is changed',
  logfile: 'it writes to syslog, and --log-facility says where',
  supervised: 'systemd runs it',
  fork: 'all checks run side by side',
  cleanstop: 'it removes its services at the end; to keep them, stop it by SIGKILL only',
  readdquiescent: 'a server that was removed by hand comes back with its next change',
  monitorfile: 'keepalived writes its state by SIGUSR1, and by SNMP',
};

/** What has no service of its own to stand in. */
const noteRest = ({ globals, sections }: Entries, trail: LdirectordTrail): void => {
  const all = [...globals, ...sections.flatMap(({ entries }) => entries)];
  for (const { setting, directive } of all) {
    const { name } = setting;
    if (trail.notes.has(directive)) continue;
    const why = needless[name];
    if (why !== undefined) trail.note([directive], 'no-need', { why });
    else if (name === 'execute') trail.note([directive], 'another-file');
    else if (name === 'maintenancedir') trail.note([directive], 'maintenance');
    else if (name === 'checkcount') trail.note([directive], 'check-count');
    else if (['checktimeout', 'negotiatetimeout'].includes(name))
      trail.note([directive], 'unused-timeout');
    else if (['fallback', 'fallback6'].includes(name))
      trail.note([directive], 'fallback-other-family');
    else if (['emailalertfreq', 'emailalertstatus'].includes(name))
      trail.note([directive], 'mail-again');
    else if (name.startsWith('email') || name === 'smtp')
      trail.note([directive], 'mail-of-service');
  }
};

const mailStatements = ({ globals }: Entries, trail: LdirectordTrail): Statement[] => {
  const [to, from, server] = ['emailalert', 'emailalertfrom', 'smtp'].map((name) =>
    settingOf(name, globals),
  );
  if (to === undefined) return [];
  trail.note(fromOf(to), 'mail');
  trail.note(fromOf(from), 'mail-from');
  trail.note(fromOf(server), 'mail-server');
  const people = (valueOf(to) ?? '').split(',').map((one) => one.trim());
  const sendmail = 'ldirectord hands mail to sendmail; keepalived wants a server.';
  return [
    say(
      ['global_defs'],
      [],
      [
        say(
          ['notification_email'],
          fromOf(to),
          people.filter((one) => one !== '').map((one) => say([one], fromOf(to))),
        ),
        ...(from === undefined
          ? []
          : [say(['notification_email_from', valueOf(from) ?? ''], fromOf(from))]),
        server === undefined
          ? { ...say(['smtp_server', '127.0.0.1']), note: sendmail }
          : say(['smtp_server', valueOf(server) ?? ''], fromOf(server)),
        say(['smtp_alert_checker', 'true'], fromOf(to)),
      ],
    ),
  ];
};

/** The keepalived.conf that does what this file does; never throws. */
export const convertLdirectord = (tree: LdirectordTree, sources: SourceMap): Conversion => {
  const entries = entriesOf(tree, sources);
  const trail = createTrail<typeof fromLdirectordRules>();
  const { globals, sections } = entries;
  const mail = mailStatements(entries, trail);
  const services = sections.flatMap((section) => serviceStatement(section, { globals, trail }));
  noteRest(entries, trail);
  const head = `Made by hactl convert of ${tree.source.file}.`;
  const outputs =
    services.length === 0
      ? []
      : withComments(entries.all, (comments, homeless) => [
          keepalivedOutput(
            'keepalived.conf',
            [head, ...entries.remarks, ...homeless],
            [...mail, ...services],
            comments,
          ),
        ]);
  const rows = rowsOf(entries.all, trail, outputs, { rules: fromLdirectordRules, usual: {} });
  return { to: 'keepalived', outputs, rows, choices: [], badChoices: [] };
};
