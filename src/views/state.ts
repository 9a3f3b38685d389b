// What a kernel holds, for people: a line for each object, with whose it is.

import { wrap } from '../base/wrap.ts';
import { keyOf, kindOrder, verbsOf } from '../plan/kinds.ts';
import type { Gap, SavedState } from '../plan/observation.ts';
import type { Kind, Resource } from '../plan/state.ts';
import type { Paint } from './paint.ts';

const headings: { readonly [K in Kind]: string } = {
  link: 'Links',
  sysctl: 'Kernel parameters',
  'nft-table': 'nftables',
  address: 'Addresses',
  route: 'Routes',
  rule: 'Rules',
  'ipvs-timeouts': 'IPVS timeouts',
  'ipvs-service': 'IPVS services',
  'ipvs-server': 'IPVS servers',
  'ipvs-sync': 'IPVS sync daemons',
};

const reasons: { readonly [R in Gap['reason']]: string } = {
  'missing-tool': 'is not installed',
  'no-permission': 'is not permitted (run it as root)',
  'no-kernel-support': 'finds nothing in this kernel to talk to',
  failed: 'failed',
};

const line = (resource: Resource, isOwn: boolean, paint: Paint): string => {
  const verbs = verbsOf(resource);
  const pairs = Object.entries(verbs.attributes(resource)).filter(([, value]) => value);
  const attributes = pairs.map(([name, value]) => `${name} ${value}`).join(', ');
  const mark = isOwn ? paint('green', '*') : ' ';
  return `  ${mark} ${verbs.title(resource)}${attributes === '' ? '' : `  ${paint('dim', attributes)}`}`;
};

/** Parameters of foreign links are many and seldom asked for: `all` shows them too. */
export const renderState = (saved: SavedState, all: boolean, paint: Paint): string => {
  const owned = new Set(saved.owned.map(([key]) => key));
  const isKnown = saved.gaps.every(({ topic }) => topic !== 'record');
  const lines: string[] = [
    isKnown
      ? `* made by hactl (${owned.size}); the rest belongs to others`
      : 'What of this hactl made is not known.',
    '',
  ];
  for (const kind of kindOrder) {
    const resources = saved.resources.filter(
      (resource) =>
        resource.kind === kind && (all || kind !== 'sysctl' || owned.has(keyOf(resource))),
    );
    if (resources.length === 0) continue;
    lines.push(paint('bold', headings[kind]));
    for (const resource of resources) lines.push(line(resource, owned.has(keyOf(resource)), paint));
    lines.push('');
  }
  for (const { command, reason, message } of saved.gaps) {
    const words = message === '' ? '' : `: ${message}`;
    lines.push(...wrap(`Not read: \`${command}\` ${reasons[reason]}${words}`, 78));
  }
  return `${lines.join('\n').trimEnd()}\n`;
};
