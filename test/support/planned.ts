// From the text of a configuration to what the commands print.

import type { LoadResult, Loaded } from '../../src/app/load.ts';
import type { Against } from '../../src/app/observe.ts';
import { planLoaded } from '../../src/app/make-plan.ts';
import type { Diagnostic } from '../../src/diag/diagnostic.ts';
import type { ReadResult } from '../../src/host/ports.ts';
import type { RoleOption } from '../../src/plan/roles.ts';
import { renderDiagnostics } from '../../src/views/diagnostics.ts';
import { plain } from '../../src/views/paint.ts';
import { renderPlan } from '../../src/views/plan.ts';
import { fileHost } from './file-host.ts';

type Source = Pick<LoadResult, 'sources' | 'secrets'>;

export const diagnosticText = (
  diagnostics: readonly Diagnostic[],
  { sources, secrets }: Source,
): string => renderDiagnostics(diagnostics, { sources, secrets, paint: plain });

export interface Circumstances {
  readonly roles?: readonly RoleOption[];
  readonly against?: Against;
  readonly files?: Readonly<Record<string, ReadResult>>;
}

/** The plan as text, empty when there is none, and what is wrong with it. */
export const planText = async (
  loaded: Loaded,
  { roles = [], against = 'empty', files = {} }: Circumstances,
): Promise<{ text: string; diagnostics: readonly Diagnostic[] }> => {
  const request = { file: loaded.file, against, roles, stateDirectory: '/run/hactl' };
  const { plan, diagnostics } = await planLoaded(fileHost(files), loaded, request);
  return { text: plan === null ? '' : renderPlan(plan, plain), diagnostics };
};
