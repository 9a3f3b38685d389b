// The order of a plan's steps.
//
//   removals, last kind first      makings, first kind first
//   sync, servers and service,     link, sysctl, firewall, address, route, rule,
//   rule, route, address,          timeouts, service and servers, sync
//   firewall, link
//
// Removals come first: a new macvlan cannot take the Ethernet address that an old one still has. A link is
// up only while a table stands at its hooks: it is taken up after that is made, and down before that goes.

import type { Change } from './diff.ts';
import { isPermanent, keyOf, kindOrder, verbsOf } from './kinds.ts';
import { rankOf } from './places.ts';
import { linksWantingPromotion, promotion } from './promotion.ts';
import type { NftTable, Resource, ResourceKey, State } from './state.ts';
import type { Step } from './step.ts';

type Draft = Omit<Step, 'id'>;

const isTable = (resource: Resource | undefined): resource is NftTable =>
  resource?.kind === 'nft-table';

/** Links at whose hooks one of these tables stands. */
const hookedLinks = (resources: readonly (Resource | undefined)[]): ReadonlySet<ResourceKey> =>
  new Set(
    resources
      .filter(isTable)
      .flatMap((table) => (table.family === 'netdev' ? verbsOf(table).dependsOn(table) : [])),
  );

/** Between a table and the addresses. */
const upRank = kindOrder.indexOf('nft-table') + 0.5;

/** A service and its servers stand together. */
const kindRank = ({ kind }: Resource): number =>
  kindOrder.indexOf(kind === 'ipvs-server' ? 'ipvs-service' : kind);

/** Place of IPVS objects: services as they come, each before its servers; 0 for all else. */
const ipvsPlaces = (resources: Iterable<Resource | undefined>): ((one: Resource) => number) => {
  const services = new Map<ResourceKey, number>();
  const keyFor = (one: Resource | undefined): ResourceKey | undefined => {
    if (one?.kind === 'ipvs-service') return keyOf(one);
    return one?.kind === 'ipvs-server' ? verbsOf(one).dependsOn(one)[0] : undefined;
  };
  for (const one of resources) {
    const key = keyFor(one);
    if (key !== undefined && !services.has(key)) services.set(key, services.size);
  }
  return (one) => {
    const key = keyFor(one);
    if (key === undefined) return 0;
    return 2 * (services.get(key) ?? 0) + (one.kind === 'ipvs-server' ? 1 : 0);
  };
};

/** Addresses and rules are made in the order that they shall stand in, else in that they stood in. */
const placeOf = (resource: Resource, before: Resource | undefined): number =>
  rankOf(before === undefined || 'rank' in resource ? resource : before);

/** A gateway must be reachable when a route by it is made: routes without one come first. */
const routeRank = (resource: Resource): number =>
  resource.kind === 'route' && [resource, ...resource.hops].some(({ via }) => via !== undefined)
    ? 1
    : 0;

const optional = ({ note, foreign }: Change): Pick<Draft, 'note' | 'foreign'> => ({
  ...(note !== undefined && { note }),
  ...(foreign && { foreign }),
});

const removals = (changes: readonly Change[]): Draft[] => {
  const ipvsPlace = ipvsPlaces(changes.map(({ before }) => before));
  const removed = changes.filter(({ op }) => op === '-' || op === '±');
  const hooked = hookedLinks(removed.map(({ before }) => before));
  const gone = removed.flatMap((change) => {
    const { key, before } = change;
    if (before === undefined) return [];
    const irreversible = verbsOf(before).lostOnRemoval;
    const loss = irreversible === undefined ? {} : { irreversible };
    const isDownFirst = before.kind === 'link' && before.up && hooked.has(key);
    const last: Resource = isDownFirst ? { ...before, up: false } : before;
    const down: Draft = { op: '~', key, before, after: last };
    return [
      ...(isDownFirst ? [{ rank: upRank, place: 0, draft: down }] : []),
      {
        rank: kindRank(before),
        place: before.kind === 'address' ? rankOf(before) : ipvsPlace(before),
        draft: { op: '-' as const, key, before: last, ...loss, ...optional(change) },
      },
    ];
  });
  // A primary address takes the others of its network along: it goes last.
  return gone.sort((a, b) => b.rank - a.rank || b.place - a.place).map(({ draft }) => draft);
};

const makings = (changes: readonly Change[]): Draft[] => {
  const ipvsPlace = ipvsPlaces(changes.map(({ after }) => after));
  const hooked = hookedLinks(changes.map(({ after }) => after));
  const made = changes.flatMap((change) => {
    const { op, key, before, after } = change;
    if (after === undefined || op === '-') return [];
    const isNew = op !== '~' || before === undefined;
    const isUpLast = isNew && after.kind === 'link' && after.up && hooked.has(key);
    const first: Resource = isUpLast ? { ...after, up: false } : after;
    const draft: Draft = isNew
      ? { op: '+', key, after: first, ...optional(change) }
      : { op: '~', key, before, after, ...optional(change) };
    const up: Draft = { op: '~', key, before: first, after };
    const place = placeOf(after, before) + routeRank(after) + ipvsPlace(after);
    return [
      { rank: kindRank(after), place, draft },
      ...(isUpLast ? [{ rank: upRank, place: 0, draft: up }] : []),
    ];
  });
  return made.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ draft }) => draft);
};

const promotionSteps = (links: readonly string[], from: '0' | '1', to: '0' | '1'): Draft[] =>
  links.map((device) => {
    const before = promotion(device, from);
    const after = promotion(device, to);
    const note =
      to === '1'
        ? 'for a moment, so that the other addresses stay when the first one goes'
        : 'back as it was';
    return { op: '~', key: keyOf(after), before, after, note, temporary: true };
  });

/** The steps that carry out `changes` on a kernel that looks as `observed`. */
export const orderSteps = (
  changes: Iterable<Change>,
  observed: State,
  whyOf: (key: ResourceKey) => string | undefined,
): Step[] => {
  const all = [...changes];
  const gone = removals(all.filter(({ before }) => before === undefined || !isPermanent(before)));
  const links = linksWantingPromotion(observed, new Set(gone.map(({ key }) => key)));
  const drafts = [
    ...promotionSteps(links, '0', '1'),
    ...gone,
    ...promotionSteps(links, '1', '0'),
    ...makings(all),
  ];
  return drafts.map((draft, index) => {
    const why = draft.op === '-' && draft.note === undefined ? undefined : whyOf(draft.key);
    return { id: index + 1, ...draft, ...(why !== undefined && { why }) };
  });
};
