/** Stops when we broke our own promise. Never for the user's input: that is a `Diagnostic`. */
export function invariant(condition: unknown, promise: string): asserts condition {
  if (!condition) throw new Error(`bug: ${promise}`);
}

/** Closes a `switch` over a union: a new member stops the build here. */
export function assertNever(value: never): never {
  throw new Error(`bug: unexpected case ${JSON.stringify(value)}`);
}
