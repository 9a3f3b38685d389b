// What has no field of its own in the model reaches it all the same, with all its values.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadKeepalived } from '../../../src/app/load-keepalived.ts';
import type { Setting, SettingWords } from '../../../src/ir/model.ts';
import type { BoundBlock } from '../../../src/syntax/tree.ts';
import { foldersIn, readFixture } from '../../support/golden.ts';

const words = ({ values = [], options = [] }: SettingWords): string =>
  [
    ...values.map((value) => JSON.stringify(value)),
    ...options.map((option) => `${option.name}(${words(option)})`),
  ].join(' ');

const shown = (setting: Setting): string[] => [
  [...(setting.within ?? []), setting.keyword, words(setting)].join(' ').trimEnd(),
  ...(setting.lines ?? []).map((line) => `  - ${words(line)}`),
  ...(setting.settings ?? []).flatMap((inner) => shown(inner).map((line) => `  ${line}`)),
];

const around = (text: string): string => `vrrp_instance WEB {\n${text}\n}\n`;

const cases: readonly [what: string, text: string, lines: string[]][] = [
  ['a number', around('advert_int 2'), ['vrrp_instance WEB advert_int 2']],
  ['a switch', around('nopreempt'), ['vrrp_instance WEB nopreempt']],
  ['what is planned, and so has a field', around('priority 150'), []],
  [
    'a block with its lines',
    around('track_script {\nchk weight -20\n}'),
    ['vrrp_instance WEB track_script', '  - "chk" weight(-20)'],
  ],
  [
    'a block with its keywords',
    'vrrp_script chk {\nscript /bin/true\ninterval 2\n}\n',
    ['vrrp_script "chk"', '  script "/bin/true"', '  interval 2'],
  ],
  [
    'a secret, marked as one',
    around('authentication {\nauth_pass Zq7\n}'),
    ['vrrp_instance WEB authentication', '  auth_pass {"secret":"Zq7"}'],
  ],
];

for (const [what, text, lines] of cases) {
  test(`keeps ${what}`, () => {
    const { settings } = loadKeepalived('input.conf', text).loaded.config;
    assert.equal(settings.flatMap(shown), lines);
  });
}

const countIn = ({ statements }: BoundBlock): number =>
  statements.reduce((sum, { block }) => sum + 1 + (block === undefined ? 0 : countIn(block)), 0);

const plannedIn = ({ statements }: BoundBlock): number =>
  statements
    .filter(({ spec }) => spec.applies === 'plan')
    .reduce((sum, { block }) => sum + 1 + (block === undefined ? 0 : plannedIn(block)), 0);

const countOf = ({ settings = [] }: Setting): number =>
  1 + settings.reduce((sum, inner) => sum + countOf(inner), 0);

for (const name of foldersIn('keepalived')) {
  test(`loses no statement of ${name}`, () => {
    const { root, config } = loadKeepalived(
      name,
      readFixture(`keepalived/${name}/input.conf`),
    ).loaded;
    const kept = config.settings.reduce((sum, setting) => sum + countOf(setting), 0);
    assert.is(plannedIn(root) + kept, countIn(root));
  });
}

test.run();
