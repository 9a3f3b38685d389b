// Random machines: a kernel in which others have been at work, and how its IPVS is spoken to.

import fc from 'fast-check';
import { type FakeHost, fakeHost } from './fake-host.ts';
import { fakeKernel } from './fake-kernel.ts';
import type { KernelState } from './fake-kernel/state.ts';
import { anyKernel } from './gen-kernel.ts';

export interface Machine {
  readonly state: KernelState;
  readonly speaksNetlink: boolean;
}

export const anyMachine: fc.Arbitrary<Machine> = fc.record({
  state: anyKernel,
  speaksNetlink: fc.boolean(),
});

/** A host on a copy of the machine's kernel. */
export const hostOn = ({ state, speaksNetlink }: Machine): FakeHost => {
  const kernel = fakeKernel(structuredClone(state));
  kernel.circumstances = { ...kernel.circumstances, speaksNetlink };
  return fakeHost(kernel);
};

/** Another machine in the same state, with nothing going on. */
export const copyOf = ({ kernel, disk }: FakeHost): FakeHost => {
  const copy = fakeKernel(structuredClone(kernel.state));
  copy.circumstances = kernel.circumstances;
  const files = new Map(disk.files);
  return fakeHost(copy, { ...disk, files, locks: new Map(), writes: 0, stop: null });
};
