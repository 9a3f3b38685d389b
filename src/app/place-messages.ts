// Which file and line a message of keepalived is about. It names included files as they were written,
// seen from the file that includes them, the file it was given often not at all, and says many things
// without a line about an object by its name.

import { directoryOf, pathFrom } from '../base/path.ts';
import type { Span } from '../base/span.ts';
import type { Gravity, Message } from '../observe/keepalived-messages.ts';
import type { KeepalivedLoaded as Loaded } from './load-keepalived.ts';

export interface PlacedMessage {
  /** As hactl calls it; null together with `line` when nothing of the text is known to be meant. */
  readonly file: string | null;
  readonly line: number | null;
  readonly text: string;
  readonly gravity: Gravity;
  /** How often keepalived says so. */
  readonly times: number;
}

const named = (keywords: readonly string[], name: string, { root }: Loaded): Span | undefined =>
  root.statements.find(({ keyword, args }) => keywords.includes(keyword) && args[0]?.value === name)
    ?.span;

const serviceAt = (ip: string, port: string, { root }: Loaded): Span | undefined =>
  root.statements.find(
    ({ keyword, args }) =>
      keyword === 'virtual_server' && args[0]?.value === ip && args[1]?.value === port,
  )?.span;

type Find = (loaded: Loaded, ...parts: string[]) => Span | undefined;

const instances = ['vrrp_instance', 'vrrp_sync_group'];
const group: Find = (loaded, name = '') => named(['vrrp_sync_group'], name, loaded);

/** What a message without a line says of whom it speaks. */
const subjects: readonly (readonly [RegExp, Find])[] = [
  [/^\((.+?)\):? /, (loaded, name = '') => named(instances, name, loaded)],
  [/^.+ and (.+) both use VRID /, (loaded, name = '') => named(['vrrp_instance'], name, loaded)],
  [/^Sync group ([^ ,]+)/, group],
  [/ specified in sync group (\S+) doesn't exist/, group],
  [/^Disabling track script (\S+) /, (loaded, name = '') => named(['vrrp_script'], name, loaded)],
  [/\[([\da-f.:]+)\]:\w+:(\d+)/, (loaded, ip = '', port = '') => serviceAt(ip, port, loaded)],
];

const subjectOf = (text: string, loaded: Loaded): Span | undefined => {
  for (const [pattern, find] of subjects) {
    const match = pattern.exec(text);
    if (match !== null) return find(loaded, ...match.slice(1));
  }
  return undefined;
};

/** The file that keepalived means, by the name that hactl has for it. */
const fileOf = (printed: string | null, given: string, { file, sources }: Loaded): string => {
  if (printed === null || printed === given) return file;
  const names = sources.files();
  const beside = pathFrom(directoryOf(file), printed);
  const found = names.find((name) => name === printed) ?? names.find((name) => name === beside);
  return found ?? names.find((name) => name.endsWith(`/${printed}`)) ?? printed;
};

const mask = '********';

/** The words of secrets on a line, which keepalived may repeat. */
const secretWords = (
  { sources, secrets }: Loaded,
  file: string | null,
  line: number | null,
): string[] =>
  secrets.flatMap((span) => {
    const place = sources.locate(span.start);
    if (place.file !== file || place.line !== line) return [];
    const start = place.column - 1;
    return place.lineText.slice(start, start + span.end - span.start).match(/[^\s"]+/g) ?? [];
  });

/**
 * The messages at their places, each once. `given` is what keepalived was told to read. Words that
 * must not be shown are masked.
 */
export const placeMessages = (
  messages: readonly Message[],
  given: string,
  loaded: Loaded,
): PlacedMessage[] => {
  const { sources } = loaded;
  const placed = new Map<string, PlacedMessage>();
  for (const { file: printed, line: ownLine, text: said, gravity } of messages) {
    const subject = ownLine === null ? subjectOf(said, loaded) : undefined;
    const place = subject && sources.locate(subject.start);
    const line = ownLine ?? place?.line ?? null;
    const file = place?.file ?? (ownLine === null ? null : fileOf(printed, given, loaded));
    const words = secretWords(loaded, file, line);
    const text = words.reduce((rest, word) => rest.replaceAll(word, mask), said);
    const key = `${file}:${line} ${text}`;
    const times = (placed.get(key)?.times ?? 0) + 1;
    placed.set(key, { file, line, text, gravity, times });
  }
  return [...placed.values()];
};
