// All rules over one configuration.

import type { Diagnostic } from '../diag/diagnostic.ts';
import { commandsOf } from './commands.ts';
import type { LintContext, LintInput, Rule } from './rule.ts';
import { alertWithoutMail } from './rules/alert-without-mail.ts';
import { argumentAsUser } from './rules/argument-as-user.ts';
import { checkOfOtherProtocol } from './rules/check-of-other-protocol.ts';
import { clearTextPassword } from './rules/clear-text-password.ts';
import { commandBySearchPath } from './rules/command-by-search-path.ts';
import { mailNeverSent } from './rules/mail-never-sent.ts';
import { mailOfTheExample } from './rules/mail-of-the-example.ts';
import { mailWithoutServer } from './rules/mail-without-server.ts';
import { nopreemptWithWeights } from './rules/nopreempt-with-weights.ts';
import { ownAddressAsPeer } from './rules/own-address-as-peer.ts';
import { ownerByDefault } from './rules/owner-by-default.ts';
import { relativeCommand } from './rules/relative-command.ts';
import { repeatedKeyword } from './rules/repeated-keyword.ts';
import { serviceWithoutItsAddress } from './rules/service-without-its-address.ts';
import { sharedAddress } from './rules/shared-address.ts';
import { shellInCommand } from './rules/shell-in-command.ts';
import { slowFailover } from './rules/slow-failover.ts';
import { sorryServerAmongServers } from './rules/sorry-server-among-servers.ts';
import { strictClosesAddresses } from './rules/strict-closes-addresses.ts';
import { uncheckedServer } from './rules/unchecked-server.ts';
import { uncheckedService } from './rules/unchecked-service.ts';
import { unicastWithoutSource } from './rules/unicast-without-source.ts';
import { unusedTracker } from './rules/unused-tracker.ts';
import { weightlessService } from './rules/weightless-service.ts';
import { weightsAboveLimit } from './rules/weights-above-limit.ts';

export const rules: readonly Rule[] = [
  repeatedKeyword,
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
];

/**
 * What the rules find, rule by rule. A file may have errors: where blocks are missing, only what can
 * be said without them is said.
 */
export const lint = (input: LintInput): Diagnostic[] => {
  const context: LintContext = { ...input, commands: commandsOf(input.root) };
  return rules
    .filter(({ isAboutText = false }) => isAboutText || input.isWhole)
    .flatMap(({ check }) => [...check(context)]);
};
