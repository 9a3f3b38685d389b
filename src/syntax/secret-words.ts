// What looks like a secret in a line or a command, whoever reads that: passwords on command lines, in
// addresses of the web, in settings that nobody knows. Better a word too many hidden than one too few.

import type { Span } from '../base/span.ts';

/** Names of secrets, as they stand before them; longer ones would only take time. */
const name = [
  '[\\w.-]{0,40}(?:password|passwd|passphrase|secret|token|api_?-?key|access_?-?key|private_?-?key|credentials?)',
  '(?:[\\w.-]{0,40}[_-])?(?:pass|passcode|pwd)',
].join('|');

/** A word, in quotes or not. */
const value = `'[^']*'|"[^"]*"|[^\\s"'&;|)]+`;

const patterns: readonly RegExp[] = [
  // --password X, --token=X, -pass X, --key X
  `(?<![\\w.-])--?(?:${name}|key)(?:[=:]|[ \\t]+)(${value})`,
  // PGPASSWORD=X, auth_pass: X
  `(?<![\\w.-])(?:${name})[ \\t]*[=:][ \\t]*(${value})`,
  // password X
  `(?<![\\w.-])(?:password|passwd|passphrase|secret)[ \\t]+(${value})`,
  // -p X, unless X is a port, a protocol, a path or an option
  `(?<![\\w.-])-p[ \\t]+(?![\\d/.-]|(?:tcp|udp|sctp|icmp|vrrp|all)\\b)(${value})`,
  // mysql -pX, as clients of MySQL take it
  `(?:mysql|mariadb)[\\w-]*[ \\t][^|;&]{0,200}?(?<=[ \\t])-p(?![ \\t])(${value})`,
  // curl -u user:X
  `(?<![\\w.-])(?:-u|-U|--user|--proxy-user)(?:[ \\t]+|=)["']?[^\\s:"'|;&]{1,100}:([^\\s"'|;&]+)`,
  // http://user:X@host
  `:\\/\\/([^\\s\\/@"'?#]+)@`,
].map((pattern) => new RegExp(pattern, 'gid'));

/** The places of secrets in a text of one line. */
export const secretWordsIn = (line: string): Span[] =>
  patterns.flatMap((pattern) =>
    [...line.matchAll(pattern)].flatMap(({ indices }) => {
      const [start, end] = indices?.[1] ?? [0, 0];
      return start < end ? [{ start, end }] : [];
    }),
  );

/** A whole word that names a secret, as a keyword that somebody made up. */
export const isNameOfSecret = (word: string): boolean =>
  new RegExp(`^(?:${name})$`, 'i').test(word);

/** Whether a text can hold anything that `secretWordsIn` finds; most hold nothing of the kind. */
export const mayHoldSecrets = (text: string): boolean => hint.test(text);

const hint =
  /pass|PASS|Pass|secret|SECRET|Secret|token|TOKEN|Token|key|KEY|Key|credential|CREDENTIAL|Credential|pwd|PWD|Pwd|:\/\/|-p |-u|-U|mysql|mariadb|auth_type/;
