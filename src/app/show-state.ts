// The use case of `hactl show state`: all that can be read of the kernel, gaps named.

import { observeHost } from '../apply/observe-host.ts';
import type { Diagnostic } from '../diag/diagnostic.ts';
import type { Host } from '../host/ports.ts';
import { type SavedState, savedStateSchema } from '../plan/observation.ts';
import { peek } from './peek.ts';

export interface ShownState {
  readonly saved: SavedState;
  readonly diagnostics: readonly Diagnostic[];
}

export const showState = async (host: Host, stateDirectory: string): Promise<ShownState> => {
  const { record, gap, notes } = await peek(host, stateDirectory);
  const topics = new Set(['network', 'sysctl', 'nft', 'ipvs'] as const);
  const { state, names, gaps } = await observeHost(host, topics);
  const saved: SavedState = {
    kind: 'hactl-state',
    schemaVersion: savedStateSchema,
    resources: [...state.values()],
    names,
    gaps: gap === null ? gaps : [...gaps, gap],
    serial: record?.serial ?? null,
    owned: [...(record?.owned ?? [])],
  };
  return { saved, diagnostics: notes };
};
