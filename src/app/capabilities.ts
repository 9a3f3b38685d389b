// Whether this host can carry out a plan, asked before anything is changed.

import { openIpvs } from '../apply/ipvs.ts';
import { stepTitle } from '../apply/run-batches.ts';
import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import { emitBatches } from '../emit/batches.ts';
import type { Tool } from '../emit/command.ts';
import type { Host } from '../host/ports.ts';
import type { Gap } from '../plan/observation.ts';
import type { Step } from '../plan/step.ts';
import { missingTool } from './observe.ts';

/** In a namespace of its own, `lo` is a bad parent, but an unknown type is refused before that. */
const macvlanProbe = 'unshare -n ip link add link lo name hactl0 type macvlan'.split(' ');

const checkMacvlan = async (host: Host, steps: readonly Step[]): Promise<Diagnostic[]> => {
  const link = steps.find(({ op, after }) => op === '+' && after?.kind === 'link');
  if (link === undefined) return [];
  const { stderr } = await host.exec.run(macvlanProbe);
  if (!/Unknown device type|not supported/.test(stderr)) return [];
  return [diagnostic('HA6004', null, { object: stepTitle(link) })];
};

const gapOf = (gap: Gap, steps: readonly Step[]): Diagnostic[] => {
  const kind = gap.topic === 'nft' ? 'nft-table' : gap.topic;
  const step = steps.find(({ key }) => key.startsWith(kind));
  if (step === undefined || gap.reason !== 'no-kernel-support') return [];
  const values = { object: stepTitle(step), message: gap.message.replace(/\.$/, '') };
  return [diagnostic(gap.topic === 'ipvs' ? 'HA6003' : 'HA6014', null, values)];
};

/** ipvsadm is only wanted where hactl cannot speak to IPVS itself. */
const canUse = async (host: Host, tool: Tool): Promise<boolean> => {
  if (await host.exec.has(tool)) return true;
  if (tool !== 'ipvsadm') return false;
  const channel = await openIpvs(host);
  if ('reason' in channel) return false;
  channel.close();
  return true;
};

/** What is missing for these steps; empty when they can be tried. */
export const checkCapabilities = async (
  host: Host,
  steps: readonly Step[],
  gaps: readonly Gap[],
): Promise<Diagnostic[]> => {
  if (steps.length === 0) return [];
  if (!host.process.canAdministerNetwork) {
    const what = 'changing links, addresses, routes, nftables or IPVS';
    const mend = 'run it as root; hactl try shows in a sandbox what it would do';
    return [diagnostic('HA6002', null, { what, mend })];
  }
  const missing: Diagnostic[] = [];
  const asked = new Set<string>();
  for (const { tool, steps: users } of emitBatches(steps)) {
    const [first] = users;
    if (asked.has(tool) || first === undefined) continue;
    asked.add(tool);
    if (await canUse(host, tool)) continue;
    missing.push(missingTool(tool, stepTitle(first)));
  }
  const lacking = gaps.flatMap((gap) => gapOf(gap, steps));
  return [...missing, ...lacking, ...(await checkMacvlan(host, steps))];
};
