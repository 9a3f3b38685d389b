// The folders of fixtures/plan: a kernel, what hactl applied there, what others did then, and the
// configuration to plan.

import type { Setup } from './gen-kernel.ts';
import type { Case } from './gen.ts';
import { hasFixture, readFixture } from './golden.ts';

export interface PlanCase {
  readonly current: Setup;
  readonly former?: Case;
  readonly drift?: Setup;
  readonly input: Case;
}

const readSetup = (path: string): Setup => JSON.parse(readFixture(path)) as Setup;

const readCase = (path: string): Case => ({
  text: readFixture(path),
  roles: [{ name: 'all', role: 'master' }],
});

/** The case in a folder below fixtures/plan. */
export const readPlanCase = (name: string): PlanCase => {
  const [former, drift] = [`plan/${name}/former.conf`, `plan/${name}/drift.json`] as const;
  return {
    current: readSetup(`plan/${name}/current.json`),
    ...(hasFixture(former) && { former: readCase(former) }),
    ...(hasFixture(drift) && { drift: readSetup(drift) }),
    input: readCase(`plan/${name}/input.conf`),
  };
};
