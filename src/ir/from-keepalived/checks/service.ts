// Checks of one virtual_server beyond its single lines (check_data.c).

import type { keepalived } from '../../../../grammars/keepalived/index.ts';
import { familyOf, ipPort } from '../../../base/ip.ts';
import { type Diagnostic, diagnostic } from '../../../diag/diagnostic.ts';
import { type BoundBlock, isWritten, one, value } from '../../../syntax/tree.ts';
import type { Service } from '../../model.ts';
import { familyNames } from './family-names.ts';
import { checkMarks } from './marks.ts';
import { checkTunnel } from './tunnels.ts';

export type ServerBlock = BoundBlock<(typeof keepalived)['virtual_server']['block']>;

export interface ServiceCase {
  readonly block: ServerBlock;
  readonly service: Service;
  readonly diagnostics: Diagnostic[];
}

type Keyword = keyof (typeof keepalived)['virtual_server']['block'];

/** Keywords that count only behind another one. */
const order: readonly (readonly [keyword: Keyword, before: Keyword])[] = [
  ['sorry_server_inhibit', 'sorry_server'],
  ['sorry_server_lvs_method', 'sorry_server'],
];

const checkOrder = ({ block, service, diagnostics }: ServiceCase): void => {
  for (const [keyword, before] of order) {
    if (!isWritten(block, keyword)) continue;
    const at = one(block, keyword)?.span ?? service.span;
    const place = one(block, before)?.span;
    if (place !== undefined && place.start < at.start) continue;
    diagnostics.push(diagnostic('HA3050', at, { keyword, before }));
  }
};

/** In front of lb_algo sh it meets the scheduler of that moment; under others it is refused. */
const checkHashed = ({ block, service, diagnostics }: ServiceCase): void => {
  const hashed = one(block, 'hashed');
  const scheduler = one(block, 'lb_algo');
  if (hashed === undefined || scheduler === undefined) return;
  if (service.scheduler !== 'sh' && service.scheduler !== 'mh') return;
  if (scheduler.span.start < hashed.span.start) return;
  diagnostics.push(diagnostic('HA3050', hashed.span, { keyword: 'hashed', before: 'lb_algo' }));
};

const checkSorryServer = ({ block, service, diagnostics }: ServiceCase): void => {
  const { name, servers, sorryServer } = service;
  if (sorryServer === undefined) return;
  const same = servers.find(
    ({ ip, port = 0 }) => ip === sorryServer.ip && port === sorryServer.port,
  );
  if (same === undefined || same.inhibitOnFailure === sorryServer.inhibit) return;
  const place = one(block, 'sorry_server')?.span ?? service.span;
  const values = { server: ipPort(sorryServer.ip, sorryServer.port), name };
  const labels = [{ span: same.span, text: 'the real_server' }];
  diagnostics.push(diagnostic('HA3054', place, values, labels));
};

const checkFamily = ({ block, service, diagnostics }: ServiceCase): void => {
  const { name, listeners } = service;
  const [first] = listeners;
  if (first === undefined) return;
  const family = first.kind === 'address' ? familyOf(first.ip) : first.family;
  const written = value(block, 'ip_family');
  if (first.kind === 'address' && written !== undefined && written !== family) {
    const span = one(block, 'ip_family')?.span ?? service.span;
    const values = { what: `ip_family ${written}`, family: familyNames[written], name };
    const other = familyNames[family];
    diagnostics.push(diagnostic('HA3055', span, { ...values, other, mend: 'remove the line' }));
  }
  const granularity = one(block, 'persistence_granularity');
  const mask = value(block, 'persistence_granularity');
  if (granularity === undefined || mask === undefined || family === 'inet') return;
  if (!mask.includes('.')) return;
  const values = { what: `persistence_granularity ${mask}`, family: 'IPv4', name, other: 'IPv6' };
  const mend = 'write a prefix length from 1 to 128';
  diagnostics.push(diagnostic('HA3055', granularity.span, { ...values, mend }));
};

export const checkService = (found: ServiceCase): void => {
  const { block, service, diagnostics } = found;
  const { name } = service;
  checkMarks(found);
  checkOrder(found);
  checkHashed(found);
  checkSorryServer(found);
  checkFamily(found);
  for (const keyword of ['lb_kind', 'sorry_server_lvs_method'] as const) {
    checkTunnel(one(block, keyword), name, diagnostics);
  }
};
