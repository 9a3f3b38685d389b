// Links in a sandbox, with the names that a configuration has for those of its host.

import type { Host } from '../host/ports.ts';

/** Runs lines of ip(8), in another namespace by its options; what it complained of, or null. */
export const runIp = async (
  host: Host,
  lines: readonly string[],
  options: readonly string[] = [],
): Promise<string | null> => {
  const argv = ['ip', ...options, '-batch', '-'];
  const { exitCode, stderr } = await host.exec.run(argv, `${lines.join('\n')}\n`);
  return exitCode === 0 ? null : stderr.trim();
};

/** A link that keepalived asks no more of than its name, or a VRF. */
export interface WantedLink {
  readonly name: string;
  readonly isVrf?: boolean;
}

/** Any table does that nothing else of a sandbox uses. */
const vrfTable = 5182;

/** What to add, from what is wanted to what every kernel has. */
const typesOf = ({ isVrf = false }: WantedLink, peer: string): string[] => [
  ...(isVrf ? [`vrf table ${vrfTable}`] : []),
  'dummy',
  `veth peer name ${peer}`,
];

const makeLink = async (
  host: Host,
  link: WantedLink,
  peer: string,
  options: readonly string[],
): Promise<string | null> => {
  let problem: string | null = null;
  for (const type of typesOf(link, peer)) {
    problem = await runIp(host, [`link add name ${link.name} type ${type}`], options);
    if (problem !== null) continue;
    for (const name of type.startsWith('veth') ? [link.name, peer] : [link.name]) {
      // Link-local addresses would come when they like, which makes states differ; no IPv6, none of them.
      await runIp(host, [`link set dev ${name} addrgenmode none`], options);
      problem ??= await runIp(host, [`link set dev ${name} up`], options);
    }
    return problem;
  }
  return problem;
};

/**
 * Makes links, all up, besides the loopback; says which it could not make, and why. `options` of ip(8)
 * name the namespace when it is not our own.
 */
export const makeLinks = async (
  host: Host,
  links: readonly WantedLink[],
  options: readonly string[] = [],
): Promise<string[]> => {
  await runIp(host, ['link set dev lo up'], options);
  const problems: string[] = [];
  for (const [index, link] of links.entries()) {
    const problem = await makeLink(host, link, `hactl-peer${index}`, options);
    if (problem !== null) problems.push(`${link.name}: ${problem}`);
  }
  return problems;
};
