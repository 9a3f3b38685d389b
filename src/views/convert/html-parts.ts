// What all parts of the page of a conversion are made of.

const signs: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as HTML; control characters have no place there. */
export const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '\uFFFD')
    .replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);

/** A table of rows that are HTML already. */
export const table = (head: readonly string[], body: readonly string[], name: string): string =>
  `<table class="${name}"><thead><tr>${head.map((cell) => `<th>${cell}</th>`).join('')}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
