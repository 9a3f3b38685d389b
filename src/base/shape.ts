// What data from outside must look like: JSON that somebody may have changed by hand. A shape finds the
// first place that is not as it must be.

/** Null, or what is wrong and where: `steps[0].after.ip is no address`. */
export type Shape = (value: unknown, place: string) => string | null;

/** A value for which `isRight` holds. */
export const that =
  (isRight: (value: unknown) => boolean, what: string): Shape =>
  (value, place) =>
    isRight(value) ? null : `${place} is not ${what}`;

/** A text of this form. */
export const matching = (form: RegExp, what: string): Shape =>
  that((value) => typeof value === 'string' && form.test(value), what);

/** Any text. */
export const text: Shape = that((value) => typeof value === 'string', 'a text');

export const integer = (min: number, max = Number.MAX_SAFE_INTEGER): Shape =>
  that(
    (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    max === Number.MAX_SAFE_INTEGER ? `a number from ${min}` : `a number from ${min} to ${max}`,
  );

export const boolean: Shape = that((value) => typeof value === 'boolean', 'true or false');

export const oneOf = (...values: readonly (string | number | boolean | null)[]): Shape =>
  that((value) => values.some((one) => one === value), values.map(String).join(' or '));

/** One of two shapes; what is wrong with the second is told when it is neither. */
export const either =
  (first: Shape, second: Shape): Shape =>
  (value, place) =>
    first(value, place) === null ? null : second(value, place);

export const listOf =
  (item: Shape): Shape =>
  (value, place) => {
    if (!Array.isArray(value)) return `${place} is not a list`;
    for (const [index, one] of value.entries()) {
      const problem = item(one, `${place}[${index}]`);
      if (problem !== null) return problem;
    }
    return null;
  };

/** A list of exactly these. */
export const tuple =
  (...items: readonly Shape[]): Shape =>
  (value, place) => {
    if (!Array.isArray(value) || value.length !== items.length)
      return `${place} is not a list of ${items.length}`;
    for (const [index, item] of items.entries()) {
      const problem = item(value[index], `${place}[${index}]`);
      if (problem !== null) return problem;
    }
    return null;
  };

type Members = { readonly [name: string]: unknown };

export const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Members of any name, all of one shape. */
export const dictionary =
  (name: Shape, member: Shape): Shape =>
  (value, place) => {
    if (!isMembers(value)) return `${place} is no object`;
    for (const [key, one] of Object.entries(value)) {
      const problem = name(key, `a name in ${place}`) ?? member(one, `${place}.${key}`);
      if (problem !== null) return problem;
    }
    return null;
  };

type Shapes = { readonly [name: string]: Shape };

/** All of the required members, some of the optional ones, and no others. */
export const object = (required: Shapes, optional: Shapes = {}): Shape => {
  const shapes = new Map(Object.entries({ ...required, ...optional }));
  const names = Object.keys(required);
  return (value, place) => {
    if (!isMembers(value)) return `${place} is no object`;
    const missing = names.find((name) => !Object.hasOwn(value, name));
    if (missing !== undefined) return `${place} has no "${missing}"`;
    for (const [name, one] of Object.entries(value)) {
      const shape = shapes.get(name);
      const problem =
        shape === undefined ? `${place} has a strange "${name}"` : shape(one, `${place}.${name}`);
      if (problem !== null) return problem;
    }
    return null;
  };
};

/** What the first shape allows, if the second finds nothing either. */
export const both =
  (first: Shape, second: Shape): Shape =>
  (value, place) =>
    first(value, place) ?? second(value, place);
