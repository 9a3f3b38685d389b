// 21xx: elements and attributes of SafeKit's files against the schema.

import type { CodeSpec } from '../diagnostic.ts';

export const elementCodes = {
  HA2100: {
    slug: 'unknown-root',
    severity: 'error',
    summary: 'XML file of another kind',
    detail: 'The file begins with <{name}>, and that is neither a module nor a cluster of SafeKit.',
    help: 'a userconfig.xml begins with <safe>, a cluster.xml with <cluster>',
  },
  HA2101: {
    slug: 'unknown-element',
    severity: 'error',
    summary: 'Unknown element',
    detail: '<{name}> is not known in <{parent}>, so nothing inside it is read.',
    help: '{mend}',
  },
  HA2102: {
    slug: 'unknown-attribute',
    severity: 'error',
    summary: 'Unknown attribute',
    detail: '"{name}" is no attribute of <{element}>.',
    help: '{mend}',
  },
  HA2103: {
    slug: 'missing-attribute',
    severity: 'error',
    summary: 'Attribute is missing',
    detail: '<{element}> means nothing without {name}.',
    help: 'write {name}="VALUE", where VALUE is {expected}',
  },
  HA2104: {
    slug: 'missing-element',
    severity: 'error',
    summary: 'Element is missing',
    detail: '<{parent}> means nothing without <{name}> inside it.',
    help: 'add <{name}>, or remove <{parent}>',
  },
  HA2105: {
    slug: 'repeated-element',
    severity: 'error',
    summary: 'Element stands twice',
    detail: '<{parent}> holds one <{name}>; this is another one, and it is not read.',
    help: 'put what both hold into one',
  },
  HA2106: {
    slug: 'wrong-mode',
    severity: 'error',
    summary: 'Not in a module of this mode',
    detail: '{what} belongs into a {modes} module, and this is a {mode} one.',
    help: 'remove it, or look whether the mode of <service> is right',
  },
  HA2107: {
    slug: 'bad-duration',
    severity: 'error',
    summary: 'Not a time of the right kind',
    detail: '"{text}" is no whole number of {unit}, which this attribute counts.',
    help: 'write a whole number, with d, h, m, s, ms or us right behind it, or nothing for {unit}',
  },
  HA2108: {
    slug: 'bad-host',
    severity: 'error',
    summary: 'Neither an address nor a host name',
    detail: '"{text}" is neither an IPv4 or IPv6 address nor the name of a host.',
    help: 'write an address; cluster.xml has IPv6 addresses in brackets, other files without',
  },
  HA2109: {
    slug: 'undefined-macro',
    severity: 'warning',
    summary: 'Macro that is not defined before',
    detail:
      'No <macro> before this place defines {name}. SafeKit takes it from the environment of the server then, which hactl does not know.',
    help: 'add <macro name="{name}" value="VALUE"/> before <service>, or write the value',
  },
  HA2110: {
    slug: 'obsolete-part',
    severity: 'warning',
    summary: 'Part of former releases',
    detail: '{what} is of former releases of SafeKit.',
    help: '{mend}',
  },
  HA2111: {
    slug: 'empty-value',
    severity: 'error',
    summary: 'Value is empty',
    detail:
      '{name} of <{element}> is empty; templates of modules leave such values to be filled in.',
    help: 'write {expected} between the quotes',
  },
  HA2112: {
    slug: 'element-in-itself',
    severity: 'warning',
    summary: 'Element inside its own kind',
    detail:
      '<{name}> stands in another <{name}>, as in an example of the guide; the outer one is enough.',
    help: 'remove the inner <{name}> and its end tag, and keep what is inside',
  },
} as const satisfies { readonly [code: string]: CodeSpec };
