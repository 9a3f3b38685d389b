// Keywords that have no field of their own in the model: with all their values, so that nothing a file
// says is lost on the way to the IR.

import type { ArgSpec } from '../../../grammars/schema.ts';
import type { BoundArg, BoundBlock, BoundOption, BoundStatement } from '../../syntax/tree.ts';
import type { Setting, SettingOption, SettingValue } from '../model.ts';

const valueOf = (arg: BoundArg | undefined, spec: ArgSpec | undefined): SettingValue =>
  arg === undefined ? null : spec?.secret ? { secret: String(arg.value) } : arg.value;

/** A member only where there is something in it. */
const listed = <N extends string, T>(
  name: N,
  list: readonly T[],
): { readonly [K in N]?: readonly T[] } =>
  list.length === 0 ? {} : ({ [name]: list } as { readonly [K in N]: readonly T[] });

const optionOf = ({ name, args, options }: BoundOption): SettingOption => ({
  name,
  ...wordsOf(args, options),
});

const wordsOf = (
  args: readonly (BoundArg | undefined)[],
  options: readonly BoundOption[],
  specs?: readonly ArgSpec[],
) => ({
  ...listed(
    'values',
    args.map((arg, at) => valueOf(arg, specs?.[at])),
  ),
  ...listed('options', options.map(optionOf)),
});

const settingOf = (statement: BoundStatement, within: readonly string[]): Setting => {
  const { keyword, spec, args, options, entries, block, span } = statement;
  return {
    keyword,
    ...listed('within', within),
    ...wordsOf(args, options, spec.args),
    ...listed(
      'lines',
      entries.map((entry) => wordsOf(entry.args, entry.options)),
    ),
    ...listed(
      'settings',
      (block?.statements ?? []).map((inner) => settingOf(inner, [])),
    ),
    span,
  };
};

/** `vrrp_instance WEB`, as the block would be called. */
const nameOf = ({ keyword, args }: BoundStatement): string =>
  [keyword, ...args.map((arg) => String(arg?.value ?? ''))].join(' ').trimEnd();

/** What of a file is not planned, in the order of the text; blocks of it come whole. */
export const settingsOf = (root: BoundBlock, within: readonly string[] = []): Setting[] =>
  root.statements.flatMap((statement) => {
    if (statement.spec.applies !== 'plan') return [settingOf(statement, within)];
    return statement.block === undefined
      ? []
      : settingsOf(statement.block, [...within, nameOf(statement)]);
  });
