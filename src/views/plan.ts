// A plan for people: one block for each object, what changes in it and who wants it, and a summary.

import { wrap } from '../base/wrap.ts';
import { filledFrom, verbsOf } from '../plan/kinds.ts';
import { opOfSteps, type PlanFile, summarize } from '../plan/plan-file.ts';
import type { Resource, ResourceKey } from '../plan/state.ts';
import type { Step } from '../plan/step.ts';
import { nftChanges, nftLines } from './nft.ts';
import type { Paint, Tone } from './paint.ts';

const width = 78;

type Attributes = { readonly [name: string]: string | undefined };

const attributesOf = (resource: Resource): Attributes => verbsOf(resource).attributes(resource);

const indented = (line: string): string => `      ${line}`;

const allAttributes = (resource: Resource): string[] => {
  if (resource.kind === 'nft-table') return nftLines(resource).map(indented);
  const pairs = Object.entries(attributesOf(resource)).filter(([, value]) => value !== undefined);
  if (pairs.length === 0) return [];
  return wrap(pairs.map(([name, value]) => `${name} ${value}`).join(', '), width, '      ');
};

const changedAttributes = (before: Resource, after: Resource): string[] => {
  if (before.kind === 'nft-table' && after.kind === 'nft-table') {
    return nftChanges(before, after).map(indented);
  }
  const old = attributesOf(before);
  const now = attributesOf(filledFrom(after, before));
  const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
  const changed = names.filter((name) => old[name] !== now[name]);
  return changed.map(
    (name) => `      ${name} ${old[name] ?? '(none)'} -> ${now[name] ?? '(none)'}`,
  );
};

const tones: { readonly [op in Step['op']]: Tone } = { '+': 'green', '~': 'yellow', '-': 'red' };

/** All steps of one key are one object: made and then taken up, or removed and made again. */
interface Block {
  readonly op: Step['op'];
  readonly before?: Resource | undefined;
  readonly after?: Resource | undefined;
  readonly steps: readonly Step[];
}

const blocksOf = (steps: readonly Step[]): Block[] => {
  const blocks = new Map<ResourceKey, Block>();
  for (const step of steps) {
    const key = step.temporary ? `${step.key} ${step.id}` : step.key;
    const first = blocks.get(key);
    const { op, before, after } = step;
    if (first === undefined) blocks.set(key, { op, before, after, steps: [step] });
    else {
      const all = [...first.steps, step];
      blocks.set(key, { op: opOfSteps(all), before: first.before, after, steps: all });
    }
  }
  return [...blocks.values()];
};

/** The place stands at the right, where there is room for it. */
const withPlace = (
  head: string,
  length: number,
  place: string | undefined,
  paint: Paint,
): string => {
  if (place === undefined) return head;
  const room = Math.max(2, width - length - place.length);
  return head + ' '.repeat(room) + paint('dim', place);
};

const renderBlock = ({ op, before, after, steps }: Block, paint: Paint): string[] => {
  const resource = after ?? before;
  if (resource === undefined) return [];
  const why = steps.find((step) => step.why !== undefined)?.why;
  const notes = [...new Set(steps.flatMap(({ note }) => note ?? []))];
  const title = verbsOf(resource).title(resource);
  const isRemade = steps.some(({ op: one }) => one === '-') && op === '~';
  const details =
    op === '~' && before !== undefined && after !== undefined
      ? changedAttributes(before, after)
      : allAttributes(resource);
  const [only = '', ...others] = details;
  const inlined = ` (${only.trim()})`;
  const placeLength = why === undefined ? 0 : 2 + why.length;
  const isInline =
    only !== '' && others.length === 0 && 4 + title.length + inlined.length + placeLength <= width;
  const text = isInline ? inlined : '';
  const head = `  ${paint(tones[op], op)} ${paint('bold', title)}${text}`;
  return [
    withPlace(head, 4 + title.length + text.length, why, paint),
    ...(isInline ? [] : details),
    ...(isRemade ? ['      removed and made again'] : []),
    ...(steps.some(({ resetsConnections }) => resetsConnections)
      ? ['      its connections are reset first']
      : []),
    ...notes.map((note) => `      ${note}`),
  ];
};

/** In a plan for one file its name says where it is; the line is what is looked for. */
const shortPlaces = (plan: PlanFile): Step[] => {
  const { configuration } = plan;
  const name = configuration.slice(configuration.lastIndexOf('/') + 1);
  return plan.steps.map((step) =>
    step.why?.startsWith(`${configuration}:`)
      ? { ...step, why: name + step.why.slice(configuration.length) }
      : step,
  );
};

/** What no undo brings back, each loss once with the number of objects. */
const renderLosses = (steps: readonly Step[], paint: Paint): string[] => {
  const counts = new Map<string, number>();
  for (const { irreversible } of steps) {
    if (irreversible !== undefined) counts.set(irreversible, (counts.get(irreversible) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const lines = [...counts].map(([loss, count]) => `  ${paint('yellow', '!')} ${loss} (${count})`);
  return ['', 'What undoing does not bring back:', ...lines];
};

/** The blocks of steps, and what they lose, a line each element. */
export const renderSteps = (steps: readonly Step[], paint: Paint): string[] => [
  ...blocksOf(steps).flatMap((block) => renderBlock(block, paint)),
  ...renderLosses(steps, paint),
];

/** `Plan: 3 to add, 1 to change, 0 to remove.` */
export const renderSummary = (plan: Pick<PlanFile, 'steps'>): string => {
  const { add, change, remove } = summarize(plan);
  return `Plan: ${add} to add, ${change} to change, ${remove} to remove.`;
};

const maxIdle = 8;

const renderIdle = (idle: PlanFile['idle']): string[] => {
  if (idle.length === 0) return [];
  const names = idle.slice(0, maxIdle).map(({ keyword }) => keyword);
  const more = idle.length - names.length;
  const list = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return wrap(`Not part of a plan: ${list}.`, width, '');
};

const against = (plan: PlanFile): string => {
  if (plan.against === 'live') return 'the kernel as it is now';
  return plan.against === 'empty' ? 'an empty kernel' : `the state saved in ${plan.against}`;
};

/** Objects that need no step, but that a later plan may change and remove. */
const renderAdopted = ({ adopts, expects }: PlanFile, paint: Paint): string[] => {
  if (adopts.length === 0) return [];
  const found = new Map(expects);
  const lines = adopts.map((key) => {
    const resource = found.get(key);
    const title = resource == null ? key : verbsOf(resource).title(resource);
    return `  ${paint('dim', '=')} ${paint('bold', title)}`;
  });
  const objects = adopts.length === 1 ? '1 object is' : `${adopts.length} objects are`;
  return [...lines, '', `${objects} there already as wanted and will be hactl's own.`];
};

/** What the modules ask for besides, for each of them. */
const renderDuties = (duties: PlanFile['duties']): string[] => {
  const modules = [...new Set(duties.map(({ module }) => module))];
  return modules.flatMap((name) => [
    `Not part of a plan, and left to who runs module ${name}:`,
    ...duties
      .filter(({ module }) => module === name)
      .flatMap(({ text }) => {
        const [first = '', ...others] = wrap(text, width, '    ');
        return [`  - ${first.trim()}`, ...others];
      }),
    '',
  ]);
};

/** The plan as text that ends with a line break. */
export const renderPlan = (plan: PlanFile, paint: Paint): string => {
  const head = [
    `${plan.configuration} against ${against(plan)}`,
    ...plan.assumptions.flatMap(({ about, text }) => wrap(`${about}: ${text}`, width, '  ')),
    ...renderIdle(plan.idle).map((line) => `  ${line}`),
    '',
  ];
  const blocks = renderSteps(shortPlaces(plan), paint);
  const adopted = renderAdopted(plan, paint);
  const duties = renderDuties(plan.duties);
  const body =
    blocks.length === 0
      ? [...adopted, ...duties, `Nothing to do: the kernel is as ${plan.configuration} wants it.`]
      : [...blocks, '', ...adopted, ...duties, paint('bold', renderSummary(plan))];
  return `${[...head, ...body].join('\n')}\n`;
};
