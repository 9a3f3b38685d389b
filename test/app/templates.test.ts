// hactl lint --template: what is said of a file with placeholders holds whatever they will be.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { lintFiles } from '../../src/app/lint.ts';
import type { TemplateLanguage } from '../../src/app/templates.ts';
import { selectedCodes } from '../../src/diag/selection.ts';
import { fileHost } from '../support/file-host.ts';

/** `LINE:COLUMN CODE` of all findings. */
const lint = async (text: string, template: TemplateLanguage): Promise<string[]> => {
  const { files } = await lintFiles(fileHost({ 'a.conf': { text } }), {
    paths: ['a.conf'],
    codes: selectedCodes({ ignore: ['HA4205'] }),
    severities: new Map(),
    failOn: 'error',
    template,
  });
  return files.flatMap(({ findings }) =>
    findings.map(({ code, place }) => `${place?.line}:${place?.column} ${code}`),
  );
};

const instance = (lines: string, name = 'A', vrid = '51'): string =>
  `vrrp_instance ${name} {\ninterface eth0\nvirtual_router_id ${vrid}\n${lines}\nvirtual_ipaddress {\n192.0.2.10/24\n}\n}\n`;

const cases: readonly (readonly [
  what: string,
  language: TemplateLanguage,
  text: string,
  findings: readonly string[],
])[] = [
  ['nothing of a value that is a placeholder', 'jinja', instance('priority {{ p }}'), []],
  ['nothing of a part of one', 'erb', instance('priority 1<%= p %>0\nadvert_int x<%= y %>'), []],
  ['a wrong value beside one', 'jinja', instance('priority 300 # {{ p }}'), ['4:10 HA2009']],
  ['a keyword that is none', 'shell', instance('prioritty $P'), ['4:1 HA2001']],
  ['nothing of a line that may be anything', 'jinja', instance('{{ more }}'), []],
  [
    'nothing that a placeholder may bring',
    'jinja',
    'virtual_server {{ service }} {\ndelay_loop 5\nreal_server {{ server }} {\nweight 1\n}\n}\n',
    [],
  ],
  [
    'an option that no line has',
    'jinja',
    instance('').replace('192.0.2.10/24', '{{ ip }} divice eth0'),
    ['6:10 HA2003'],
  ],
  [
    'nothing of what a block with conditions lacks',
    'jinja',
    'vrrp_instance A {\nstate {% if m %}MASTER{% else %}BACKUP{% endif %}\n}\n{{ x }}\n',
    [],
  ],
  [
    'a wrong word in a branch',
    'jinja',
    instance('state {% if m %}MASTER{% else %}SLAVE{% endif %}'),
    ['4:33 HA2011'],
  ],
  [
    'nothing of a keyword that stands in both branches',
    'jinja',
    instance('{% if m %}\npriority 100\n{% else %}\npriority 90\n{% endif %}'),
    [],
  ],
  [
    'nothing of one that stands under two conditions',
    'jinja',
    instance('{% if m %}\npriority 100\n{% endif %}\n{% if not m %}\npriority 90\n{% endif %}'),
    [],
  ],
  [
    'a keyword that stands twice in one branch',
    'jinja',
    instance('{% if m %}\npriority 100\npriority 90\n{% endif %}'),
    ['6:1 HA4001'],
  ],
  [
    'nothing of a block that is opened in both branches',
    'jinja',
    `{% if x %}\nvrrp_instance A {\n{% else %}\nvrrp_instance B {\n{% endif %}\n${instance('').slice('vrrp_instance A {\n'.length)}`,
    [],
  ],
  [
    'a block that one branch does not open',
    'jinja',
    `{% if x %}\nvrrp_instance A {\n{% else %}\n{% endif %}\n${instance('').slice('vrrp_instance A {\n'.length)}`,
    ['5:1 HA2001', '6:1 HA2001', '8:1 HA2002', '11:1 HA1005'],
  ],
  [
    'nothing of instances that may be others',
    'jinja',
    instance('', 'A{{ i }}') + instance('', 'A{{ i }}'),
    [],
  ],
  [
    'a script that nothing defines',
    'jinja',
    instance('priority {{ p }}\ntrack_script {\nchk\n}'),
    ['6:1 HA3042'],
  ],
  [
    'nothing of one that a placeholder may define',
    'jinja',
    `vrrp_script {{ s }} {\nscript /bin/true\n}\n${instance('track_script {\nchk\n}')}`.replace(
      '/bin/true',
      '{{ s }}',
    ),
    [],
  ],
  [
    'an unclosed block',
    'erb',
    'global_defs {\n<% if x %>\nrouter_id a\n<% end %>\n',
    ['1:13 HA1004'],
  ],
  ['nothing of a long line of placeholders', 'jinja', `#{{ ${'x'.repeat(1100)} }}\n`, []],
  [
    'comments that take findings away',
    'jinja',
    instance('# hactl-ignore HA2009 {{ why }}\npriority 300'),
    [],
  ],
  [
    'all of a file without placeholders, as without the option',
    'auto',
    instance('priority 300'),
    ['4:10 HA2009'],
  ],
];

for (const [what, language, text, findings] of cases) {
  test(`says ${what}`, async () => assert.equal(await lint(text, language), findings));
}

test('shows the template, not what it is read as', async () => {
  const text = instance('priority 300 {{ x }}');
  const { files } = await lintFiles(fileHost({ 'a.conf': { text } }), {
    paths: ['a.conf'],
    codes: selectedCodes({ select: ['HA2009'] }),
    severities: new Map(),
    failOn: 'error',
    template: 'jinja',
  });
  assert.is(files[0]?.findings[0]?.place?.lineText, 'priority 300 {{ x }}');
});

test.run();
