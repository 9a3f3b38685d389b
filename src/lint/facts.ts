// What rules may know of the host that a configuration is for. The JSON Schema of this is
// docs/facts.schema.json. What is not in it is unknown, not absent.

import {
  boolean,
  dictionary,
  either,
  integer,
  listOf,
  matching,
  object,
  oneOf,
  type Shape,
  text,
} from '../base/shape.ts';

export const factsSchema = 1;

export interface InterfaceFact {
  readonly name: string;
  readonly isUp: boolean;
  /** ADDRESS/LENGTH. */
  readonly addresses: readonly string[];
}

export interface UserFact {
  readonly uid: number;
  readonly gid: number;
}

/** What stands at a path itself; links are not followed. */
export interface PathFact {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Permissions in octal digits, such as `0755` or `1777`. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  /** Where a link leads. */
  readonly target?: string;
}

export interface Facts {
  readonly kind: 'hactl-facts';
  readonly schemaVersion: typeof factsSchema;
  readonly hostName: string;
  /** All of them. */
  readonly interfaces: readonly InterfaceFact[];
  /** Those that were looked for; null when there is none of the name. */
  readonly users: { readonly [name: string]: UserFact | null };
  readonly groups: { readonly [name: string]: { readonly gid: number } | null };
  readonly paths: { readonly [path: string]: PathFact | null };
  /** Addresses of the host names that were looked for. */
  readonly hostNames?: { readonly [name: string]: readonly string[] };
}

const id = integer(0);
const orNull = (shape: Shape): Shape => either(oneOf(null), shape);

/** What a file of facts must look like, member by member. */
export const factsShape = object(
  {
    kind: oneOf('hactl-facts'),
    schemaVersion: oneOf(factsSchema),
    hostName: text,
    interfaces: listOf(object({ name: text, isUp: boolean, addresses: listOf(text) })),
    users: dictionary(text, orNull(object({ uid: id, gid: id }))),
    groups: dictionary(text, orNull(object({ gid: id }))),
    paths: dictionary(
      matching(/^\//, 'a path'),
      orNull(
        object(
          {
            kind: oneOf('file', 'directory', 'link', 'other'),
            mode: matching(/^[0-7]{4}$/, 'four octal digits'),
            uid: id,
            gid: id,
          },
          { target: text },
        ),
      ),
    ),
  },
  { hostNames: dictionary(text, listOf(text)) },
);

/** The user that scripts run as when there is one of this name and nothing else is said. */
export const scriptUser = 'keepalived_script';
