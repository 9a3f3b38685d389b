// All rules over one configuration.

import type { Diagnostic } from '../diag/diagnostic.ts';
import type { SourceMap } from '../diag/source-map.ts';
import { commandsOf } from './commands.ts';
import type { LintContext, LintInput, Rule } from './rule.ts';
import { addressOutsideNetworks } from './rules/address-outside-networks.ts';
import { alertWithoutMail } from './rules/alert-without-mail.ts';
import { argumentAsUser } from './rules/argument-as-user.ts';
import { bracesAgainstIndentation } from './rules/braces-against-indentation.ts';
import { buildOption } from './rules/build-option.ts';
import { checkOfOtherProtocol } from './rules/check-of-other-protocol.ts';
import { clearTextPassword } from './rules/clear-text-password.ts';
import { commandBySearchPath } from './rules/command-by-search-path.ts';
import { escapedQuote } from './rules/escaped-quote.ts';
import { foreignCharacter } from './rules/foreign-character.ts';
import { interfaceNotThere } from './rules/interface-not-there.ts';
import { mailNeverSent } from './rules/mail-never-sent.ts';
import { mailOfTheExample } from './rules/mail-of-the-example.ts';
import { mailWithoutServer } from './rules/mail-without-server.ts';
import { missingScript } from './rules/missing-script.ts';
import { missingUser } from './rules/missing-user.ts';
import { nopreemptWithWeights } from './rules/nopreempt-with-weights.ts';
import { ownAddressAsPeer } from './rules/own-address-as-peer.ts';
import { ownerByDefault } from './rules/owner-by-default.ts';
import { placeholderLeft } from './rules/placeholder-left.ts';
import { refusedScript } from './rules/refused-script.ts';
import { relativeCommand } from './rules/relative-command.ts';
import { repeatedKeyword } from './rules/repeated-keyword.ts';
import { scriptNotExecutable } from './rules/script-not-executable.ts';
import { scriptSecurityOff } from './rules/script-security-off.ts';
import { scriptsRunAsRoot } from './rules/scripts-run-as-root.ts';
import { scriptsWithoutUser } from './rules/scripts-without-user.ts';
import { serviceWithoutItsAddress } from './rules/service-without-its-address.ts';
import { sharedAddress } from './rules/shared-address.ts';
import { shellInCommand } from './rules/shell-in-command.ts';
import { slowFailover } from './rules/slow-failover.ts';
import { sorryServerAmongServers } from './rules/sorry-server-among-servers.ts';
import { sourceOfOtherHost } from './rules/source-of-other-host.ts';
import { strictClosesAddresses } from './rules/strict-closes-addresses.ts';
import { uncheckedServer } from './rules/unchecked-server.ts';
import { uncheckedService } from './rules/unchecked-service.ts';
import { unicastWithoutSource } from './rules/unicast-without-source.ts';
import { unusedTracker } from './rules/unused-tracker.ts';
import { weakScript } from './rules/weak-script.ts';
import { weightlessService } from './rules/weightless-service.ts';
import { weightsAboveLimit } from './rules/weights-above-limit.ts';

export const rules: readonly Rule[] = [
  repeatedKeyword,
  buildOption,
  placeholderLeft,
  foreignCharacter,
  bracesAgainstIndentation,
  escapedQuote,
  sharedAddress,
  unusedTracker,
  nopreemptWithWeights,
  weightsAboveLimit,
  clearTextPassword,
  ownAddressAsPeer,
  unicastWithoutSource,
  ownerByDefault,
  strictClosesAddresses,
  slowFailover,
  shellInCommand,
  commandBySearchPath,
  relativeCommand,
  argumentAsUser,
  scriptSecurityOff,
  mailWithoutServer,
  alertWithoutMail,
  mailNeverSent,
  mailOfTheExample,
  uncheckedServer,
  uncheckedService,
  weightlessService,
  sorryServerAmongServers,
  checkOfOtherProtocol,
  serviceWithoutItsAddress,
  interfaceNotThere,
  addressOutsideNetworks,
  missingScript,
  refusedScript,
  weakScript,
  missingUser,
  scriptNotExecutable,
  sourceOfOtherHost,
  scriptsRunAsRoot,
  scriptsWithoutUser,
];

/**
 * What the rules find, rule by rule. A file may have errors: where blocks are missing, only what can
 * be said without them is said.
 */
export const lint = (input: LintInput): Diagnostic[] => {
  const { tree, sources, root, config, isWhole, facts } = input;
  const commands = commandsOf(root);
  const context: LintContext = {
    ...{ tree, sources, root, config, isWhole, commands },
    ...(facts !== undefined && { facts }),
  };
  return rules
    .filter(({ isAboutText = false }) => isAboutText || input.isWhole)
    .flatMap(({ check }) => [...check(context)]);
};

const yielding = new Set(
  rules.filter(({ yieldsToErrors }) => yieldsToErrors).map(({ code }) => code),
);

/** Findings of rules without those on lines that an error is about. */
export const withoutEchoes = (
  ofRules: readonly Diagnostic[],
  reported: readonly Diagnostic[],
  sources: SourceMap,
): readonly Diagnostic[] => {
  if (!ofRules.some(({ code }) => yielding.has(code))) return ofRules;
  const lineOf = ({ span }: Diagnostic): number =>
    (span && sources.locate(span.start).lineStart) ?? -1;
  const lines = new Set(reported.filter(({ severity }) => severity === 'error').map(lineOf));
  return ofRules.filter((one) => !yielding.has(one.code) || !lines.has(lineOf(one)));
};
