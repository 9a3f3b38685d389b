// Includes, conditions, definitions and repetitions: the text that keepalived 2.2.7 would read, and the
// places that its pieces were written at.

import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Version } from '../../../grammars/keepalived/versions.ts';
import { createSourceMap } from '../../../src/diag/source-map.ts';
import { expandKeepalived } from '../../../src/syntax/keepalived/expand.ts';
import type { Surroundings } from '../../../src/syntax/keepalived/surroundings.ts';
import { type IncludedFile, nothingMatches } from '../../../src/syntax/keepalived/include.ts';

const files: readonly IncludedFile[] = [
  { path: 'a.conf', text: 'from a\n' },
  { path: 'b.conf', text: 'from b' },
  { path: 'self.conf', text: 'x\ninclude self.conf\ny\n' },
  { path: 'sub/c.conf', text: 'c ${V}\ninclude d.conf\n' },
  { path: 'sub/d.conf', text: 'd\n' },
  { path: 'locked.conf', problem: 'permission denied' },
  { path: 'many.conf', text: 'include more.conf\n'.repeat(1000) },
  { path: 'more.conf', text: 'include most.conf\n'.repeat(1000) },
  { path: 'most.conf', text: 'x\n'.repeat(1000) },
  { path: 'ends.conf', text: '} # comment' },
];

const surroundings: Surroundings = {
  configId: 'main',
  workingDirectory: '/etc/keepalived',
  environment: (name) => (name === 'HOME' ? '/root' : undefined),
  included: (directory, pattern) => {
    const form = new RegExp(`^${pattern.replace('*', '[^/]*')}$`);
    const found = files.filter(({ path }) => {
      const local = directory === '.' ? path : path.slice(directory.length + 1);
      return form.test(local) && (directory === '.' || path.startsWith(`${directory}/`));
    });
    return found.length > 0 ? found : [{ path: pattern, problem: nothingMatches }];
  },
};

const expand = (text: string, target?: Version) => {
  const sources = createSourceMap();
  const { source, diagnostics } = expandKeepalived(
    sources,
    sources.add('x.conf', text),
    surroundings,
    target,
  );
  const lines = source.text.split('\n').map((line) => line.trim());
  return { lines: lines.filter((line) => line !== ''), diagnostics, sources, source };
};

/** A text, the lines that come of it, and the codes of what is wrong. */
const cases: readonly [what: string, text: string, lines: string[], codes?: string[]][] = [
  ['plain text', 'a 1\n b 2\n', ['a 1', 'b 2']],
  ['a condition that a form feed hides', '\f@other a', ['@other a']],
  ['a definition', '$N=3\na $N', ['a 3']],
  ['its blanks and comment', ' $N=  v w \t # comment\na ${N}', ['# comment', 'a v w']],
  ['a sign that starts a comment where it is used', '$S=\\#\n$S a\nb', ['# a', 'b']],
  ['an empty definition', '$E=\na${E}b', ['ab']],
  ['quotes as a part of it', '$Q="a b"\na ${Q}', ['a "a b"']],
  ['definitions in definitions, replaced late', '$A=x$N\n$N=1\na $A', ['a x1']],
  ['the last definition above', '$N=1\na $N\n$N=2\na $N', ['a 1', 'a 2']],
  [
    'names before a blank, a comma, a parenthesis and the end',
    '$N=3\n$N $N, $N) $N',
    ['3 3, 3) 3'],
  ],
  ['but not before anything else', '$N=3\na $N/0 "$N"', ['a $N/0 "$N"']],
  ['braces anywhere', '$N=3\nx${N}y"${N}"', ['x3y"3"']],
  ['no blank before the equals sign', '$N =3', ['$N =3'], ['HA1013']],
  ['names that nothing defines', 'a $N b', ['a $N b'], ['HA1013']],
  ['and their braces', 'a ${N} b', ['a $N b'], ['HA1012']],
  ['quoted braces', 'a "${N}" b', ['a "${N}" b'], ['HA1013']],
  ['nothing in comments', 'a # ${N}\n# $M', ['# ${N}', 'a', '# $M']],
  ['several lines', '$M= \\\n m1 \\\n\tm2 $N \\\n m3\n$N=3\n$M', ['m1', 'm2 3', 'm3']],
  ['several lines that begin at once', '$T=t1 \\\n t2\nk $T', ['k t1', 't2']],
  ['several lines, in braces', '$T=t1 \\\n t2\nk ${T}', ['k t1', 't2']],
  ['several lines only at the end', '$T=t1 \\\n t2\n$T b', ['$T b'], ['HA1013']],
  ['a comment that ends a definition', '$T=t1 \\\n# t2\nb\n$T', ['b', 't1']],
  ['a blank line that ends a definition', '$T=t1 \\\n\nb', ['b']],
  [
    'definitions of several lines in each other',
    '$A=a1 \\\n $B\n$B=b1 \\\n b2\n$A',
    ['a1', 'b1', 'b2'],
  ],
  ['a condition that holds', '@main a 1\n@other b 2', ['a 1']],
  ['a condition that does not', '@^main a 1\n@^other b 2', ['b 2']],
  ['a condition without text', '@main\nb', ['b']],
  ['what only looks like a definition', '$0x=$W', ['$0x=$W'], ['HA1013']],
  ['a definition behind nothing', '$N=\n${N} $M=1\na $M', ['a 1']],
  ['only one condition', '@main @main a', ['@main a']],
  ['a condition on a definition', '@main $N=1\n@other $N=2\na $N', ['a 1']],
  ['a condition from a definition', '$C=@main\n$C a\n$D=@other\n$D b', ['a']],
  ['a condition behind a brace', 'a { @main b\n@other c', ['a {', 'b']],
  ['an address, which is no condition', 'to a@b.example', ['to a@b.example']],
  ['a sequence', '~SEQ(i, 1, 3) a ${i}', ['a 1', 'a 2', 'a 3']],
  ['a sequence from 1', '~SEQ(i, 2) a ${i}', ['a 1', 'a 2']],
  ['a sequence downwards', '~SEQ(i, 3, 1) a$i', ['a3', 'a2', 'a1']],
  [
    'a sequence in steps',
    '~SEQ(i,1,5,11) a$i\n~SEQ(i,5,-2,1) b$i',
    ['a1', 'a6', 'a11', 'b5', 'b3', 'b1'],
  ],
  ['a hexadecimal sequence', '~SEQx(i,9,11) a$i', ['a9', 'aa', 'ab']],
  ['bounds from definitions', '$N=2\n~SEQ(i, 1, $N) a$i', ['a1', 'a2']],
  ['a sequence in a sequence', '~SEQ(i,1,2)~SEQ(j,1,2) ${i}-$j', ['1-1', '1-2', '2-1', '2-2']],
  ['a variable that stays', '~SEQ(i,1,2) a\nb $i', ['a', 'a', 'b 2']],
  ['a sequence of several lines', '$M=m${i} \\\n n\n~SEQ(i,1,2) $M', ['m1', 'n', 'm2', 'n']],
  [
    'hexadecimal and octal bounds',
    '~SEQ(i,0x1,3) a$i\n~SEQ(i,07,010) b$i',
    ['a1', 'a2', 'a3', 'b7', 'b8'],
  ],
  ['a list of one empty value', '~LST(i,) a${i}b', ['ab']],
  ['a list with blanks in a value', '~LST(i, a b, c) x', [], ['HA1011']],
  ['a list', '~LST(i, x, y) a ${i}', ['a x', 'a y']],
  ['a list of several variables', '~LST({i,j},{a,b},{c,d}) ${i}${j}', ['ab', 'cd']],
  ['a sequence with a blank before its parenthesis', '~SEQ (i, 2) a$i', ['a1', 'a2']],
  ['a sequence without a comma behind its name', '~SEQ(i 2) a$i', ['a1', 'a2']],
  ['nothing as 0', '~SEQ(i,,2) a$i\n~SEQ(i,) b$i', ['a0', 'a1', 'a2', 'b1', 'b0']],
  ['a blank between two bounds', '~SEQ(i, 1 3) x', [], ['HA1011']],
  ['an octal bound with an 8', '~SEQ(i,08,9) x', [], ['HA1011']],
  ['a sequence without numbers', '~SEQ(i,a) x', [], ['HA1011']],
  ['a sequence without end', '~SEQ(i,1,0,2) x', [], ['HA1011']],
  ['a list without values', '~LST(i) x', [], ['HA1011']],
  ['a parenthesis that is not closed', '~SEQ(i,1 x', [], ['HA1011']],
  ['another word with a tilde', '~FOO x', ['~FOO x']],
  [
    'the id, the directory, the environment',
    'a ${_INSTANCE} ${_PWD} ${_ENV HOME}',
    ['a main /etc/keepalived /root'],
  ],
  ['the least of the random numbers', 'a ${_RANDOM 5 9}', ['a 5']],
  ['an include', 'a\ninclude b.conf # why\nc', ['a', '# why', 'from b', 'c']],
  ['includes that a pattern matches', 'include [ab].conf', ['from a', 'from b']],
  ['includes from the directory of their file', '$V=1\ninclude sub/c.conf', ['c 1', 'd']],
  ['an include behind a condition', '@main include a.conf\n@other include b.conf', ['from a']],
  ['an include of a name', '$F=a\ninclude ${F}.conf\n$I=include b.conf\n$I', ['from a', 'from b']],
  ['an include behind a brace', 'x {\n} include a.conf', ['x {', '}', 'from a']],
  ['an include for each round', '~LST(i,a,b) include ${i}.conf', ['from a', 'from b']],
  ['a file that is not there', 'include z.conf', [], ['HA1017']],
  ['a file that has to be there', 'includem z.conf', [], ['HA1018']],
  ['a pattern that has to match', 'includew z*.conf\nincludem z*.conf', [], ['HA1018', 'HA1017']],
  [
    'a file that has to be readable',
    'includer locked.conf\ninclude locked.conf',
    [],
    ['HA1018', 'HA1017'],
  ],
  ['a file that includes itself', 'include self.conf', ['x', 'y'], ['HA1016']],
  ['the longest line', 'x'.repeat(1022), ['x'.repeat(1022)]],
  ['a longer line, which it drops', `a\n${'x'.repeat(1023)}\nb\n`, ['a', 'b'], ['HA1019']],
  ['a comment that is too long', `# ${'x '.repeat(600)}`, [], ['HA1019']],
  ['the longest line of letters with two bytes', 'é'.repeat(511), ['é'.repeat(511)]],
  ['a longer one', 'é'.repeat(512), [], ['HA1019']],
  ['the longest line of signs with four bytes', '\u{1f600}'.repeat(255), ['\u{1f600}'.repeat(255)]],
  [
    'long lines among others',
    `${'a\n'.repeat(9)}${'x'.repeat(3000)}\n${'b\n'.repeat(9)}`,
    [...Array(9).fill('a'), ...Array(9).fill('b')],
    ['HA1019'],
  ],
  ['a block that another file closes', 'b {\ninclude ends.conf\nc', ['b {', '} # comment', 'c']],
];

test('went on behind a comment in a definition before 2.2.8', () => {
  const text = '$T=t1 \\\n # no \\\n t2 # two \\\n t3\n$T';
  assert.equal(expand(text, '2.2.7').lines, ['t1', 't2', 't3']);
});

test('reads a condition behind a name that stands for nothing as older releases do', () => {
  const text = '$N=\n$N @main a\n$N @other b';
  assert.equal(expand(text).lines, ['@main a', '@other b']);
  assert.equal(expand(text, '2.2.7').lines, ['a']);
});

for (const [what, text, lines, codes = []] of cases) {
  test(`expands ${what}`, () => {
    const result = expand(text);
    assert.equal(result.lines, lines);
    assert.equal(
      result.diagnostics.map(({ code }) => code),
      codes,
    );
  });
}

const endless: readonly [what: string, text: string, code: string][] = [
  ['a definition of itself', '$S=s$S\na $S', 'HA1015'],
  ['definitions of each other', '$A=$B\n$B=$A\na $A', 'HA1015'],
  ['a definition that doubles', '$A=$B $B\n$B=$A $A\na $A', 'HA1015'],
  ['several lines of themselves', '$M=a \\\n $M\n$M', 'HA1014'],
  ['a sequence without measure', '~SEQ(i,1,1000000000) a', 'HA1011'],
  ['files that include each other many times', 'include many.conf', 'HA1014'],
  ['sequences in sequences', '~SEQ(i,60000)~SEQ(j,60000)~SEQ(k,60000) a', 'HA1014'],
];

for (const [what, text, code] of endless) {
  test(`ends ${what}`, () => {
    const codes = expand(text).diagnostics.map((one) => one.code);
    assert.equal([...new Set(codes)], [code]);
  });
}

/** Text in the expanded text, the place it was written at, and what led from there. */
const origins: readonly [
  what: string,
  text: string,
  found: string,
  place: string,
  way: string[],
][] = [
  ['plain text', '$N=1\na 10', '10', 'x.conf:2:3', []],
  ['a value', '$N=999\nprio $N', '999', 'x.conf:1:4', ['used here x.conf:2:6']],
  ['a word with a value in it', '$N=9\nprio 1${N}1', '191', 'x.conf:2:6', []],
  ['a file', 'a\ninclude b.conf', 'from b', 'b.conf:1:1', ['included here x.conf:2:1']],
  [
    'a file of a file',
    'include sub/c.conf',
    'd\n',
    'sub/d.conf:1:1',
    ['included here sub/c.conf:2:1', 'included here x.conf:1:1'],
  ],
  ['a condition', '@main bad 1', 'bad', 'x.conf:1:7', ['read where the id is main x.conf:1:1']],
  [
    'a round',
    '~SEQ(i,1,2) bad ${i}',
    'bad 2',
    'x.conf:1:13',
    ['repeated here, with i = 2 x.conf:1:1'],
  ],
  ['a line of several', '$M=a \\\n bad\n$M', 'bad', 'x.conf:2:2', ['used here x.conf:3:1']],
];

for (const [what, text, found, place, way] of origins) {
  test(`knows where ${what} was written`, () => {
    const { source, sources } = expand(text);
    const start = source.base + source.text.indexOf(found);
    const { span, frames } = sources.originOf({ start, end: start + found.length });
    const shown = (offset: number): string => {
      const { file, line, column } = sources.locate(offset);
      return `${file}:${line}:${column}`;
    };
    assert.is(shown(span.start), place);
    assert.equal(
      frames.map(({ note, at }) => `${note} ${shown(at.start)}`),
      way,
    );
  });
}

/** What came later, the last release without it and the first with it, and what either makes of a text. */
const later: readonly [what: string, text: string, targets: [Version, Version], code: string][] = [
  ['a random number', 'a ${_RANDOM}', ['2.0.14', '2.0.15'], 'HA1012'],
  ['a sign of comments', 'a ${_HASH} b', ['2.1.3', '2.1.4'], 'HA1012'],
  ['the other sign of comments', 'a "${_BANG}"', ['2.1.3', '2.1.4'], 'HA1013'],
  ['a variable of the environment', 'a ${_ENV HOME}', ['2.3.4', '2.4.0'], 'HA1012'],
  ['an include that insists on its file', 'includem a.conf', ['2.1.5', '2.2.0'], 'HA2016'],
];

for (const [what, text, [before, since], code] of later) {
  test(`knows ${what} since ${since}`, () => {
    const codesFor = (target: Version) => expand(text, target).diagnostics.map((one) => one.code);
    assert.equal(codesFor(before), [code]);
    assert.equal(codesFor(since), []);
  });
}

test.run();
