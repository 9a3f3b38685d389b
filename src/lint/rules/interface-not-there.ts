// An interface that the host does not have.

import type { Span } from '../../base/span.ts';
import { suggest } from '../../base/suggest.ts';
import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { joinGlobals } from '../../ir/from-keepalived/global.ts';
import { all, arg, blockOf, entriesOf, isWritten, one, optionValue } from '../../syntax/tree.ts';
import type { LintContext, Rule } from '../rule.ts';

interface Named {
  readonly name: string | undefined;
  readonly span: Span;
}

type Root = LintContext['root'];

const namedByInstances = (root: Root): Named[] =>
  all(root, 'vrrp_instance')
    .map(blockOf)
    .flatMap((block) => {
      const own = one(block, 'interface');
      const tracked = all(block, 'track_interface').flatMap(entriesOf);
      const addresses = [
        ...all(block, 'virtual_ipaddress').flatMap(entriesOf),
        ...all(block, 'virtual_ipaddress_excluded').flatMap(entriesOf),
      ];
      return [
        ...(own === undefined ? [] : [{ name: arg(own, 0), span: own.span }]),
        ...tracked.map((entry) => ({ name: arg(entry, 0), span: entry.span })),
        ...addresses.map((entry) => ({ name: optionValue(entry, 'dev'), span: entry.span })),
      ];
    });

const namedOtherwise = (root: Root): Named[] => {
  const daemon = one(joinGlobals(root), 'lvs_sync_daemon');
  return [
    ...(daemon === undefined ? [] : [{ name: arg(daemon, 0), span: daemon.span }]),
    ...all(root, 'static_ipaddress')
      .flatMap(entriesOf)
      .map((entry) => ({ name: optionValue(entry, 'dev'), span: entry.span })),
  ];
};

function* missingIn({ root, config, facts }: LintContext): Generator<Diagnostic> {
  // With dynamic_interfaces keepalived waits for them.
  if (facts === undefined || isWritten(joinGlobals(root), 'dynamic_interfaces')) return;
  const there = facts.interfaces.map(({ name }) => name);
  const made = config.instances.flatMap(({ vmac }) => vmac?.name ?? []);
  const known = new Set([...there, ...made]);
  for (const { name, span } of [...namedByInstances(root), ...namedOtherwise(root)]) {
    if (name === undefined || known.has(name)) continue;
    const near = suggest(name, there);
    const mend = near === undefined ? `write one of ${there.join(', ')}` : `write ${near}`;
    yield diagnostic('HA4701', span, { name, host: facts.hostName, mend });
  }
}

export const interfaceNotThere: Rule = {
  code: 'HA4701',
  check: missingIn,
};
