// What the commands of the short way use of @oclif/core; scripts/build.mjs puts it in its place.

import { type Definition, giveUp, readPlainly } from './read-plainly.ts';

const identity = async (input: unknown): Promise<unknown> => input;

const optionWith = (defaults: object) => (options: object) => ({
  parse: identity,
  ...defaults,
  ...options,
  type: 'option',
});

export const Args = { string: optionWith({}) };

export const Flags = {
  string: optionWith({}),
  custom: optionWith,
  option: optionWith,
  boolean: (options: object) => ({ parse: identity, ...options, type: 'boolean' }),
};

export class Command {
  private readonly argv: readonly string[];

  constructor(argv: readonly string[]) {
    this.argv = argv;
  }

  protected parse(definition: Definition): Promise<unknown> {
    return readPlainly(this.argv, definition);
  }

  /** Commands call it for mistakes of usage, before they do anything. */
  protected error(): never {
    return giveUp();
  }
}
