// Who becomes master, and whether a failure that lowers priorities makes another one so.

import { diagnostic } from '../../diag/diagnostic.ts';
import { isWritten, value } from '../../syntax/tree.ts';
import { type ClusterFinding, type Member, placeIn, type Router, spanOf } from './member.ts';

interface Candidate {
  readonly member: Member;
  /** With nothing failed. */
  readonly priority: number;
}

const owner = 255;
const highest = 254;

const limited = (priority: number): number => Math.min(highest, Math.max(1, priority));

const candidateOf = (member: Member): Candidate => {
  const { instance, weights } = member;
  const raised = weights
    .filter(({ follows }) => follows !== 'track_file')
    .reduce((sum, { weight }) => sum + Math.max(0, weight), instance.priority);
  const priority = instance.priority === owner ? owner : limited(raised);
  return { member, priority };
};

const keepsMaster = ({ member: { block } }: Candidate): boolean => isWritten(block, 'nopreempt');

/** Equal priorities are decided by the higher source address, RFC 9568 section 6.4.3. */
const checkTie = (winner: Candidate, second: Candidate): ClusterFinding[] => {
  if (second.priority !== winner.priority) return [];
  // Who does not preempt leaves it to chance on purpose.
  if (keepsMaster(winner) && keepsMaster(second)) return [];
  const { member, priority } = second;
  const place = placeIn(winner.member.node, spanOf(winner.member, 'priority'));
  const values = { name: member.instance.name, priority, place };
  return [
    { node: member.node, diagnostic: diagnostic('HA4808', spanOf(member, 'priority'), values) },
  ];
};

const checkState = (candidate: Candidate, winner: Candidate): ClusterFinding[] => {
  const { member, priority } = candidate;
  if (value(member.block, 'state') !== 'MASTER' || priority >= winner.priority) return [];
  const place = placeIn(winner.member.node, spanOf(winner.member, 'priority'));
  const values = { name: member.instance.name, priority, highest: winner.priority, place };
  return [{ node: member.node, diagnostic: diagnostic('HA4809', spanOf(member, 'state'), values) }];
};

const checkWeights = (winner: Candidate, second: Candidate): ClusterFinding[] => {
  const { member, priority } = winner;
  const { weights } = member;
  const [first] = weights;
  if (first === undefined || priority === owner || keepsMaster(second)) return [];
  // What a file takes away depends on the number in it.
  if (weights.some(({ follows }) => follows === 'track_file')) return [];
  const lost = weights.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
  const left = limited(priority - lost);
  if (priority === second.priority || left < second.priority) return [];
  const place = placeIn(second.member.node, spanOf(second.member, 'priority'));
  const values = { left, other: second.priority, place, wanted: priority - second.priority + 1 };
  return [{ node: member.node, diagnostic: diagnostic('HA4810', first.span, values) }];
};

/** Whether a router has one clear master, and whether weights can make another one. */
export const checkElection = (router: Router): ClusterFinding[] => {
  const candidates = router.map(candidateOf).sort((a, b) => b.priority - a.priority);
  const [winner, second] = candidates;
  if (winner === undefined || second === undefined) return [];
  return [
    ...checkTie(winner, second),
    ...candidates.flatMap((candidate) => checkState(candidate, winner)),
    ...checkWeights(winner, second),
  ];
};
