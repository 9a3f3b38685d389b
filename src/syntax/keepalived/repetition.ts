// ~SEQ and ~LST: a line that is read once for each value of its variables (keepalived.conf(5),
// "Conditional configuration and configuration id" and what follows it).

export interface Repetition {
  /** One binding of the variables for each time that the text is read. */
  readonly rounds: readonly ReadonlyMap<string, string>[];
}

/** More rounds than anybody writes down; keepalived itself would go on for hours. */
export const maxRounds = 65_536;

const head = /^~(SEQx?|LST)[ \t]*\(([^()]*)\)[ \t]*/;

/** The words before the text to repeat, as far as they are well formed. */
export const repetitionHead = (
  text: string,
): { word: string; spec: string; length: number } | null => {
  const match = head.exec(text);
  if (match === null) return null;
  const [whole, word = '', spec = ''] = match;
  return { word, spec, length: whole.length };
};

const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text);

/** As strtol(3) reads it: 0x is hexadecimal, a leading 0 octal, and nothing is 0. */
const numberOf = (word: string): number | undefined => {
  if (word === '') return 0;
  const [, sign = '', hex, octal, decimal] =
    /^([+-]?)(?:0x([\da-f]{1,12})|(0[0-7]{0,16})|([1-9]\d{0,14}))$/i.exec(word) ?? [];
  const digits = hex ?? octal ?? decimal;
  if (digits === undefined) return undefined;
  const value = Number.parseInt(digits, hex !== undefined ? 16 : octal !== undefined ? 8 : 10);
  return sign === '-' ? -value : value;
};

const inSteps = (name: string, words: readonly string[], isHex: boolean): Repetition | string => {
  const numbers = words.flatMap((word) => numberOf(word) ?? []);
  if (numbers.length < words.length) return 'its bounds are whole numbers';
  const [first = 1, second = 1, third = 1] = numbers;
  if (numbers.length < 1 || numbers.length > 3) return 'it takes one to three numbers';
  const start = numbers.length === 1 ? 1 : first;
  const end = numbers.length === 1 ? first : numbers.length === 2 ? second : third;
  const step = numbers.length === 3 ? second : start <= end ? 1 : -1;
  if (step === 0 || (end - start) * step < 0) return 'its step does not lead to its end';
  const count = Math.floor((end - start) / step) + 1;
  if (count > maxRounds) return `it would repeat the text ${count} times, more than ${maxRounds}`;
  const rounds = Array.from({ length: count }, (_, round) => {
    const number = start + round * step;
    return new Map([[name, isHex ? number.toString(16) : String(number)]]);
  });
  return { rounds };
};

/** Parts between commas that stand in no braces. */
const partsOf = (spec: string): string[] => {
  const parts: string[] = [];
  let at = 0;
  let depth = 0;
  for (let end = 0; end <= spec.length; end++) {
    const sign = spec[end];
    if (sign === '{') depth++;
    else if (sign === '}') depth--;
    else if (sign === undefined || (sign === ',' && depth === 0)) {
      parts.push(spec.slice(at, end).trim());
      at = end + 1;
    }
  }
  return parts;
};

const membersOf = (part: string): string[] =>
  part.startsWith('{') && part.endsWith('}')
    ? part
        .slice(1, -1)
        .split(',')
        .map((member) => member.trim())
    : [part];

const inTurn = (spec: string): Repetition | string => {
  const [variables = '', ...values] = partsOf(spec);
  const names = membersOf(variables);
  if (!names.every(isName)) return 'it begins with a name, or with names in braces';
  if (values.length === 0) return 'it has no values';
  if (values.some((value) => /[\s"']/.test(value.replaceAll(/\{[^{}]*\}/g, '')))) {
    return 'a value has neither blanks nor quotes';
  }
  const rounds = values.map((value) => {
    const members = membersOf(value);
    return new Map(names.map((name, at) => [name, members[at] ?? '']));
  });
  return { rounds };
};

/** What `~WORD(SPEC)` asks for, or what is wrong with it. */
export const repetitionOf = (word: string, spec: string): Repetition | string => {
  if (word === 'LST') return inTurn(spec);
  const [head = '', name = '', rest = ''] =
    /^\s*([A-Za-z_]\w*)(?=[\s,]|$)\s*,?(.*)$/.exec(spec) ?? [];
  if (head === '') return 'it begins with a name';
  const hasNumbers = rest.trim() !== '' || spec.includes(',');
  const words = hasNumbers ? rest.split(',').map((part) => part.trim()) : [];
  return inSteps(name, words, word === 'SEQx');
};
