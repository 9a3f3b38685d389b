// Kernel parameters as lines for `sysctl -p -`, sysctl(8).

import type { Sysctl } from '../plan/state.ts';
import type { Line } from './command.ts';

export const emitSysctl = ({ name, value }: Sysctl): Line => ({
  tool: 'sysctl',
  argv: ['sysctl', '-q', '-p', '-'],
  contract: 'goes-on',
  input: [`${name} = ${value}`],
});
