// What is read line by line before keywords: includes, conditions, definitions and repetitions
// (keepalived.conf(5), CONFIGURATION FILES, PARAMETER SUBSTITUTION). For people who ask; the reading
// itself is in src/syntax/keepalived.

import { builtInsSince, includeVariants } from './versions.ts';

export interface Directive {
  readonly word: string;
  readonly usage: string;
  readonly doc: string;
  readonly facts: readonly (readonly [label: string, text: string])[];
}

const include = (word: string, insistsOn: string | undefined): Directive => ({
  word,
  usage: `${word} PATTERN`,
  doc: 'Reads other files as if their lines stood here.',
  facts: [
    [
      'PATTERN',
      'a path with *, ?, [...] and {a,b}, up to the end of the line; quotes are part of it',
    ],
    ['relative', 'to the directory of the file that it stands in'],
    ['order', 'files by name; regular files that nobody may execute'],
    ['ends with an error', insistsOn ?? 'never: what is missing is left out'],
    ...(word === 'include' ? [] : [['since', includeVariants] as const]),
    ['example', `${word} /etc/keepalived/conf.d/*.conf`],
  ],
});

const builtIn = (name: string, usage: string, doc: string): Directive => ({
  word: name,
  usage: `\${${usage}}`,
  doc,
  facts: [
    ['redefined', `by a line $${name}=TEXT`],
    ...[builtInsSince.get(name) ?? []].flat().map((since) => ['since', since] as const),
  ],
});

const repetition = (word: string, spec: string, doc: string, example: string): Directive => ({
  word,
  usage: `${word}(${spec}) TEXT`,
  doc,
  facts: [
    ['stands', 'at the start of a line, or behind another repetition'],
    ['in TEXT', '${VARIABLE} is the value of the round'],
    ['example', example],
  ],
});

export const directives: readonly Directive[] = [
  include('include', undefined),
  include('includer', 'when a file that is found cannot be read'),
  include('includem', 'when a file without a pattern in its name is missing'),
  include('includew', 'when nothing matches a pattern with *, ? or [...]'),
  include('includeb', 'when nothing matches a pattern with braces'),
  include('includea', 'in all of these cases'),
  {
    word: '@ID',
    usage: '@ID TEXT',
    doc: 'A line that is read only where the configuration id is ID.',
    facts: [
      [
        'ID',
        'what -i of keepalived and --config-id of hactl say, or the first part of the host name',
      ],
      ['stands', 'at the start of a line; only one counts for a line'],
      ['example', '@lb1 priority 150'],
    ],
  },
  {
    word: '@^ID',
    usage: '@^ID TEXT',
    doc: 'A line that is read only where the configuration id is not ID.',
    facts: [['example', '@^lb1 priority 100']],
  },
  {
    word: '$NAME',
    usage: '$NAME=TEXT',
    doc: 'Gives a name to a text; ${NAME} stands for it afterwards.',
    facts: [
      ['NAME', 'letters, digits and _, not a digit first; no blank before the ='],
      ['TEXT', 'to the end of the line, as it is; a \\ at its end goes on in the next line'],
      ['used', '${NAME} anywhere; $NAME before a blank, a comma, a ) or the end of a line'],
      ['replaced', 'where it is used, with what its names stand for there'],
      ['not defined', 'it stays as it is written (HA1012, HA1013)'],
      ['example', '$IF=eth0'],
    ],
  },
  builtIn('_PWD', '_PWD', 'The directory of the file that is read.'),
  builtIn('_INSTANCE', '_INSTANCE', 'The configuration id that @ID lines are compared with.'),
  builtIn(
    '_RANDOM',
    '_RANDOM MIN MAX',
    'A number that keepalived draws, of 0 to 32767 unless said; hactl reads the least.',
  ),
  builtIn('_HASH', '_HASH', 'The sign #, which would begin a comment.'),
  builtIn('_BANG', '_BANG', 'The sign !, which would begin a comment.'),
  builtIn('_ENV', '_ENV NAME', 'A variable of the environment that keepalived was started with.'),
  repetition(
    '~SEQ',
    'VARIABLE, START, STEP, END',
    'Reads a text once for each number; START and STEP are 1 when they are left out.',
    '~SEQ(i, 1, 3) virtual_server 10.0.0.${i} 80 {',
  ),
  repetition(
    '~SEQx',
    'VARIABLE, START, STEP, END',
    'The same as ~SEQ with hexadecimal numbers in the text.',
    '~SEQx(i, 9, 11) 2001:db8::${i}',
  ),
  repetition(
    '~LST',
    'VARIABLE, VALUE, ...',
    'Reads a text once for each value; several variables and their values stand in braces.',
    '~LST({ip, weight}, {10.0.0.1, 5}, {10.0.0.2, 3}) real_server ${ip} 80 { weight ${weight} }',
  ),
];
