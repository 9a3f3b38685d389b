// One thing that a source says, as the report names it: a statement of keepalived.conf, a line of one
// of its lists, an element or attribute of XML. Secrets are masked already.

export interface Directive {
  readonly file: string;
  readonly line: number;
  /** Keywords from the outermost block to itself; `*` stands for a line of a list. */
  readonly path: readonly string[];
  /** As written, on one line. */
  readonly text: string;
  /** What it means to the program it is for; empty when that program does not know it. */
  readonly meaning: string;
  /** Comments that stand above or behind it, without their signs. */
  readonly comments: readonly string[];
  readonly parent: Directive | undefined;
}

/** `vrrp_instance.advert_int`: what tables of rules call it. */
export const pathOf = ({ path }: Pick<Directive, 'path'>): string => path.join('.');

/** What a conversion says above the files that it makes. */
export const madeOf = (files: readonly string[], node?: string): string =>
  `Made by hactl convert of ${files.join(' and ')}${node === undefined ? '' : `, for ${node}`}.`;

/** Whether a comment is that of an earlier conversion, which says nothing of the next one. */
export const isOwnRemark = (comment: string): boolean =>
  comment.startsWith('Made by hactl convert of ');
