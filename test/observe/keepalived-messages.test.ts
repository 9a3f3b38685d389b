// What keepalived -t prints, as 2.2.7 and 2.4.3 print it: the parts of a message, and how bad it is.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Gravity, readMessages, readVersion } from '../../src/observe/keepalived-messages.ts';

const gravities: readonly (readonly [Gravity, string])[] = [
  ['fatal', '(WEB) the virtual router id must be set'],
  ['fatal', '(WEB) Unknown interface!'],
  ['fatal', 'WEB and DB both use VRID 51 with IPv4 on interface eth0'],
  ['fatal', '(WEB) No VIP specified; at least one is required'],
  ['fatal', 'Non-existent interface specified in configuration'],
  [
    'fatal',
    '(a.conf: Line 2) *** Configuration line starting `interface` is missing a parameter after keyword `interface` at word position 2',
  ],
  ['unread', "Config files missing '/etc/keepalived/none.conf'."],
  ['unread', "(Line 3) Config files missing 'conf.d/none.conf'."],
  ['unread', 'Some config files missing: "{a,b}.conf".'],
  ['unread', "Configuration file 'a.conf' is not a regular non-executable file - skipping"],
  ['unread', "Configuration file '/etc/' is a directory - skipping"],
  [
    'unread',
    "(a.conf: Line 1) Configuration file 'a.conf' open problem (Too many open files) - skipping",
  ],
  ['error', "(a.conf: Line 4) Unknown keyword 'prioritty'"],
  ['error', "(a.conf: Line 2) WARNING - interface eth0 for vrrp_instance WEB doesn't exist"],
  ['error', "(a.conf: Line 2) WARNING - interface eth0 for VROUTE nexthop doesn't exist"],
  ['error', '(WEB): VIP duplicates a VIP 192.0.2.1 - ignoring'],
  ['error', 'Something that no release says yet'],
  ['host', 'SECURITY VIOLATION - scripts are being executed but script_security not enabled.'],
  ['host', 'Disabling track script chk since not found/accessible'],
  ['host', '(a.conf: Line 6) Unable to set default user for vrrp script chk - removing'],
  ['warning', '(WEB) No VIP specified; at least one is sensible'],
  ['warning', '(WEB) Warning - nopreempt will not work with initial state MASTER - clearing'],
  ['warning', "(a.conf: Line 9) nb_get_retry is deprecated - please use 'retry'"],
  ['warning', "Virtual server [10.0.0.1]:tcp:80: no scheduler set, setting default 'wlc'"],
  ['warning', 'Virtual server [10.0.0.1]:none:53: no protocol set - defaulting to UDP'],
  ['warning', "Sync group G has only 1 virtual router(s) - this probably isn't what you want"],
  [
    'warning',
    "WARNING - virtual server [10.0.0.1]:tcp:80 and real server [10.0.0.2]:tcp:81 ports don't match - resetting",
  ],
  ['warning', '(a.conf: Line 8) Truncating auth_pass to 8 characters'],
];

for (const [gravity, printed] of gravities) {
  test(`takes for ${gravity}: ${printed}`, () => {
    assert.equal(
      readMessages(`${printed}\n`).map((message) => message.gravity),
      [gravity],
    );
  });
}

const places: readonly (readonly [
  string,
  file: string | null,
  line: number | null,
  text: string,
])[] = [
  ["(Line 15) Extra '}' found", null, 15, "Extra '}' found"],
  ["(conf.d/a b.conf: Line 7) Extra '}' found", 'conf.d/a b.conf', 7, "Extra '}' found"],
  ['(WEB) Unknown interface!', null, null, '(WEB) Unknown interface!'],
  [
    '(a.conf: Line 12) (WEB) track script chk not found, ignoring...',
    'a.conf',
    12,
    '(WEB) track script chk not found, ignoring...',
  ],
];

for (const [printed, file, line, text] of places) {
  test(`takes apart: ${printed}`, () => {
    const [message] = readMessages(printed);
    assert.equal([message?.file, message?.line, message?.text], [file, line, text]);
  });
}

test('joins what goes on in another line, and leaves out empty ones', () => {
  const messages = readMessages('(Line 1) old word\n          use the new one\n\n(Line 2) other\n');
  assert.equal(
    messages.map(({ line, text }) => [line, text]),
    [
      [1, 'old word use the new one'],
      [2, 'other'],
    ],
  );
});

test('finds the release', () => {
  assert.is(readVersion('Keepalived v2.2.7 (01/16,2022)\n\nCopyright(C) 2001\n'), '2.2.7');
  assert.is(readVersion('Usage: something else\n'), null);
});

test.run();
