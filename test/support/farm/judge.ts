// What is wrong with the way a farm answered.

import type { Frame } from './capture.ts';

const isFlow = ({ kind }: Frame): boolean => kind === 'tcp' || kind === 'udp';

/** What was sent for the farm, by flow. */
const flowsOf = (frames: readonly Frame[]): Map<string, Frame[]> =>
  Map.groupBy(
    frames.filter(isFlow),
    ({ kind, from, to, ports }) => `${kind} ${from} ${ports[0]} to ${to} ${ports[1]}`,
  );

/** A reset of what is not over: what is repeated after the end of a connection may well be refused. */
const isCutOff = (flow: readonly Frame[]): boolean => {
  const reset = flow.findIndex(({ isReset }) => isReset);
  const last = flow.findIndex(({ isLast }) => isLast);
  return reset >= 0 && (last < 0 || reset < last);
};

/** Every flow has one answer from one node, and none is reset. */
export const problemsOfAnswers = (
  answers: readonly (readonly string[])[],
  frames: readonly Frame[],
): string[] => {
  const [none, one, more] = [0, 1, 2].map(
    (count) => answers.filter(({ length }) => Math.min(length, 2) === count).length,
  );
  const flows = [...flowsOf(frames)];
  const senders = flows.map(
    ([flow, own]) => [flow, [...new Set(own.map(({ sourceMac }) => sourceMac))]] as const,
  );
  const split = senders.filter(([, macs]) => macs.length > 1);
  const resets = flows.filter(([, own]) => isCutOff(own));
  const failed = answers.flat().filter((answer) => !/^n\d$/.test(answer));
  return [
    ...(none === 0 ? [] : [`${none} of ${answers.length} flows without an answer`]),
    ...(more === 0 ? [] : [`${more} of ${answers.length} flows with several answers`]),
    ...(one === answers.length && failed.length > 0 ? [`${failed[0]}`] : []),
    ...split.slice(0, 3).map(([flow, macs]) => `${flow} sent by ${macs.join(' and ')}`),
    ...(resets.length === 0 ? [] : [`${resets.length} flows cut off, ${resets[0]?.[0]}`]),
  ];
};

/** How many flows each node answered. */
export const countsOf = (answers: readonly (readonly string[])[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const [name = 'nobody'] of answers) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
};

/** Nodes whose part of the flows is further from their power than three standard deviations. */
export const problemsOfShares = (
  answers: readonly (readonly string[])[],
  powers: readonly number[],
): string[] => {
  const counts = countsOf(answers);
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.flatMap((power, index) => {
    const part = power / total;
    const count = counts.get(`n${index + 1}`) ?? 0;
    const expected = answers.length * part;
    const deviation = Math.sqrt(expected * (1 - part));
    const isFine = Math.abs(count - expected) <= 3 * deviation;
    return isFine ? [] : [`n${index + 1} answered ${count} of ${answers.length}, power ${part}`];
  });
};
