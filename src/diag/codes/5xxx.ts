// 5xxx: from the configuration to a plan.

import type { CodeSpec } from '../diagnostic.ts';

export const planCodes = {
  HA5001: {
    slug: 'contradiction',
    severity: 'error',
    summary: 'Two wishes for one object',
    detail: '{object} is asked for twice, with different attributes; the kernel holds it once.',
    help: 'make the two equal, or remove one',
  },
  HA5002: {
    slug: 'unknown-number-name',
    severity: 'error',
    summary: 'Name without a number',
    detail: '"{name}" is not a number and stands in no {file} of this host.',
    help: 'write the number, or add the name to /etc/iproute2/{file}',
  },
  HA5003: {
    slug: 'not-planned',
    severity: 'error',
    summary: 'Option that cannot be planned yet',
    detail:
      'hactl cannot compare {words} of a {kind} with the kernel yet, so it would not see whether the {kind} is right.',
    help: 'take {words} out of the {kind}, or set this {kind} by other means',
  },
  HA5004: {
    slug: 'unknown-role-name',
    severity: 'error',
    summary: 'Role for a name that is not there',
    detail:
      '--role {name} names no vrrp_instance, no vrrp_sync_group and no mirror module of the file.',
    help: '{mend}',
  },
  HA5005: {
    slug: 'roles-differ-in-group',
    severity: 'error',
    summary: 'Different roles in one sync group',
    detail:
      'vrrp_sync_group "{group}" moves as one, but --role wants {first} to be {firstRole} and {second} to be {secondRole}.',
    help: 'give the group one role: --role {group}={firstRole}',
  },
  HA5006: {
    slug: 'foreign-object',
    severity: 'error',
    summary: 'Object of somebody else in the way',
    detail: '{object} is there already, {maker} and is different: {difference}.',
    help: '{mend}',
  },
  HA5007: {
    slug: 'foreign-object-inside',
    severity: 'error',
    summary: 'Object of somebody else would go along',
    detail: 'Removing {object} would take {inner} along, which hactl did not make.',
    help: 'remove it first if nobody needs it: {command}',
  },
  HA5008: {
    slug: 'missing-link',
    severity: 'error',
    summary: 'Interface is not there',
    detail: 'Interface "{name}" does not exist on this host, so {object} has no place.',
    help: '{mend}',
  },
  HA5009: {
    slug: 'wrong-file',
    severity: 'error',
    summary: 'File of another kind',
    detail: '"{file}" cannot be used as {what}: {reason}.',
    help: 'make it with {command}',
  },
  HA5010: {
    slug: 'route-goes-along',
    severity: 'error',
    summary: 'Route of somebody else would go along',
    detail: 'Removing {object} makes the kernel drop {route}, which hactl did not make.',
    help: 'keep {object}, or remove the route first if nobody needs it: {command}',
  },
  HA5011: {
    slug: 'kernel-refuses',
    severity: 'error',
    summary: 'The kernel does not take this',
    detail: 'The kernel refuses {object}: {reason}.',
    help: '{mend}',
  },
  HA5012: {
    slug: 'unusable-value',
    severity: 'error',
    summary: 'Value that no plan can be made of',
    detail:
      'The file is read in spite of what {code} says here; what comes of it is unknown, so nothing is planned.',
    help: '{mend}',
  },
  HA5030: {
    slug: 'two-roles',
    severity: 'error',
    summary: 'Two roles for one name',
    detail: '--role says that {name} is {first}, and that it is {second}.',
    help: 'give {name} one role',
  },
  HA5031: {
    slug: 'owned-and-gone',
    severity: 'warning',
    summary: 'Object is not there any more',
    detail:
      'hactl made {objects}, which nothing wants and which is not found any more: it counts as made by hactl no longer.',
    help: 'look whether somebody removed it, or gave its link another name: then remove it there by hand',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
