// Unicast: each node must send to the addresses that the others send from.

import { diagnostic } from '../../diag/diagnostic.ts';
import { all, arg, entriesOf } from '../../syntax/tree.ts';
import { type ClusterFinding, type Member, placeIn, type Router, spanOf } from './member.ts';

const isUnicast = ({ instance }: Member): boolean => instance.unicastPeers.length > 0;

const sourceSpan = (member: Member) =>
  spanOf(member, member.instance.sourceIp === undefined ? 'unicast_peer' : 'unicast_src_ip');

const checkSources = (member: Member, others: readonly Member[]): ClusterFinding[] => {
  const { node, instance } = member;
  const { sourceIp: ip, name } = instance;
  const same = others.find((other) => ip !== undefined && other.instance.sourceIp === ip);
  if (ip === undefined || same === undefined) return [];
  const values = { name, ip, place: placeIn(same.node, sourceSpan(same)) };
  return [{ node, diagnostic: diagnostic('HA4814', sourceSpan(member), values) }];
};

const checkPeers = (member: Member, others: readonly Member[]): ClusterFinding[] => {
  const { node, instance } = member;
  const { unicastPeers, sourceIp } = instance;
  return others.flatMap((other) => {
    const ip = other.instance.sourceIp;
    if (ip === undefined || ip === sourceIp || unicastPeers.includes(ip)) return [];
    const values = { ip, place: placeIn(other.node, sourceSpan(other)) };
    return { node, diagnostic: diagnostic('HA4811', spanOf(member, 'unicast_peer'), values) };
  });
};

/** Peers that no node sends from; only known when all nodes say what they send from. */
const checkStrangers = (member: Member, others: readonly Member[]): ClusterFinding[] => {
  const sources = others.map(({ instance }) => instance.sourceIp);
  if (others.length === 0 || sources.includes(undefined)) return [];
  const files = others.map(({ node }) => node.file).join(', ');
  return all(member.block, 'unicast_peer')
    .flatMap(entriesOf)
    .flatMap((entry) => {
      const ip = arg(entry, 0);
      if (ip === undefined || ip === member.instance.sourceIp || sources.includes(ip)) return [];
      return { node: member.node, diagnostic: diagnostic('HA4812', entry.span, { ip, files }) };
    });
};

/** Whether the nodes of a router reach each other. */
export const checkReach = (router: Router): ClusterFinding[] => {
  const [first, ...rest] = router;
  const twice = rest.flatMap((member, index) => checkSources(member, router.slice(0, index + 1)));
  const odd = rest.find((member) => isUnicast(member) !== isUnicast(first));
  if (odd !== undefined) {
    const [own, other] = isUnicast(odd) ? ['unicast', 'multicast'] : ['multicast', 'unicast'];
    const place = placeIn(first.node, spanOf(first, 'unicast_peer'));
    const values = { name: odd.instance.name, own, other, place };
    const found = diagnostic('HA4813', spanOf(odd, 'unicast_peer'), values);
    return [...twice, { node: odd.node, diagnostic: found }];
  }
  // What the others send from is not known then, or nobody lists peers.
  if (twice.length > 0 || !isUnicast(first)) return twice;
  return router.flatMap((member) => {
    const others = router.filter((other) => other !== member);
    const missing = checkPeers(member, others);
    // The one that is wrong is most likely the one that is missing.
    return missing.length > 0 ? missing : checkStrangers(member, others);
  });
};
