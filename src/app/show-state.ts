// The use case of `hactl show state`: all that can be read of the kernel, gaps named.

import { observeHost } from '../apply/observe-host.ts';
import type { Host } from '../host/ports.ts';
import { type SavedState, savedStateSchema } from '../plan/observation.ts';
import { peekRecord } from './observe.ts';

export const showState = async (host: Host, stateDirectory: string): Promise<SavedState> => {
  const record = await peekRecord(host, stateDirectory);
  const topics = new Set(['network', 'sysctl', 'nft', 'ipvs'] as const);
  const { state, names, gaps } = await observeHost(host, topics);
  return {
    kind: 'hactl-state',
    schemaVersion: savedStateSchema,
    resources: [...state.values()],
    names,
    gaps,
    serial: record?.serial ?? 0,
    owned: [...(record?.owned ?? [])],
  };
};
