// `hactl fmt`: the texts of files in their canonical layout, and back into the files when that is
// wanted. Nothing is printed here.

import { type Diagnostic, diagnostic } from '../diag/diagnostic.ts';
import type { Exit } from '../diag/exit-codes.ts';
import { fixedStars, maskedText } from '../diag/masking.ts';
import { createSourceMap } from '../diag/source-map.ts';
import { keepalived } from '../../grammars/keepalived/index.ts';
import type { Host } from '../host/ports.ts';
import { bindKeepalived } from '../syntax/keepalived/bind.ts';
import { formatKeepalived } from '../syntax/keepalived/format.ts';
import { formatXml } from '../syntax/safekit/format.ts';
import { parseKeepalived } from '../syntax/keepalived/parse.ts';
import { findConfigurations } from './find-configurations.ts';
import { type Findings, languageOf, loadText, noFindings, readText, shownName } from './load.ts';

export interface FmtRequest {
  /** Files, directories, patterns; `-` is standard input. */
  readonly paths: readonly string[];
  /** `write` puts the text into the file; with `check` a file that would change is a finding. */
  readonly wishes: { readonly write: boolean; readonly check: boolean };
}

export interface FormattedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

export interface FmtReport extends Findings {
  readonly files: readonly FormattedFile[];
  readonly exit: Exit;
}

export const isChanged = ({ before, after }: FormattedFile): boolean => before !== after;

const write = async (host: Host, path: string, text: string): Promise<Diagnostic | null> => {
  const reason = await host.replaceFile(path, text);
  const mend = 'look at the rights of the file and of its directory';
  return reason === null ? null : diagnostic('HA6019', null, { file: `"${path}"`, reason, mend });
};

const formatted = (text: string): string =>
  languageOf(text) === 'safekit' ? formatXml(text) : formatKeepalived(text);

/** Formats all configurations that the paths stand for; what cannot be read or written is left out. */
export const formatFiles = async (
  host: Host,
  { paths, wishes }: FmtRequest,
): Promise<FmtReport> => {
  const files: FormattedFile[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const found of await findConfigurations(host, paths)) {
    if (!('path' in found)) {
      diagnostics.push(diagnostic('HA1050', null, found));
      continue;
    }
    const { path } = found;
    const read = found.text === undefined ? await readText(host, path) : { text: found.text };
    if ('problem' in read) {
      diagnostics.push(read.problem);
      continue;
    }
    const after = formatted(read.text);
    const file = { file: shownName(path), before: read.text, after };
    const problem = wishes.write && isChanged(file) ? await write(host, path, after) : null;
    if (problem === null) files.push(file);
    else diagnostics.push(problem);
  }
  const isFinding = wishes.check && files.some(isChanged);
  const exit = diagnostics.length > 0 ? 'noInput' : isFinding ? 'inputErrors' : 'done';
  return { ...noFindings(), diagnostics, files, exit };
};

/**
 * A text as it may be shown, line by line as it was. Lines of other configuration ids are no part of
 * what is loaded, so secrets are looked for in the text as it is written, too.
 */
export const withoutSecrets = (file: string, text: string): string => {
  if (languageOf(text) === 'safekit') {
    return maskedText(text, loadText(file, text).secrets, fixedStars);
  }
  const { tree } = parseKeepalived(createSourceMap().add(file, text));
  const written = bindKeepalived(tree, keepalived).bound.secrets;
  const secrets = [...written, ...loadText(file, text).secrets]
    .filter(({ end }) => end <= text.length)
    .sort((one, other) => one.start - other.start);
  return maskedText(text, secrets, fixedStars);
};
