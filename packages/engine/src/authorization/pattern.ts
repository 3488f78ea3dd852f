import type { Reference } from '../base/known.ts';
import type { Certainty } from './certainty.ts';
import { areDifferentThings, isSameReference, mayHold, piecesOf, shapeOf, type Text } from './text.ts';

/** One piece of a written pattern. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'reference'; readonly reference: Reference }
  | { readonly kind: 'variable'; readonly key: string; readonly fallback: string | undefined };

/** Written text with wildcards, made ready for many comparisons. */
export interface Pattern {
  readonly written: Text;
  readonly tokens: readonly Token[];
  readonly form: 'any' | 'exact' | 'prefix' | 'wild' | 'open';
  /** `exact` and `prefix`: what to compare with; `wild`: the literals between the stars. */
  readonly text: string;
  readonly parts: readonly string[];
  readonly hasVariables: boolean;
  /** Compare without regard to case. */
  readonly folds: boolean;
}

export function compilePattern(written: Text, tokens: readonly Token[], folds: boolean): Pattern {
  const hasVariables = tokens.some(({ kind }) => kind === 'variable');
  const isOpen = hasVariables || tokens.some(({ kind }) => kind === 'reference');
  const parts = isOpen ? [] : partsOf(tokens, folds);
  const form = isOpen ? 'open' : formOf(parts);
  const text = form === 'exact' || form === 'prefix' ? (parts[0] ?? '') : '';
  return { written, tokens, form, text, parts, hasVariables, folds };
}

function formOf(parts: readonly string[]): Exclude<Pattern['form'], 'open'> {
  const [first = '', second] = parts;
  if (first.includes(one) || parts.length > 2) return 'wild';
  if (second === undefined) return 'exact';
  if (second !== '') return 'wild';
  return first === '' ? 'any' : 'prefix';
}

/** A noncharacter of Unicode stands for `?`: no text of AWS holds it. */
const one = '\uffff';

/** The texts between the stars; `?` as `one`. */
function partsOf(tokens: readonly Token[], folds: boolean): readonly string[] {
  const parts = [''];
  for (const token of tokens) {
    if (token.kind === 'any') parts.push('');
    else if (token.kind === 'one') parts[parts.length - 1] += one;
    else if (token.kind === 'text') parts[parts.length - 1] += folds ? token.text.toLowerCase() : token.text;
  }
  return parts;
}

/** Does the value fit the pattern? A pattern with variables is filled in first: see `fillIn`. */
export function matches(pattern: Pattern, value: Text): Certainty {
  if (pattern.form === 'any') return 'yes';
  if (typeof value === 'string' && pattern.form !== 'open') return plainMatch(pattern, value) ? 'yes' : 'no';
  return symbolicMatch(pattern.tokens, value, pattern.folds);
}

function plainMatch(pattern: Pattern, value: string): boolean {
  return matchesReady(pattern, pattern.folds ? value.toLowerCase() : value);
}

/** For a pattern that is not `open` and text that is in lower case already when the pattern folds. */
export function matchesReady(pattern: Pattern, text: string): boolean {
  if (pattern.form === 'any') return true;
  if (pattern.form === 'exact') return text === pattern.text;
  if (pattern.form === 'prefix') return text.startsWith(pattern.text);
  return fitsParts(pattern.parts, text);
}

/** The first part at the start, the last at the end, the others between, each as early as it can. */
function fitsParts(parts: readonly string[], text: string): boolean {
  const [first = ''] = parts;
  if (parts.length === 1) return first.length === text.length && standsAt(first, text, 0);
  const last = parts.at(-1) ?? '';
  const end = text.length - last.length;
  if (end < first.length || !standsAt(first, text, 0) || !standsAt(last, text, end)) return false;
  let at = first.length;
  for (let i = 1; i < parts.length - 1; i++) {
    const part = parts[i] ?? '';
    while (at + part.length <= end && !standsAt(part, text, at)) at++;
    if (at + part.length > end) return false;
    at += part.length;
  }
  return true;
}

function standsAt(part: string, text: string, at: number): boolean {
  if (!part.includes(one)) return text.startsWith(part, at);
  for (let i = 0; i < part.length; i++) {
    if (part[i] !== one && part[i] !== text[at + i]) return false;
  }
  return true;
}

/** One step of symbolic text: a character, a star, any one character, or a whole reference. */
type Step = string | Reference | typeof star | typeof single | typeof word;
const star = 0;
const single = 1;
/** Anything without a colon: one part of an ARN. */
const word = 2;

function symbolicMatch(tokens: readonly Token[], value: Text, folds: boolean): Certainty {
  const pattern = stepsOfTokens(tokens, folds);
  const steps = stepsOfText(value, folds);
  const isSettled = tokens.every(({ kind }) => kind !== 'variable');
  if (fitsAtoms(pattern, steps)) return isSettled ? 'yes' : 'maybe';
  if (areApart(pattern, steps)) return 'no';
  return overlap(loosen(pattern, folds), loosen(steps, folds)) ? 'maybe' : 'no';
}

function stepsOfTokens(tokens: readonly Token[], folds: boolean): readonly Step[] {
  return tokens.flatMap((token) => stepsOfToken(token, folds));
}

function stepsOfToken(token: Token, folds: boolean): readonly Step[] {
  switch (token.kind) {
    case 'any':
    case 'variable':
      // A variable that could not be filled in may stand for anything.
      return [star];
    case 'one':
      return [single];
    case 'reference':
      return [token.reference];
    case 'text':
      return [...(folds ? token.text.toLowerCase() : token.text)];
  }
}

function stepsOfText(text: Text, folds: boolean): readonly Step[] {
  return piecesOf(text).flatMap((piece): readonly Step[] =>
    typeof piece === 'string' ? [...(folds ? piece.toLowerCase() : piece)] : [piece],
  );
}

/** Matches for certain: a reference is met by the same reference, or lies within what a star takes. */
function fitsAtoms(pattern: readonly Step[], value: readonly Step[]): boolean {
  let p = 0;
  let v = 0;
  let starAt = -1;
  let resumeAt = 0;
  while (v < value.length) {
    const step = pattern[p];
    if (step === star) {
      starAt = p++;
      resumeAt = v;
    } else if (step !== undefined && isMet(step, value[v] as Step)) {
      p++;
      v++;
    } else if (starAt >= 0) {
      p = starAt + 1;
      v = ++resumeAt;
    } else return false;
  }
  while (pattern[p] === star) p++;
  return p === pattern.length;
}

function isMet(step: Step, value: Step): boolean {
  if (step === single) return typeof value === 'string';
  if (typeof step === 'object' && typeof value === 'object') return isSameReference(step, value);
  return step === value;
}

/** Two texts that are equal up to references to two different things, each ended by what neither can hold. */
function areApart(pattern: readonly Step[], value: readonly Step[]): boolean {
  let at = 0;
  while (at < pattern.length && at < value.length && isEqualStep(pattern[at], value[at])) at++;
  return areApartAt(pattern, value, at, 1) || areApartAtEnd(pattern, value);
}

function isEqualStep(a: Step | undefined, b: Step | undefined): boolean {
  if (typeof a === 'object' && typeof b === 'object') return isSameReference(a, b);
  return typeof a === 'string' && a === b;
}

function areApartAt(pattern: readonly Step[], value: readonly Step[], at: number, step: 1 | -1): boolean {
  const a = pattern[at];
  const b = value[at];
  if (typeof a !== 'object' || typeof b !== 'object' || !areDifferentThings(a, b)) return false;
  return isEnd(pattern[at + step], a, b) && isEnd(value[at + step], a, b);
}

/** The same from the end, where the beginnings are whole references. */
function areApartAtEnd(pattern: readonly Step[], value: readonly Step[]): boolean {
  let back = 1;
  while (back <= pattern.length && back <= value.length && isEqualStep(pattern.at(-back), value.at(-back)))
    back++;
  if (pattern.length - back !== 0 || value.length - back !== 0) return false;
  const a = pattern[0];
  const b = value[0];
  return typeof a === 'object' && typeof b === 'object' && areDifferentThings(a, b);
}

function isEnd(next: Step | undefined, a: Reference, b: Reference): boolean {
  if (next === undefined) return true;
  return typeof next === 'string' && !mayHold(a, next) && !mayHold(b, next);
}

/** References as what is certain of them. */
function loosen(steps: readonly Step[], folds: boolean): readonly Step[] {
  return steps.flatMap((step): readonly Step[] => {
    if (typeof step !== 'object') return [step];
    return shapeOf(step).flatMap((part): readonly Step[] => {
      if (part === 'any') return [star];
      if (part === 'word') return [word];
      if (part === 'one') return [single];
      return [...(folds ? part.text.toLowerCase() : part.text)];
    });
  });
}

/** Is there a text that fits both? Walks both at once; a star may take nothing or one more step of the other. */
function overlap(a: readonly Step[], b: readonly Step[]): boolean {
  let reached = new Set<number>([0]);
  for (let i = 0; i <= a.length; i++) {
    const here = spread(reached, a[i], b);
    if (i === a.length) return here.has(b.length);
    reached = advance(here, a[i] as Step, b);
    if (reached.size === 0) return false;
  }
  return false;
}

/** Stars of `b` may take nothing; a star of `a` may take any step of `b`, a word none that is a colon. */
function spread(from: ReadonlySet<number>, step: Step | undefined, b: readonly Step[]): Set<number> {
  const all = new Set<number>();
  for (const start of from) {
    let at = start;
    all.add(at);
    while (at < b.length && mayPass(step, b[at] as Step) && !all.has(at + 1)) all.add(++at);
  }
  return all;
}

function mayPass(step: Step | undefined, other: Step): boolean {
  return other === star || other === word || step === star || (step === word && other !== ':');
}

function advance(from: ReadonlySet<number>, step: Step, b: readonly Step[]): Set<number> {
  const next = new Set<number>();
  for (const at of from) {
    const other = b[at];
    if (step === star || step === word || other === star) next.add(at);
    else if (other === word) {
      if (step !== ':') next.add(at);
    } else if (other !== undefined && (step === single || other === single || step === other))
      next.add(at + 1);
  }
  return next;
}
