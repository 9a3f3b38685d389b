// Templates as keepalived might read them: what is unknown, what goes away, and which branches are read.

import fc from 'fast-check';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { maskTemplate } from '../../../src/syntax/template/mask.ts';
import { type Language, languageOf, languages } from '../../../src/syntax/template/tokens.ts';
import { cpuMs } from '../../support/cpu-time.ts';

/** Versions without the blanks that are left of what was removed. */
const versionsOf = (text: string, language: Language): string[] =>
  maskTemplate(text, language).versions.map((version) =>
    version.text
      .split('\n')
      .map((line) => line.replace(/ +/g, ' ').trim())
      .filter((line) => line !== '')
      .join('\n'),
  );

const rows: readonly [what: string, language: Language, text: string, versions: string[]][] = [
  ['a text without placeholders', 'jinja', 'a { b } # {c', ['a { b } # {c']],
  ['a value', 'jinja', 'priority {{ p }}', ['priority _______']],
  ['a value that is a part of a word', 'jinja', 'a x{{ p }}y/{{n}}', ['a x_______y/_____']],
  ['a value with a quote', 'jinja', `a {{ g['x'][0] }} b`, ['a _______________ b']],
  ['a value of several lines', 'jinja', 'a {{ p\n + 1 }}\nb', ['a ____\nb']],
  ['a comment', 'jinja', 'a {# b\nc #} d', ['a\nd']],
  ['what looks like the start of a comment', 'jinja', 'group{# web', ['group{# web']],
  ['a condition on lines of its own', 'jinja', '{% if x %}\na\n{% endif %}', ['a']],
  ['a loop', 'jinja', '{%- for x in y %}\na {{ x }}\n{%- endfor %}', ['a _______']],
  ['two branches', 'jinja', '{% if x %}\na\n{% else %}\nb\n{% endif %}\nc', ['a\nc', 'b\nc']],
  ['three branches', 'jinja', '{% if x %}a{% elif y %}b{% else %}c{% endif %}', ['a', 'b', 'c']],
  [
    'branches in branches',
    'jinja',
    '{% if x %}{% if y %}a{% else %}b{% endif %}{% else %}c{% endif %}',
    ['a', 'b', 'c'],
  ],
  [
    'the same question twice',
    'jinja',
    '{% if x %}a { {% else %}b { {% endif %}\nc\n{% if x %}d{% else %}e{% endif %}\n}',
    ['a {\nc\nd\n}', 'b {\nc\ne\n}'],
  ],
  [
    'a branch in a line',
    'jinja',
    'state {% if x %}A{% else %}B{% endif %}',
    ['state A', 'state B'],
  ],
  ['a branch in a word', 'jinja', 'e{% if x %}.1{% endif %} b', ['e__________.1 b']],
  [
    'a branch between parts of a word',
    'jinja',
    'e{% if x %}1{% endif %}0',
    ['e__________1___________0'],
  ],
  [
    'words that are left out of a word',
    'jinja',
    'a{% if x %}1{% else %}2{% endif %}b',
    ['a__________1______________________b', 'a_____________________2___________b'],
  ],
  ['a text that is included', 'jinja', "{% include 'x' %}\na", ['_________________\na']],
  ['a macro, which is read elsewhere', 'jinja', '{% macro m() %}\n}}\n{% endmacro %}\na', ['a']],
  ['a name with a text', 'jinja', '{% set x %}\na\n{% endset %}\n{% set y = 1 %}\nb', ['b']],
  ['what is no template', 'jinja', '{% raw %}\na {{ b }}\n{% endraw %}\nc', ['a {{ b }}\nc']],
  ['an end without a start', 'jinja', 'a\n{% endif %}\nb\n{% else %}\nc', ['a\nb\nc']],
  ['a start without an end', 'jinja', '{% if x %}\na\n{% else %}\nb', ['a', 'b']],
  ['marks that nothing closes', 'jinja', 'a {{ b\n{% c', ['a {{ b\n{% c']],
  ['a value of Ruby', 'erb', 'a <%= x %>:<%=y-%>', ['a ________:_______']],
  ['a comment of Ruby', 'erb', '<%# x %>\na <%% b', ['a <%% b']],
  [
    'branches of Ruby',
    'erb',
    '<% if x -%>\na\n<% elsif y %>\nb\n<% else %>\nc\n<% end -%>',
    ['a', 'b', 'c'],
  ],
  ['a case', 'erb', '<% case x %>\n<% when 1 %>\na\n<% else %>\nb\n<% end %>', ['a', 'b']],
  [
    'loops of Ruby',
    'erb',
    '<% x.each do |y| -%>\n<% z.each { |w| %>\na\n<% } %>\n<% end %>\nb',
    ['a\nb'],
  ],
  ['branches of Puppet', 'erb', '<% if $x { -%>\na\n<% } else { -%>\nb\n<% } -%>', ['a', 'b']],
  ['variables of the shell', 'shell', 'a ${X} $y ${Z:-1}/24 b', ['a ____ __ _______/24 b']],
  [
    'names that the file defines',
    'shell',
    '$X=1\na $X ${X} ${_PWD} $Y',
    ['$X=1\na $X ${X} ${_PWD} __'],
  ],
  ['a command', 'shell', 'router_id $(hostname -s)', ['router_id ______________']],
  [
    'marks for sed',
    'shell',
    'a @IP@ %VIP% __NAME__ b@c.de @id x',
    ['a ____ _____ ________ b@c.de @id x'],
  ],
];

for (const [what, language, text, versions] of rows) {
  test(`masks ${what}`, () => assert.equal(versionsOf(text, language), versions));
}

const signs: readonly [text: string, language: Language | null][] = [
  ['a {{ b }}', 'jinja'],
  ['{% if a %}', 'jinja'],
  ['<%= a %> ${b}', 'erb'],
  ['a @B@', 'shell'],
  ['a ${B}', 'shell'],
  ['$B=1\na ${B} ${_PWD}', null],
  ['a $b', null],
  ['a { b {\n} } # %}', null],
];

for (const [text, language] of signs) {
  test(`takes ${JSON.stringify(text)} for ${language ?? 'no template'}`, () => {
    assert.is(languageOf(text), language);
  });
}

const piece = fc.constantFrom(
  ...['{{', '}}', '{%', '%}', '{#', '#}', '<%', '<%=', '<%#', '%>', '{% if x %}', '{% else %}'],
  ...[
    '{% endif %}',
    '{% for x in y %}',
    '{% endfor %}',
    '{% raw %}',
    '{% endraw %}',
    '{% macro %}',
  ],
  ...[
    '<% if x %>',
    '<% else %>',
    '<% end %>',
    '<% case x %>',
    '<% when y %>',
    '<% } %>',
    '<% a { %>',
  ],
  ...['${X}', '$X', '@X@', '%X%', '$X=', 'a', ' ', '\n', '{', '}', '"', '#', '{{ x }}', 'é'],
);

test('keeps length, lines and everything that is no template', () => {
  const holds = (text: string, language: Language): void => {
    const { versions, marks, branches } = maskTemplate(text, language);
    assert.ok(versions.length > 0);
    for (const version of versions) {
      assert.is(version.text.length, text.length);
      for (const [index, sign] of [...text].entries()) {
        if (sign === '\n') assert.is(version.text[index], sign);
      }
      for (const { start, end } of version.unknown) assert.ok(start < end && end <= text.length);
    }
    // Each sign outside of marks is read by one of the versions, unless it is there for another place.
    const isMark = (at: number) => marks.some(({ start, end }) => start <= at && at < end);
    const isInBranch = (at: number) => branches.some(({ start, end }) => start <= at && at < end);
    for (let at = 0; at < text.length; at++) {
      if (isMark(at) || isInBranch(at) || /macro/.test(text)) continue;
      assert.ok(
        versions.every((version) => version.text[at] === text[at]),
        `at ${at}`,
      );
    }
  };
  const texts = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
  fc.assert(fc.property(texts, fc.constantFrom(...languages), holds), { seed: 7, numRuns: 3000 });
});

const large: readonly [what: string, text: string][] = [
  ['marks that nothing closes', '{{ {% {# <% '.repeat(20_000)],
  ['conditions in conditions', '{% if x %}'.repeat(20_000)],
  ['many branches', '{% if x %}a{% else %}b{% endif %}\n'.repeat(5000)],
  ['ends without starts', '{% endif %}<% end %>'.repeat(20_000)],
];

for (const [what, text] of large) {
  test(`masks ${what} in time`, () => {
    const start = cpuMs();
    for (const language of languages) maskTemplate(text, language);
    assert.ok(cpuMs() - start < 5000, 'takes too long');
  });
}

test.run();
