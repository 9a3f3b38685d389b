// Virtual addresses that two modules of a server want (SafeKit User's Guide §13.6: they must differ).

import type { Span } from '../../base/span.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import type { VirtualAddress } from '../../ir/farm.ts';
import type { Config } from '../../ir/model.ts';
import type { HostView } from '../../ir/world.ts';
import { addressOf } from './names.ts';

interface Owner {
  readonly module: string;
  readonly address: VirtualAddress;
}

const ownersIn = ({ instances, farms }: Config): Owner[] => [
  ...instances.flatMap(({ name, mirror }) =>
    (mirror?.interfaces ?? []).flatMap(({ addresses }) =>
      addresses.map((address) => ({ module: name, address })),
    ),
  ),
  ...farms.flatMap(({ module, interfaces }) =>
    interfaces.flatMap(({ addresses }) => addresses.map((address) => ({ module, address }))),
  ),
];

/** A diagnostic for each address of a second module; `fileOf` names the file of a place. */
export const clashesIn = (
  config: Config,
  view: Pick<HostView, 'resolved'>,
  fileOf: (span: Span) => string,
): Diagnostic[] => {
  const owners = new Map<string, Owner>();
  const found: Diagnostic[] = [];
  for (const owner of ownersIn(config)) {
    const { address, module } = owner;
    const resolved = addressOf(address.host, address.span, view);
    if ('problem' in resolved) continue;
    const first = owners.get(resolved.ip);
    if (first === undefined) owners.set(resolved.ip, owner);
    else if (first.module !== module) {
      const values = {
        address: resolved.ip,
        first: first.module,
        firstFile: fileOf(first.address.span),
        second: module,
        secondFile: fileOf(address.span),
      };
      const labels = [{ span: first.address.span, text: `of module ${first.module}` }];
      found.push(diagnostic('HA5434', address.span, values, labels));
    }
  }
  return found;
};
