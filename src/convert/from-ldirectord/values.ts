// What the values of ldirectord.cf may be, where a wrong one would change what is made of it.

import { type Diagnostic, diagnostic } from '../../diag/diagnostic.ts';
import { type LdirectordTree, type Setting, unquoted } from '../../syntax/ldirectord/parse.ts';
import { readReal } from './servers.ts';

interface Form {
  readonly pattern: RegExp;
  readonly reason: string;
}

const number: Form = { pattern: /^\d{1,7}$/, reason: 'it is a number' };
const isYesOrNo: Form = { pattern: /^(?:yes|no)$/i, reason: 'it is yes or no' };

const forms: { readonly [name: string]: Form } = {
  checktimeout: number,
  negotiatetimeout: number,
  checkinterval: number,
  checkcount: number,
  failurecount: number,
  checkport: number,
  persistent: number,
  fork: isYesOrNo,
  quiescent: isYesOrNo,
  cleanstop: isYesOrNo,
  checktype: {
    pattern: /^(?:connect|external|external-perl|negotiate|off|on|ping|\d{1,7})$/,
    reason: 'it is connect, external, external-perl, negotiate, off, on, ping or a number',
  },
  protocol: { pattern: /^(?:tcp|udp|fwm)$/, reason: 'it is tcp, udp or fwm' },
  scheduler: { pattern: /^[a-z]{1,15}$/, reason: 'it is the name of a scheduler, such as wrr' },
  httpmethod: { pattern: /^(?:GET|HEAD)$/i, reason: 'it is GET or HEAD' },
};

const isServer = ({ name }: Setting): boolean => ['real', 'fallback', 'fallback6'].includes(name);

const checkValue = (setting: Setting): Diagnostic[] => {
  const { name, value, valueSpan } = setting;
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  const isBadServer = isServer(setting) && readReal(value) === null;
  if (!isBadServer && (form === undefined || form.pattern.test(unquoted(value)))) return [];
  const reason = form?.reason ?? 'it is HOST[:PORT] gate|masq|ipip [WEIGHT] ["REQUEST", "RECEIVE"]';
  return [diagnostic('HA7044', valueSpan, { name, value, reason })];
};

/** What is wrong with the values of a file. */
export const checkValues = ({ globals, virtuals }: LdirectordTree): Diagnostic[] =>
  [...globals, ...virtuals.flatMap(({ settings }) => settings)].flatMap(checkValue);
