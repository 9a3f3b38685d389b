// What hactl needs of the machine it runs on, as interfaces: the core knows these and no more, tests
// put other things behind them. Unless it says so, no call throws for what a host may do; results say what
// happened.

import type { Writer } from '../base/netlink.ts';

export interface ExecResult {
  /** Null when the process did not start or was ended by a signal. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The program is not installed. */
  readonly isMissing: boolean;
  /** Name of the signal that ended the process, or `timeout` when it was killed for being too slow. */
  readonly endedBy?: string;
}

export interface Exec {
  /**
   * Runs a program to its end; `argv` is never seen by a shell. After `timeoutMs` it is killed with
   * all that it started.
   */
  readonly run: (
    argv: readonly string[],
    stdin?: string,
    timeoutMs?: number,
  ) => Promise<ExecResult>;
  /**
   * Starts a program that goes on when we and our session end. Null when it has said a first word on its
   * standard output, else why it did not come that far.
   */
  readonly startDetached: (argv: readonly string[]) => Promise<string | null>;
  /** Whether a program of this name can be started. */
  readonly has: (program: string) => Promise<boolean>;
}

export type ReadResult =
  | { readonly text: string }
  /** `foreign` is what nobody edits: a pipe, a device, a file far too large. */
  | { readonly problem: string; readonly kind?: 'foreign' | 'forbidden' }
  /** Bytes that are no UTF-8 text, where that shows first, and each byte as one character. */
  | { readonly notText: string; readonly offset: number; readonly asLatin1?: string };

export type PrivateRead =
  | { readonly text: string }
  /** It cannot be trusted, or we may not read it (`isForbidden`). */
  | { readonly problem: string; readonly isForbidden: boolean };

/** Files that only their owner can read, in directories that only their owner can enter. */
export interface PrivateFiles {
  /** Makes a directory of mode 0700, or says why it cannot be trusted. */
  readonly ensureDirectory: (path: string) => Promise<string | null>;
  /** Null when there is no such file. */
  readonly read: (path: string) => Promise<PrivateRead | null>;
  /** Replaces a file as a whole; it is on the disk when this returns. Throws when it cannot be. */
  readonly replace: (path: string, text: string) => Promise<void>;
  /** Adds a line; it is on the disk when this returns. Throws when it cannot be. */
  readonly append: (path: string, line: string) => Promise<void>;
  /** Renames a file that is of no use any more; returns its new path. */
  readonly setAside: (path: string) => Promise<string>;
  /** A new empty directory, and how to be rid of it. */
  readonly makeTemporary: () => Promise<{ path: string; remove: () => Promise<void> }>;
  /** Takes an exclusive lock that ends with this process; null when another has it. */
  readonly lock: (path: string) => Promise<(() => Promise<void>) | null>;
}

/** A kernel with IPVS as an ordinary process; its own network, the host's files read-only. */
export interface UserModeLinux {
  readonly isInstalled: () => Promise<boolean>;
  readonly run: (argv: readonly string[], stdin: string) => Promise<ExecResult>;
}

/** A command of a family and what writes its attributes. */
export interface GenlRequest {
  readonly command: number;
  readonly write: (writer: Writer) => void;
}

/** A family of generic netlink: requests that the kernel answers at once. */
export interface GenlChannel {
  /** Sends all requests in their order; the errno of those that the kernel refused, by index. */
  readonly request: (requests: readonly GenlRequest[]) => ReadonlyMap<number, number>;
  /** The attributes of the answer, or of each of a list; or the errno of the refusal. */
  readonly ask: (
    request: GenlRequest,
    expects: 'one' | 'list',
  ) => { readonly replies: readonly DataView[] } | { readonly errno: number };
  readonly close: () => void;
}

export interface NoChannel {
  /** `unavailable`: this hactl cannot speak netlink here, whatever the kernel has. */
  readonly reason: 'no-family' | 'unavailable';
}

export interface GenericNetlink {
  readonly open: (family: string, version: number) => Promise<GenlChannel | NoChannel>;
}

/** Tells apart network namespaces that have the same inode one after the other. Null: not known. */
export interface NamespaceIdentity {
  /** Random, new with each boot. */
  readonly boot: string | null;
  /** Never used twice in a boot. */
  readonly cookie: string | null;
}

export interface Process {
  readonly pid: number;
  /** Program and arguments that start this hactl again. */
  readonly self: readonly string[];
  readonly isRoot: boolean;
  /** CAP_NET_ADMIN in the user namespace we run in. */
  readonly canAdministerNetwork: boolean;
  /** Inode of the network namespace. */
  readonly networkNamespace: string;
  readonly identifyNamespace: () => Promise<NamespaceIdentity>;
  /** Whether this is the namespace of process 1. */
  readonly isInitialNamespace: boolean;
  readonly isRunning: (pid: number) => boolean;
  /** As uname(2) has it. */
  readonly hostName: string;
  /** Null when it was removed. */
  readonly workingDirectory: string | null;
  readonly environment: (name: string) => string | undefined;
}

export interface Clock {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
}

/** What stands at a path itself: links are not followed. */
export interface PathEntry {
  readonly kind: 'file' | 'directory' | 'link' | 'other';
  /** Permissions in octal digits, such as `0755`. */
  readonly mode: string;
  readonly uid: number;
  readonly gid: number;
  /** Where a link leads. */
  readonly target?: string;
}

export interface Host {
  /** The addresses that a host name stands for, none when nobody knows it. */
  readonly resolveName: (name: string) => Promise<readonly string[]>;
  readonly exec: Exec;
  readonly privateFiles: PrivateFiles;
  readonly process: Process;
  readonly genericNetlink: GenericNetlink;
  readonly userModeLinux: UserModeLinux;
  readonly clock: Clock;
  /** Reads a text file of the system or of the user; `-` is standard input. */
  readonly readFile: (path: string) => Promise<ReadResult>;
  /** Whether somebody may execute a file. */
  readonly isExecutable: (path: string) => Promise<boolean>;
  /**
   * Puts a text in the place of what a file holds, as a whole or not at all; its owner and mode stay,
   * links are followed. Null, or why it could not be done.
   */
  readonly replaceFile: (path: string, text: string) => Promise<string | null>;
  /** Names in a directory; null when there is none. */
  readonly listDirectory: (path: string) => Promise<readonly string[] | null>;
  /** What stands at a path, links followed. */
  readonly kindOfPath: (path: string) => Promise<'directory' | 'file' | 'nothing'>;
  /** Null when nothing stands there, undefined when we may not look. */
  readonly inspectPath: (path: string) => Promise<PathEntry | null | undefined>;
  /** The nearest file of this name, from the working directory upwards, and what is in it. */
  readonly findUpwards: (
    name: string,
  ) => Promise<{ readonly path: string; readonly content: ReadResult } | null>;
  /** Files that match a shell pattern, in order; hidden ones only where the pattern names them. */
  readonly findFiles: (pattern: string, directory?: string) => Promise<readonly string[]>;
}
