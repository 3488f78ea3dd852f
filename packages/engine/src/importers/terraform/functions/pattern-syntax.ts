import { fail, type Result, succeed } from '../../../base/result.ts';

/** A test of one code point. */
export type CharacterTest = (point: number) => boolean;

export type Assertion =
  | 'text-start'
  | 'text-end'
  | 'line-start'
  | 'line-end'
  | 'word-boundary'
  | 'no-word-boundary';

export type PatternNode =
  | { readonly kind: 'empty' }
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'assertion'; readonly assertion: Assertion }
  | { readonly kind: 'sequence' | 'choice'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'group'; readonly index: number; readonly inner: PatternNode }
  | {
      readonly kind: 'repeat';
      readonly inner: PatternNode;
      readonly minimum: number;
      /** `Infinity` = no limit. */
      readonly maximum: number;
      readonly isGreedy: boolean;
    };

export interface Pattern {
  readonly root: PatternNode;
  /** Of each capturing group, in order; `undefined` when it has none. */
  readonly groupNames: readonly (string | undefined)[];
}

/** The piece of the pattern that is not RE2. */
export interface PatternProblem {
  readonly construct: string;
}

interface Flags {
  readonly ignoreCase: boolean;
  readonly multiLine: boolean;
  readonly dotAll: boolean;
  readonly swapGreed: boolean;
}

const noFlags: Flags = { ignoreCase: false, multiLine: false, dotAll: false, swapGreed: false };
const depthMax = 1000;
const repeatMax = 1000;

/**
 * Reads RE2 syntax as Terraform's `regex` takes it. Look-arounds and back-references do not exist there, so
 * every pattern can be matched in time proportional to the text.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
export function parsePattern(text: string): Result<Pattern, PatternProblem> {
  return new PatternReader(text).read();
}

class PatternReader {
  private readonly points: readonly string[];
  private readonly groupNames: (string | undefined)[] = [];
  private at = 0;
  private depth = 0;
  private flags: Flags = noFlags;
  private failure: PatternProblem | undefined;

  constructor(text: string) {
    this.points = [...text];
  }

  read(): Result<Pattern, PatternProblem> {
    const root = this.readChoice();
    if (this.at < this.points.length) this.stop(')');
    if (this.failure !== undefined) return fail(this.failure);
    return succeed({ root, groupNames: this.groupNames });
  }

  private get next(): string | undefined {
    return this.failure === undefined ? this.points[this.at] : undefined;
  }

  private stop(construct: string): PatternNode {
    this.failure ??= { construct };
    return { kind: 'empty' };
  }

  private readChoice(): PatternNode {
    const parts = [this.readSequence()];
    while (this.takes('|')) parts.push(this.readSequence());
    const only = parts[0];
    return parts.length === 1 && only !== undefined ? only : { kind: 'choice', parts };
  }

  private readSequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (this.next !== undefined && this.next !== '|' && this.next !== ')') {
      const atom = this.readAtom();
      if (atom !== undefined) parts.push(...atom.slice(0, -1), ...this.readRepeat(atom.at(-1)));
    }
    return { kind: 'sequence', parts };
  }

  /** Literal runs give several nodes, of which a repetition takes the last. `undefined` = only flags. */
  private readAtom(): readonly PatternNode[] | undefined {
    const point = this.next ?? '';
    switch (point) {
      case '(':
        return this.readGroup();
      case '[':
        return [this.readClass()];
      case '\\':
        return this.readEscape();
      case '*':
      case '+':
      case '?':
        return [this.stop(point)];
      default:
        this.at++;
        return [this.single(point)];
    }
  }

  private single(point: string): PatternNode {
    if (point === '^') return assertion(this.flags.multiLine ? 'line-start' : 'text-start');
    if (point === '$') return assertion(this.flags.multiLine ? 'line-end' : 'text-end');
    if (point === '.') return character(this.flags.dotAll ? () => true : (code) => code !== 0x0a);
    return this.literal(point);
  }

  private literal(point: string): PatternNode {
    const wanted = point.codePointAt(0) ?? 0;
    return this.folded((code) => code === wanted);
  }

  private folded(test: CharacterTest): PatternNode {
    return character(this.flags.ignoreCase ? ignoringCase(test) : test);
  }

  private readRepeat(inner: PatternNode | undefined): readonly PatternNode[] {
    if (inner === undefined) return [];
    const bounds = this.readBounds();
    if (bounds === undefined) return [inner];
    const isLazy = this.takes('?');
    const isGreedy = isLazy === this.flags.swapGreed;
    const again = this.next ?? '';
    if (again === '*' || again === '+' || again === '?' || this.countedBounds() !== undefined)
      this.stop(again);
    return [{ kind: 'repeat', inner, minimum: bounds[0], maximum: bounds[1], isGreedy }];
  }

  private readBounds(): readonly [number, number] | undefined {
    if (this.takes('*')) return [0, Number.POSITIVE_INFINITY];
    if (this.takes('+')) return [1, Number.POSITIVE_INFINITY];
    if (this.takes('?')) return [0, 1];
    const counted = this.countedBounds();
    if (counted === undefined) return undefined;
    this.at += counted.length;
    const isValid =
      counted.minimum <= repeatMax &&
      (counted.maximum <= repeatMax || counted.maximum === Number.POSITIVE_INFINITY);
    if (!isValid || counted.minimum > counted.maximum)
      this.stop(this.points.slice(this.at - counted.length, this.at).join(''));
    return [counted.minimum, counted.maximum];
  }

  /** `{2}`, `{2,}`, `{2,5}`; anything else that starts with a brace is literal. */
  private countedBounds():
    | { readonly minimum: number; readonly maximum: number; readonly length: number }
    | undefined {
    if (this.next !== '{') return undefined;
    const match = /^\{(\d{1,9})(?:(,)(\d{0,9}))?\}/.exec(this.points.slice(this.at, this.at + 24).join(''));
    if (match === null) return undefined;
    const [written, low, comma, high] = match;
    const minimum = Number(low);
    const maximum = comma === undefined ? minimum : high === '' ? Number.POSITIVE_INFINITY : Number(high);
    return { minimum, maximum, length: written.length };
  }

  private readGroup(): readonly PatternNode[] | undefined {
    const outer = this.flags;
    this.at++;
    if (++this.depth > depthMax) return [this.stop('(')];
    let index: number | undefined;
    if (this.next === '?') {
      const kind = this.readGroupKind();
      if (kind === 'flags-only') {
        this.depth--;
        return undefined;
      }
      if (kind === 'capturing') index = this.groupNames.length;
    } else {
      index = this.groupNames.push(undefined);
    }
    const inner = this.readChoice();
    if (!this.takes(')')) this.stop('(');
    this.flags = outer;
    this.depth--;
    return [index === undefined ? inner : { kind: 'group', index, inner }];
  }

  private readGroupKind(): 'capturing' | 'plain' | 'flags-only' {
    const rest = this.points.slice(this.at, this.at + 400).join('');
    const named = /^\?P?<([A-Za-z0-9_]+)>/.exec(rest);
    if (named !== null) {
      this.at += named[0].length;
      this.groupNames.push(named[1]);
      return 'capturing';
    }
    const flags = /^\?([imsU]*)(?:-([imsU]+))?([:)])/.exec(rest);
    if (flags === null || flags[0] === '?)') {
      this.stop(`(${rest.slice(0, 4)}`);
      return 'plain';
    }
    this.at += flags[0].length;
    this.flags = withFlags(withFlags(this.flags, flags[1] ?? '', true), flags[2] ?? '', false);
    return flags[3] === ')' ? 'flags-only' : 'plain';
  }

  private readEscape(): readonly PatternNode[] {
    const rest = this.points.slice(this.at, this.at + 2).join('');
    if (rest === '\\Q') return this.readQuoted();
    const asserted = escapedAssertions[rest];
    if (asserted !== undefined) {
      this.at += 2;
      return [assertion(asserted)];
    }
    const test = this.readEscapedClass() ?? this.readEscapedPoint();
    return [test === undefined ? this.stop(rest) : this.folded(test)];
  }

  private readQuoted(): readonly PatternNode[] {
    this.at += 2;
    const nodes: PatternNode[] = [];
    while (this.next !== undefined) {
      if (this.next === '\\' && this.points[this.at + 1] === 'E') {
        this.at += 2;
        break;
      }
      nodes.push(this.literal(this.next));
      this.at++;
    }
    return nodes.length === 0 ? [{ kind: 'empty' }] : nodes;
  }

  /** `\d`, `\pL`, `\p{Greek}` and their negations. */
  private readEscapedClass(): CharacterTest | undefined {
    const letter = this.points[this.at + 1] ?? '';
    const perl = perlClasses[letter.toLowerCase()];
    if (perl !== undefined) {
      this.at += 2;
      return letter === letter.toLowerCase() ? perl : negated(perl);
    }
    if (letter !== 'p' && letter !== 'P') return undefined;
    const match = /^\\[pP](?:\{(\^?)([A-Za-z_]+)\}|([A-Z]))/.exec(
      this.points.slice(this.at, this.at + 60).join(''),
    );
    const test = unicodeClass(match?.[2] ?? match?.[3] ?? '');
    if (match === null || test === undefined) return undefined;
    this.at += match[0].length;
    return (letter === 'P') !== (match[1] === '^') ? negated(test) : test;
  }

  private readEscapedPoint(): CharacterTest | undefined {
    const code = this.readEscapedCode();
    return code === undefined ? undefined : (point) => point === code;
  }

  private readEscapedCode(): number | undefined {
    const rest = this.points.slice(this.at, this.at + 14).join('');
    const octal = /^\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/.exec(rest);
    if (octal !== null) return this.take(octal[0], Number.parseInt(octal[1] ?? '', 8));
    const hex = /^\\x(?:\{([0-9A-Fa-f]{1,8})\}|([0-9A-Fa-f]{2}))/.exec(rest);
    if (hex !== null) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? '', 16);
      return code > 0x10ffff ? undefined : this.take(hex[0], code);
    }
    const control = controlEscapes[rest.slice(0, 2)];
    if (control !== undefined) return this.take(rest.slice(0, 2), control);
    const point = this.points[this.at + 1];
    if (point === undefined || point > '\u007f' || /[A-Za-z0-9]/.test(point)) return undefined;
    return this.take(`\\${point}`, point.codePointAt(0) ?? 0);
  }

  private take(written: string, code: number): number {
    this.at += written.length;
    return code;
  }

  private readClass(): PatternNode {
    const start = this.at++;
    const isNegated = this.takes('^');
    const tests: CharacterTest[] = [];
    let isFirst = true;
    while (this.next !== ']' || isFirst) {
      const test = this.readClassItem();
      if (test === undefined) return this.stop(this.points.slice(start, start + 12).join(''));
      tests.push(test);
      isFirst = false;
    }
    this.at++;
    const any: CharacterTest = (code) => tests.some((test) => test(code));
    const folded = this.flags.ignoreCase ? ignoringCase(any) : any;
    return character(isNegated ? negated(folded) : folded);
  }

  private readClassItem(): CharacterTest | undefined {
    const posix = /^\[:(\^?)([a-z]+):\]/.exec(this.points.slice(this.at, this.at + 14).join(''));
    if (posix !== null) {
      const test = posixClasses[posix[2] ?? ''];
      this.at += posix[0].length;
      return test === undefined ? undefined : posix[1] === '^' ? negated(test) : test;
    }
    const escaped = this.next === '\\' ? this.readEscapedClass() : undefined;
    return escaped ?? this.readRange();
  }

  private readRange(): CharacterTest | undefined {
    const low = this.readClassPoint();
    if (low === undefined) return undefined;
    const isRange =
      this.next === '-' && this.points[this.at + 1] !== ']' && this.points[this.at + 1] !== undefined;
    if (!isRange) return (code) => code === low;
    this.at++;
    const high = this.readClassPoint();
    return high === undefined || high < low ? undefined : (code) => code >= low && code <= high;
  }

  private readClassPoint(): number | undefined {
    if (this.next === undefined) return undefined;
    if (this.next === '\\') return this.readEscapedCode();
    return this.points[this.at++]?.codePointAt(0);
  }

  private takes(point: string): boolean {
    if (this.next !== point) return false;
    this.at++;
    return true;
  }
}

function character(test: CharacterTest): PatternNode {
  return { kind: 'character', test };
}

function assertion(kind: Assertion): PatternNode {
  return { kind: 'assertion', assertion: kind };
}

function negated(test: CharacterTest): CharacterTest {
  return (code) => !test(code);
}

function withFlags(flags: Flags, letters: string, value: boolean): Flags {
  return {
    ignoreCase: letters.includes('i') ? value : flags.ignoreCase,
    multiLine: letters.includes('m') ? value : flags.multiLine,
    dotAll: letters.includes('s') ? value : flags.dotAll,
    swapGreed: letters.includes('U') ? value : flags.swapGreed,
  };
}

/** Also true for the other cases of the code point. */
function ignoringCase(test: CharacterTest): CharacterTest {
  return (code) => {
    if (test(code)) return true;
    const point = String.fromCodePoint(code);
    const others = [point.toLowerCase(), point.toUpperCase(), point.toUpperCase().toLowerCase()];
    return others.some((other) => {
      const folded = other.codePointAt(0) ?? code;
      return folded !== code && other.length === String.fromCodePoint(folded).length && test(folded);
    });
  };
}

function ranges(...bounds: readonly (readonly [string, string])[]): CharacterTest {
  const codes = bounds.map(([low, high]) => [low.charCodeAt(0), high.charCodeAt(0)] as const);
  return (code) => codes.some(([low, high]) => code >= low && code <= high);
}

const digit = ranges(['0', '9']);
const word = ranges(['0', '9'], ['A', 'Z'], ['a', 'z'], ['_', '_']);

const perlClasses: Readonly<Record<string, CharacterTest>> = {
  d: digit,
  s: ranges(['\t', '\n'], ['\f', '\r'], [' ', ' ']),
  w: word,
};

const posixClasses: Readonly<Record<string, CharacterTest>> = {
  alnum: ranges(['0', '9'], ['A', 'Z'], ['a', 'z']),
  alpha: ranges(['A', 'Z'], ['a', 'z']),
  ascii: ranges(['\0', '\x7f']),
  blank: ranges(['\t', '\t'], [' ', ' ']),
  cntrl: ranges(['\0', '\x1f'], ['\x7f', '\x7f']),
  digit,
  graph: ranges(['!', '~']),
  lower: ranges(['a', 'z']),
  print: ranges([' ', '~']),
  punct: ranges(['!', '/'], [':', '@'], ['[', '`'], ['{', '~']),
  space: ranges(['\t', '\r'], [' ', ' ']),
  upper: ranges(['A', 'Z']),
  word,
  xdigit: ranges(['0', '9'], ['A', 'F'], ['a', 'f']),
};

export function isWordPoint(code: number): boolean {
  return word(code);
}

const escapedAssertions: Readonly<Record<string, Assertion>> = {
  '\\A': 'text-start',
  '\\z': 'text-end',
  '\\b': 'word-boundary',
  '\\B': 'no-word-boundary',
};

const controlEscapes: Readonly<Record<string, number>> = {
  '\\a': 0x07,
  '\\f': 0x0c,
  '\\t': 0x09,
  '\\n': 0x0a,
  '\\r': 0x0d,
  '\\v': 0x0b,
};

/** A general category in its short form, or a script by its English name. */
function unicodeClass(name: string): CharacterTest | undefined {
  if (name === 'Any') return () => true;
  const property = name.length <= 2 ? `gc=${name}` : `Script=${name}`;
  try {
    const pattern = new RegExp(`^\\p{${property}}$`, 'u');
    return (code) => pattern.test(String.fromCodePoint(code));
  } catch {
    return undefined;
  }
}
