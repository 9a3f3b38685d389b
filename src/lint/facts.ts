// What rules may know of the host that a configuration is for. The JSON Schema of this is
// docs/facts.schema.json. What is not in it is unknown, not absent.

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
}

/** The user that scripts run as when there is one of this name and nothing else is said. */
export const scriptUser = 'keepalived_script';
