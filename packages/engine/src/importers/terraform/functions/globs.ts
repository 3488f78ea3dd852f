/**
 * Turns a `fileset` pattern into a test of relative paths: `*`, `?`, `**`, `{a,b}`, `[a-z]`, `[^a]`.
 *
 * @returns `undefined` when brackets or braces do not pair
 * @see https://developer.hashicorp.com/terraform/language/functions/fileset
 */
export function compileGlob(pattern: string): ((path: string) => boolean) | undefined {
  const alternatives = expandBraces(pattern);
  if (alternatives === undefined) return undefined;
  const matchers = alternatives.map(compileAlternative);
  if (matchers.includes(undefined)) return undefined;
  return (path) => matchers.some((matches) => matches?.(path.split('/')));
}

const alternativesMax = 1000;

function expandBraces(pattern: string): readonly string[] | undefined {
  const open = findUnescaped(pattern, '{', 0);
  if (open < 0) return findUnescaped(pattern, '}', 0) < 0 ? [pattern] : undefined;
  const parts = splitBraces(pattern, open);
  if (parts === undefined) return undefined;
  const expanded: string[] = [];
  for (const choice of parts.choices) {
    const rest = expandBraces(pattern.slice(0, open) + choice + pattern.slice(parts.end));
    if (rest === undefined || expanded.length > alternativesMax) return undefined;
    expanded.push(...rest);
  }
  return expanded;
}

function findUnescaped(text: string, wanted: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === wanted) return i;
  }
  return -1;
}

/** The comma-separated choices of a brace, nested braces kept whole. */
function splitBraces(
  pattern: string,
  open: number,
): { readonly choices: readonly string[]; readonly end: number } | undefined {
  const choices = [''];
  let depth = 0;
  for (let i = open + 1; i < pattern.length; i++) {
    const letter = pattern[i] ?? '';
    if (letter === '}' && depth === 0) return { choices, end: i + 1 };
    // Terraform splits the pattern at slashes before it looks at braces.
    if (letter === '/') return undefined;
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    if (letter === ',' && depth === 0) choices.push('');
    else choices[choices.length - 1] += letter;
  }
  return undefined;
}

type StepTest = 'any-depth' | ((step: string) => boolean);

function compileAlternative(pattern: string): ((steps: readonly string[]) => boolean) | undefined {
  const tests = pattern.split('/').map((step) => (step === '**' ? 'any-depth' : compileStep(step)));
  const known: StepTest[] = [];
  for (const test of tests) {
    if (test === undefined) return undefined;
    if (test !== 'any-depth' || known.at(-1) !== 'any-depth') known.push(test);
  }
  return (steps) => matchSteps(known, steps);
}

/** Dynamic programming over (pattern step, path step): no pattern is slow. */
function matchSteps(tests: readonly StepTest[], steps: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const test of tests) {
    const next = new Set<number>();
    for (const at of reached) {
      if (test === 'any-depth') for (let i = at; i <= steps.length; i++) next.add(i);
      else if (at < steps.length && test(steps[at] ?? '')) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(steps.length);
}

type LetterTest = 'any-run' | ((letter: string) => boolean);

function compileStep(step: string): ((text: string) => boolean) | undefined {
  const tests: LetterTest[] = [];
  const letters = [...step];
  for (let i = 0; i < letters.length; i++) {
    const letter = letters[i] ?? '';
    if (letter === '*') tests.push('any-run');
    else if (letter === '?') tests.push(() => true);
    else if (letter === '[') {
      const end = letters.indexOf(']', letters[i + 1] === '^' || letters[i + 1] === '!' ? i + 3 : i + 2);
      if (end < 0) return undefined;
      tests.push(compileLetterSet(letters.slice(i + 1, end)));
      i = end;
    } else {
      const literal = letter === '\\' ? (letters[++i] ?? '') : letter;
      tests.push((other) => other === literal);
    }
  }
  return (text) => matchLetters(tests, [...text]);
}

function compileLetterSet(letters: readonly string[]): (letter: string) => boolean {
  const isNegated = letters[0] === '^' || letters[0] === '!';
  const body = isNegated ? letters.slice(1) : letters;
  const ranges: [string, string][] = [];
  for (let i = 0; i < body.length; i++) {
    const low = body[i] ?? '';
    const high = body[i + 1] === '-' && i + 2 < body.length ? (body[i + 2] ?? low) : low;
    if (high !== low || body[i + 1] === '-') i += body[i + 1] === '-' && i + 2 < body.length ? 2 : 0;
    ranges.push([low, high]);
  }
  return (letter) => ranges.some(([low, high]) => letter >= low && letter <= high) !== isNegated;
}

function matchLetters(tests: readonly LetterTest[], letters: readonly string[]): boolean {
  let reached = new Set([0]);
  for (const test of tests) {
    const next = new Set<number>();
    for (const at of reached) {
      if (test === 'any-run') for (let i = at; i <= letters.length; i++) next.add(i);
      else if (at < letters.length && test(letters[at] ?? '')) next.add(at + 1);
    }
    reached = next;
  }
  return reached.has(letters.length);
}
