// Text with holes written @NAME@.

/** Fills the holes; a hole without a value is a bug. Values are put on one line. */
export const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/@([A-Z_]+)@/g, (_hole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`template: no value for @${name}@`);
    return value.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  });
