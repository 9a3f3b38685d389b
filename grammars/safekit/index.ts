// The two kinds of files of SafeKit, by their root elements.

import { clusterFile } from './cluster.ts';
import { moduleFile } from './service.ts';

export const safekit = { ...moduleFile, ...clusterFile } as const;

type Safe = (typeof safekit)['safe'];
export type ServiceSpec = Safe['children']['service'];
export type VipSpec = ServiceSpec['children']['vip'];
export type InterfaceSpec = VipSpec['children']['interface_list']['children']['interface'];
export type GroupSpec = VipSpec['children']['loadbalancing_list']['children']['group'];
