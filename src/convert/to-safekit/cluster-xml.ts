// The plan of a cluster as cluster.xml.

import { familyOf, parseIp } from '../../base/ip.ts';
import { attribute, element, type XmlElement } from '../document/xml.ts';
import type { ClusterPlan, LanPlan } from './nodes.ts';

/** cluster.xml has IPv6 in brackets (SafeKit User's Guide §12). */
const written = (address: string): string =>
  parseIp(address) !== null && familyOf(address) === 'inet6' ? `[${address}]` : address;

const lanElement = ({ name, addresses, from }: LanPlan): XmlElement =>
  element('lan', {
    attributes: [attribute('name', name, from)],
    children: addresses.map(({ node, address, from: ofAddress }) =>
      element('node', {
        attributes: [
          attribute('name', node.name, node.from),
          attribute('addr', written(address), ofAddress),
        ],
      }),
    ),
  });

export const clusterElement = ({ lans }: ClusterPlan): XmlElement =>
  element('cluster', { children: [element('lans', { children: lans.map(lanElement) })] });
