/** Computes once, on first use. */
export function lazy<Value>(compute: () => Value): () => Value {
  let held: { readonly value: Value } | undefined;
  return () => {
    held ??= { value: compute() };
    return held.value;
  };
}

/** Computes once for each key. */
export function memoise<Answer>(compute: (key: string) => Answer): (key: string) => Answer {
  const answers = new Map<string, { readonly value: Answer }>();
  return (key) => {
    const earlier = answers.get(key);
    if (earlier !== undefined) return earlier.value;
    const value = compute(key);
    answers.set(key, { value });
    return value;
  };
}
