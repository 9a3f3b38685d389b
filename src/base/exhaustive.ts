/** For the branch that cannot be reached; the type checker refuses it while a case is missing. */
export const unreachable = (value: never): never => {
  throw new Error(`unreachable case: ${JSON.stringify(value)}`);
};
