// Converting between languages.

import type { CodeSpec } from '../diagnostic.ts';

export const convertCodes = {
  HA7001: {
    slug: 'unreadable-map',
    severity: 'error',
    summary: 'Map that cannot be used',
    detail: '"{file}" holds no choices for a conversion: {problem}.',
    help: 'write one with --map-init; docs/convert-map.schema.json says what it may hold',
  },
  HA7002: {
    slug: 'unusable-choice',
    severity: 'error',
    summary: 'Choice that cannot be made',
    detail: 'The map has "{key}", which is not used: {reason}.',
    help: 'correct it, or take it out: --map-init lists what a conversion asks',
  },
  HA7003: {
    slug: 'output-exists',
    severity: 'error',
    summary: 'Output is there already',
    detail: '"{file}" would be overwritten, so nothing was written.',
    help: 'give --out-dir another folder, or --force to overwrite',
  },
  HA7004: {
    slug: 'several-outputs',
    severity: 'error',
    summary: 'More than one output',
    detail: 'The result is {count} files ({files}), which standard output cannot hold.',
    help: 'give --out-dir a folder for them',
  },
  HA7005: {
    slug: 'nothing-converted',
    severity: 'error',
    summary: 'Nothing to convert',
    detail: 'Nothing of {files} has a counterpart in {target}: the report says why, row by row.',
    help: 'convert the files of all nodes of the cluster together',
  },
  HA7006: {
    slug: 'converted-already',
    severity: 'error',
    summary: 'File of the target',
    detail: '"{file}" is a file of {language} already.',
    help: 'name the files of the other product, or convert --to that one',
  },
  HA7007: {
    slug: 'no-such-node',
    severity: 'error',
    summary: 'Node that no file names',
    detail: 'No network of cluster.xml has a node "{node}".',
    help: 'correct --node, name the file with --cluster, or take --all-nodes',
  },
  HA7008: {
    slug: 'unexplained-difference',
    severity: 'error',
    summary: 'Difference that no row explains',
    detail:
      '{key}: the source says {source}, the result {result}, and no row of the report tells of it.',
    help: 'do not use the result before you know why; this is a fault of hactl, so please report it with both files',
  },
  HA7030: {
    slug: 'nothing-to-import',
    severity: 'error',
    summary: 'Nothing to import',
    detail:
      'The kernel has neither an IPVS service with servers nor an address that is known to be virtual.',
    help: 'name addresses with --address, or import on the host that has the services; hactl show state says what is there',
  },
  HA7031: {
    slug: 'service-left-out',
    severity: 'warning',
    summary: 'Service without servers',
    detail:
      '{service} has no server in the kernel. keepalived drops a virtual_server without one, so it is not in the file.',
    help: 'add it with its servers',
  },
  HA7032: {
    slug: 'address-left-out',
    severity: 'info',
    summary: 'Address that may be virtual',
    detail: '{address} on {device} looks like a virtual address, but no service listens on it.',
    help: 'if it is one, import again with --address {ip}',
  },
  HA7033: {
    slug: 'address-not-there',
    severity: 'error',
    summary: 'Address is not on this host',
    detail: 'No link has {ip}, so nobody can tell where it belongs.',
    help: 'import on the node that has it now, or leave it out',
  },
  HA7040: {
    slug: 'unreadable-ldirectord-line',
    severity: 'error',
    summary: 'Line that ldirectord cannot read',
    detail: 'A line of ldirectord.cf is a comment or NAME = VALUE; this is neither.',
    help: 'correct it, or make it a comment with #',
  },
  HA7041: {
    slug: 'unknown-ldirectord-directive',
    severity: 'error',
    summary: 'Directive that ldirectord does not know',
    detail: '"{name}" is no directive of ldirectord.cf.',
    help: '{mend}',
  },
  HA7042: {
    slug: 'misplaced-ldirectord-directive',
    severity: 'error',
    summary: 'Directive in the wrong place',
    detail: '"{name}" does not belong into {where} of ldirectord.cf.',
    help: 'directives of a virtual service are indented below it, all others are not',
  },
  HA7043: {
    slug: 'repeated-ldirectord-directive',
    severity: 'warning',
    summary: 'Directive twice',
    detail: '"{name}" was written before; the last one counts.',
    help: 'remove the one that is not meant',
  },
  HA7044: {
    slug: 'bad-ldirectord-value',
    severity: 'error',
    summary: 'Value that ldirectord does not take',
    detail: '"{value}" is no value of {name}: {reason}.',
    help: 'see ldirectord(8) for what it may be',
  },
  HA7045: {
    slug: 'several-ldirectord-files',
    severity: 'error',
    summary: 'More than one file of ldirectord',
    detail: 'There are {count} files, and each ldirectord.cf is a configuration of its own.',
    help: 'convert one at a time',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
