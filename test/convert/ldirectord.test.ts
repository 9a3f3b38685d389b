// ldirectord.cf -> keepalived.conf: what becomes of each directive, and what is wrong with a file.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { convertFiles, type ConvertResult } from '../../src/app/convert.ts';
import { loadText } from '../../src/app/load.ts';
import { textOf } from '../../src/convert/document/output.ts';
import { renderConversionText } from '../../src/views/convert/text.ts';
import { plain } from '../../src/views/paint.ts';
import { fileHost } from '../support/file-host.ts';
import { expectGolden, readFixture } from '../support/golden.ts';

const convert = (text: string, more: readonly string[] = []): Promise<ConvertResult> =>
  convertFiles(fileHost({ 'ldirectord.cf': { text } }), {
    ...{ to: 'keepalived', from: 'ldirectord', isStrict: false },
    files: ['ldirectord.cf', ...more],
  });

const outputOf = ({ conversion }: ConvertResult): string => {
  const [output] = conversion?.outputs ?? [];
  return output === undefined ? '' : textOf(output);
};

test('converts services of all kinds, with a row for each directive', async () => {
  const result = await convert(readFixture('ldirectord/web.cf'));
  assert.ok(result.report !== null);
  expectGolden('ldirectord/keepalived.conf', outputOf(result));
  expectGolden('ldirectord/report.txt', renderConversionText(result.report, plain, 80));
  const { diagnostics } = loadText('keepalived.conf', outputOf(result));
  assert.equal(
    diagnostics.filter(({ severity }) => severity === 'error'),
    [],
  );
});

test('keeps passwords to itself', async () => {
  const result = await convert(readFixture('ldirectord/web.cf'));
  assert.not.match(JSON.stringify(result.report), /hunter22/);
  assert.not.match(outputOf(result), /hunter22/);
});

const service = (lines: string, head = '192.0.2.1:80'): string =>
  `virtual=${head}\n\treal=10.0.0.1:80 gate\n${lines}`;

const made: readonly (readonly [what: string, text: string, line: RegExp])[] = [
  ['a connection check', service('\tchecktype=connect\n'), /TCP_CHECK \{\n +connect_timeout 5\n/],
  [
    'the timeout of the other check',
    `negotiatetimeout=7\n${service('\tchecktype=connect\n')}`,
    /connect_timeout 7\n/,
  ],
  ['a ping for UDP', service('\tprotocol=udp\n\tchecktype=connect\n'), /PING_CHECK/],
  ['servers that are not checked', service('\tchecktype=on\n'), /weight 1\n +\}/],
  ['servers that are never used', service('\tchecktype=off\n'), /weight 0\n +\}/],
  ['TLS', service('\tservice=https\n', '192.0.2.1:443'), /SSL_GET/],
  ['mail', service('', '192.0.2.1:25'), /SMTP_CHECK/],
  ['the port of the service', service('').replace('1:80 gate', '1:8080 gate'), /10\.0\.0\.1 80 \{/],
  [
    'the port of the server',
    service('').replace('1:80 gate', '1:8080 masq'),
    /10\.0\.0\.1 8080 \{/,
  ],
  [
    'what one server is asked',
    service('').replace('gate', 'gate 1 "x.html", "ok"'),
    /path \/x\.html/,
  ],
  ['its own interval when forked', `fork=yes\n${service('\tcheckinterval=60\n')}`, /delay_loop 60/],
];

for (const [what, text, line] of made) {
  test(`writes ${what}`, async () => assert.match(outputOf(await convert(text)), line));
}

const wrong: readonly (readonly [what: string, text: string, found: readonly string[]])[] = [
  ['a line that is none', 'quiescent yes\n', ['1 HA7040']],
  ['a directive that is mistyped', 'quiesent=yes\n', ['1 HA7041']],
  [
    'a directive in the wrong place',
    `scheduler=rr\n${service('\tlogfile=x\n')}`,
    ['1 HA7042', '4 HA7042'],
  ],
  ['a directive twice', service('\tscheduler=rr\n\tscheduler=sh\n'), ['4 HA7043']],
  ['a value that is none', service('\tchecktype=maybe\n'), ['3 HA7044']],
  ['a server that is none', service('\treal=10.0.0.2:80 bridge\n'), ['3 HA7044']],
  ['nothing to convert', 'quiescent=yes\n', ['- HA7005']],
];

for (const [what, text, found] of wrong) {
  test(`says ${what}`, async () => {
    const { findings } = await convert(text);
    const shown = findings.flatMap(({ diagnostics, sources }) =>
      diagnostics.map(({ code, span }) => {
        return `${span === null ? '-' : sources.locate(span.start).line} ${code}`;
      }),
    );
    assert.equal(shown, found);
  });
}

test('takes one file at a time', async () => {
  const { findings, exit } = await convert('', ['other.cf']);
  assert.equal(
    findings.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
    ['HA7045'],
  );
  assert.is(exit, 'usage');
});

test.run();
