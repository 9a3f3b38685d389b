// What Jinja or ERB replace before keepalived reads the file: `{{ }}`, `{% %}`, `{# #}`, `<% %>`.

const ends: { readonly [mark: string]: string } = {
  '{{': '}}',
  '{%': '%}',
  '{#': '#}',
  '<%': '%>',
};

/**
 * A line without its placeholders. `end` is the mark that ends one that began on a line before, or
 * null; the result has that of one that goes on.
 */
export const withoutPlaceholders = (
  line: string,
  end: string | null,
): { readonly rest: string; readonly end: string | null } => {
  let rest = '';
  let at = 0;
  let awaited = end;
  for (;;) {
    if (awaited !== null) {
      const stop = line.indexOf(awaited, at);
      if (stop < 0) return { rest, end: awaited };
      at = stop + awaited.length;
    }
    const start = line.slice(at).search(/\{[{%#]|<%/);
    if (start < 0) return { rest: rest + line.slice(at), end: null };
    rest += line.slice(at, at + start);
    awaited = ends[line.slice(at + start, at + start + 2)] ?? null;
    at += start + 2;
  }
};

/** In keepalived's own language these would be braces that no keyword wants; `{#` may be a comment. */
const telling = /\{\{.*\}\}|\{%.*%\}|<%.*%>/;

/** Whether a text is written for Jinja or ERB. */
export const isTemplate = (lines: readonly string[]): boolean =>
  lines.some((line) => line.length <= 4096 && telling.test(line));
