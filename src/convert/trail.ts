// What becomes of each directive, noted while a conversion goes on; and the report's rows made of it.
// What nobody noted is a row all the same: a directive without one would be lost in silence.

import { type Directive, pathOf } from './directive.ts';
import type { Output } from './document/output.ts';
import { type Grade, type Rule, type Rules, type RuleValues, sentenceOf } from './rule.ts';

export interface Target {
  readonly path: string;
  readonly line: number;
}

/** What became of one directive. */
export interface Row {
  /** Counted from 1; pages link by it. */
  readonly number: number;
  readonly directive: Directive;
  readonly grade: Grade;
  /** Name of the rule, the same in all reports. */
  readonly rule: string;
  readonly says: string;
  readonly targets: readonly Target[];
}

interface Note {
  readonly rule: string;
  readonly values: RuleValues;
  readonly grade?: Grade;
}

/** Notes by the rules of one direction. */
export interface Trail<R extends Rules> {
  /** What a rule says of directives; a later note on the same one counts. */
  readonly note: (
    directives: Iterable<Directive | undefined>,
    rule: Extract<keyof R, string>,
    values?: RuleValues,
    grade?: Grade,
  ) => void;
  readonly notes: ReadonlyMap<Directive, Note>;
}

export const createTrail = <R extends Rules>(): Trail<R> => {
  const notes = new Map<Directive, Note>();
  return {
    notes,
    note: (directives, rule, values = {}, grade) => {
      for (const directive of directives) {
        if (directive === undefined) continue;
        notes.set(directive, { rule, values, ...(grade !== undefined && { grade }) });
      }
    },
  };
};

/** Where each directive went. */
const targetsOf = (outputs: readonly Output[]): ReadonlyMap<Directive, Target[]> => {
  const targets = new Map<Directive, Target[]>();
  for (const { path, lines } of outputs) {
    for (const [at, { from }] of lines.entries()) {
      for (const directive of from) {
        const known = targets.get(directive);
        const target = { path, line: at + 1 };
        if (known === undefined) targets.set(directive, [target]);
        else known.push(target);
      }
    }
  }
  return targets;
};

/** Rules for what no note was made of; both kinds of conversion have them. */
export const leftover = {
  'unknown-word': {
    grade: 'dropped',
    says: 'The source program does not know this and does not read it, so nothing is lost; see what hactl lint says of it.',
  },
  'no-counterpart': {
    grade: 'dropped',
    says: 'Has no counterpart: the result does without it ({meaning}).',
  },
  'part-of-dropped': {
    grade: 'dropped',
    says: 'Goes with "{holder}", which has no counterpart.',
  },
  'not-reached': {
    grade: 'dropped',
    says: 'Would have a counterpart, but what it belongs to was not converted ({meaning}).',
  },
  'holds-others': {
    grade: 'lossless',
    says: 'Holds the directives below it, each with a row of its own.',
  },
  'holds-nothing': {
    grade: 'dropped',
    says: 'Nothing of what it holds has a counterpart, as the rows of its lines say.',
  },
} as const satisfies Rules;

const claimsPlace = (grade: Grade): boolean => grade === 'lossless' || grade === 'approximated';

const trimmed = (meaning: string): string => meaning.replace(/\.$/, '');

/** The nearest block around a directive that was dropped as a whole. */
const droppedHolder = (
  directive: Directive,
  isDropped: (directive: Directive) => boolean,
): Directive | undefined => {
  let holder = directive.parent;
  while (holder !== undefined && !isDropped(holder)) holder = holder.parent;
  return holder;
};

/** Where the first of what a block holds went, by the block. */
const targetsInside = (
  directives: readonly Directive[],
  targets: ReadonlyMap<Directive, readonly Target[]>,
): ReadonlyMap<Directive, readonly Target[]> => {
  const inside = new Map<Directive, readonly Target[]>();
  for (const directive of directives) {
    const [first] = targets.get(directive) ?? [];
    let holder = first === undefined ? undefined : directive.parent;
    for (; holder !== undefined && !inside.has(holder); holder = holder.parent)
      inside.set(holder, first === undefined ? [] : [first]);
  }
  return inside;
};

export interface Tables<R extends Rules> {
  readonly rules: R;
  /** Rules of directives that conversions need not note, by their paths. */
  readonly usual: { readonly [path: string]: Extract<keyof R, string> };
}

/** One row for each directive, in their order. */
export const rowsOf = <R extends Rules>(
  directives: readonly Directive[],
  { notes }: Trail<R>,
  outputs: readonly Output[],
  { rules, usual }: Tables<R>,
): Row[] => {
  const targets = targetsOf(outputs);
  const noted = (directive: Directive): { rule: Rule; note: Note } | undefined => {
    const name = usual[pathOf(directive)];
    const note =
      notes.get(directive) ?? (name === undefined ? undefined : { rule: name, values: {} });
    const rule = note && rules[note.rule];
    return rule && note && { rule, note };
  };
  const holders = new Set(directives.map(({ parent }) => parent));
  const insideOf = targetsInside(directives, targets);
  const isDropped = (directive: Directive): boolean => {
    const found = noted(directive);
    return (found?.note.grade ?? found?.rule.grade) === 'dropped';
  };
  return directives.map((directive, at): Row => {
    const holder = droppedHolder(directive, isDropped);
    const isGone = isDropped(directive) || holder !== undefined;
    // What was dropped may still have helped to find who the nodes are.
    const places = isGone ? [] : (targets.get(directive) ?? []);
    const made = (rule: string, spec: Rule, values: RuleValues, grade = spec.grade): Row => ({
      number: at + 1,
      directive,
      grade,
      rule,
      says: sentenceOf(spec, values),
      targets: places,
    });
    const known = noted(directive);
    const meaning = trimmed(directive.meaning);
    const grade = known && (known.note.grade ?? known.rule.grade);
    if (known !== undefined && grade !== undefined && (places.length > 0 || !claimsPlace(grade)))
      return made(known.note.rule, known.rule, known.note.values, grade);
    if (holder !== undefined)
      return made('part-of-dropped', leftover['part-of-dropped'], { holder: holder.text });
    if (meaning === '') return made('unknown-word', leftover['unknown-word'], {});
    const inner = insideOf.get(directive) ?? [];
    if (inner.length > 0) {
      const rule = leftover['holds-others'];
      return { ...made('holds-others', rule, {}), targets: inner };
    }
    if (holders.has(directive)) return made('holds-nothing', leftover['holds-nothing'], {});
    const rest = known === undefined ? 'no-counterpart' : 'not-reached';
    return made(rest, leftover[rest], { meaning });
  });
};
