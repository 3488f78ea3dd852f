import type { SyntaxThing } from '../../../diagnostics/kinds/syntax.ts';
import * as kinds from '../../../diagnostics/kinds/syntax.ts';
import type { BinaryOperator, Expression, ObjectItem, SplatStep } from './ast.ts';
import { code, Misread, nestingMax, type Scanner } from './scanner.ts';
import { readForNames, readHeredoc, readQuotedTemplate } from './template.ts';

/** Longest chain of `a + b + …` or `.a.b…`: it becomes a tree as deep as it is long. */
const chainMax = 1000;

/** Reads one expression at the cursor. Spaces before it are passed; what follows it is left alone. */
export function readExpression(scanner: Scanner): Expression {
  scanner.skipSpace();
  const start = scanner.position;
  scanner.descend(start);
  const condition = readBinary(scanner, 1);
  scanner.skipSpace();
  if (scanner.peek() !== code.question) {
    scanner.ascend();
    return condition;
  }
  scanner.position++;
  const whenTrue = readExpression(scanner);
  scanner.skipSpace();
  if (!scanner.take(code.colon)) scanner.refuse('colon');
  const whenFalse = readExpression(scanner);
  scanner.ascend();
  return { kind: 'conditional', condition, whenTrue, whenFalse, span: { start, end: whenFalse.span.end } };
}

function readBinary(scanner: Scanner, strengthMin: number): Expression {
  let left = readUnary(scanner);
  for (let links = 0; ; links++) {
    scanner.skipSpace();
    const operator = operatorHere(scanner);
    if (operator === undefined) return left;
    const strength = strengths[operator];
    if (strength < strengthMin) return left;
    refuseLongChain(scanner, links);
    scanner.position += operator.length;
    scanner.skipSpace();
    const right = readBinary(scanner, strength + 1);
    left = { kind: 'binary', operator, left, right, span: { start: left.span.start, end: right.span.end } };
  }
}

const strengths: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '>': 4,
  '<=': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

function operatorHere(scanner: Scanner): BinaryOperator | undefined {
  const next = scanner.peek(1);
  switch (scanner.peek()) {
    case code.plus:
      return '+';
    case code.minus:
      return '-';
    case code.star:
      return '*';
    case code.slash:
      return '/';
    case code.percent:
      return '%';
    case code.equals:
      return next === code.equals ? '==' : undefined;
    case code.bang:
      return next === code.equals ? '!=' : undefined;
    case code.less:
      return next === code.equals ? '<=' : '<';
    case code.greater:
      return next === code.equals ? '>=' : '>';
    case code.ampersand:
      return next === code.ampersand ? '&&' : undefined;
    case code.bar:
      return next === code.bar ? '||' : undefined;
    default:
      return undefined;
  }
}

function refuseLongChain(scanner: Scanner, links: number): void {
  if (links >= chainMax) scanner.refuseDepth(chainMax, scanner.position);
}

function readUnary(scanner: Scanner): Expression {
  scanner.skipSpace();
  const start = scanner.position;
  const c = scanner.peek();
  if (c !== code.minus && c !== code.bang) return readTraversals(scanner, readTerm(scanner));
  scanner.position++;
  scanner.descend(start);
  const operand = readUnary(scanner);
  scanner.ascend();
  return {
    kind: 'unary',
    operator: c === code.minus ? '-' : '!',
    operand,
    span: { start, end: operand.span.end },
  };
}

function readTerm(scanner: Scanner): Expression {
  scanner.spend(1);
  const start = scanner.position;
  const c = scanner.peek();
  if (c === code.quote) return readQuotedTemplate(scanner, readExpression);
  if (c >= code.zero && c <= code.nine) return readNumber(scanner);
  if (c === code.openParenthesis) return readParentheses(scanner);
  if (c === code.openBracket) return readTupleOrFor(scanner);
  if (c === code.openBrace) return readObjectOrFor(scanner);
  if (c === code.less && scanner.peek(1) === code.less) return readHeredoc(scanner, readExpression);
  if (!scanner.isIdentifierStart()) return scanner.refuse('expression');
  return readNamed(scanner, start);
}

/** Digits with points and exponents among them; the longest such run is one number, right or wrong. */
const numberToken = /\d(?:(?:[\d.]|[eE][+-]?(?=[\d.]))*\d)?/y;
const numberForm = /^\d+(\.\d*)?([eE][+-]?\d+)?$/;

function readNumber(scanner: Scanner): Expression {
  const start = scanner.position;
  const text = readNumberToken(scanner);
  const isGlued = scanner.isIdentifierStart();
  if (isGlued || !numberForm.test(text)) {
    const wrong = isGlued ? text + scanner.foundHere() : text;
    scanner.report(kinds.invalidNumber, { text: wrong }, { start, end: start + wrong.length });
    throw new Misread();
  }
  return { kind: 'number', text: text.replace(/\.(?=[eE])/, ''), span: { start, end: scanner.position } };
}

function readNumberToken(scanner: Scanner): string {
  numberToken.lastIndex = scanner.position;
  const text = numberToken.exec(scanner.text)?.[0] ?? '';
  scanner.position += text.length;
  return text;
}

function readParentheses(scanner: Scanner): Expression {
  const start = scanner.position++;
  const mode = scanner.newlineIsSpace;
  scanner.newlineIsSpace = true;
  const inner = readExpression(scanner);
  scanner.skipSpace();
  closeWith(scanner, 'open-parenthesis', 'parenthesis', start);
  scanner.newlineIsSpace = mode;
  return { kind: 'parentheses', inner, span: { start, end: scanner.position } };
}

/** Takes the closing character; at the file's end the opening one is at fault. */
function closeWith(scanner: Scanner, pair: keyof typeof pairs, expected: SyntaxThing, opened: number): void {
  const close = pairs[pair];
  if (scanner.take(close)) return;
  if (!scanner.atEnd) scanner.refuse(expected);
  const facts = { what: pair, close: String.fromCharCode(close) };
  scanner.report(kinds.unterminated, facts, { start: opened, end: opened + 1 });
  throw new Misread();
}

/** Opening brackets with what closes them. */
const pairs = {
  'open-parenthesis': code.closeParenthesis,
  'open-bracket': code.closeBracket,
  'open-brace': code.closeBrace,
} as const;

function readNamed(scanner: Scanner, start: number): Expression {
  const name = scanner.readIdentifier();
  const end = scanner.position;
  const span = { start, end };
  scanner.skipSpace();
  const c = scanner.peek();
  if (c === code.openParenthesis) return readCall(scanner, name, start, end);
  if (c === code.colon && scanner.peek(1) === code.colon) return readNamespacedCall(scanner, name, start);
  scanner.position = end;
  if (name === 'true' || name === 'false') return { kind: 'bool', value: name === 'true', span };
  if (name === 'null') return { kind: 'null', span };
  return { kind: 'variable', name, span };
}

/** `provider::aws::arn_parse(…)`, `core::length(…)` */
function readNamespacedCall(scanner: Scanner, first: string, start: number): Expression {
  let name = first;
  while (scanner.peek() === code.colon && scanner.peek(1) === code.colon) {
    scanner.position += 2;
    scanner.skipSpace();
    if (!scanner.isIdentifierStart()) scanner.refuse('identifier');
    name += `::${scanner.readIdentifier()}`;
    scanner.skipSpace();
  }
  if (scanner.peek() !== code.openParenthesis) scanner.refuse('expression');
  return readCall(scanner, name, start, scanner.position);
}

function readCall(scanner: Scanner, name: string, start: number, nameEnd: number): Expression {
  const opened = scanner.position++;
  const mode = scanner.newlineIsSpace;
  scanner.newlineIsSpace = true;
  const args: Expression[] = [];
  let expandFinal = false;
  for (;;) {
    scanner.skipSpace();
    if (scanner.peek() === code.closeParenthesis) break;
    args.push(readExpression(scanner));
    scanner.skipSpace();
    if (scanner.text.startsWith('...', scanner.position)) {
      scanner.position += 3;
      expandFinal = true;
      scanner.skipSpace();
      break;
    }
    if (!scanner.take(code.comma)) break;
  }
  closeWith(scanner, 'open-parenthesis', expandFinal ? 'parenthesis' : 'comma-or-parenthesis', opened);
  scanner.newlineIsSpace = mode;
  const nameSpan = { start, end: nameEnd };
  return { kind: 'call', name, nameSpan, args, expandFinal, span: { start, end: scanner.position } };
}

function readTupleOrFor(scanner: Scanner): Expression {
  const start = scanner.position++;
  const mode = scanner.newlineIsSpace;
  scanner.newlineIsSpace = true;
  scanner.skipSpace();
  if (scanner.isWord('for')) {
    const expression = readFor(scanner, start, 'tuple');
    scanner.newlineIsSpace = mode;
    return expression;
  }
  const elements: Expression[] = [];
  while (scanner.peek() !== code.closeBracket) {
    elements.push(readExpression(scanner));
    scanner.skipSpace();
    if (!scanner.take(code.comma)) break;
    scanner.skipSpace();
  }
  closeWith(scanner, 'open-bracket', 'comma-or-bracket', start);
  scanner.newlineIsSpace = mode;
  return { kind: 'tuple', elements, span: { start, end: scanner.position } };
}

/** `[for v in c : e if …]` or `{for k, v in c : k => v... if …}`, the cursor on `for`. */
function readFor(scanner: Scanner, start: number, result: 'tuple' | 'object'): Expression {
  scanner.position += 3;
  const names = readForNames(scanner);
  const collection = readExpression(scanner);
  scanner.skipSpace();
  if (!scanner.take(code.colon)) scanner.refuse('colon');
  let key: Expression | undefined;
  let value = readExpression(scanner);
  let grouping = false;
  scanner.skipSpace();
  if (result === 'object') {
    if (!scanner.text.startsWith('=>', scanner.position)) scanner.refuse('arrow');
    scanner.position += 2;
    key = value;
    value = readExpression(scanner);
    scanner.skipSpace();
    grouping = scanner.text.startsWith('...', scanner.position);
    if (grouping) scanner.position += 3;
    scanner.skipSpace();
  }
  let condition: Expression | undefined;
  if (scanner.isWord('if')) {
    scanner.position += 2;
    condition = readExpression(scanner);
    scanner.skipSpace();
  }
  if (result === 'tuple') closeWith(scanner, 'open-bracket', 'bracket', start);
  else closeWith(scanner, 'open-brace', 'brace', start);
  return {
    kind: 'for',
    result,
    ...names,
    collection,
    key,
    value,
    grouping,
    condition,
    span: { start, end: scanner.position },
  };
}

function readObjectOrFor(scanner: Scanner): Expression {
  const start = scanner.position++;
  const mode = scanner.newlineIsSpace;
  scanner.skipLines();
  if (scanner.isWord('for')) {
    scanner.newlineIsSpace = true;
    const expression = readFor(scanner, start, 'object');
    scanner.newlineIsSpace = mode;
    return expression;
  }
  scanner.newlineIsSpace = false;
  const items: ObjectItem[] = [];
  while (!scanner.atEnd && scanner.peek() !== code.closeBrace) {
    items.push(readObjectItem(scanner));
    scanner.skipSpace();
    const separated = scanner.take(code.comma) || scanner.isNewline();
    scanner.skipLines();
    if (!separated && scanner.peek() !== code.closeBrace && !scanner.atEnd) scanner.refuse('end-of-item');
  }
  closeWith(scanner, 'open-brace', 'brace', start);
  scanner.newlineIsSpace = mode;
  return { kind: 'object', items, span: { start, end: scanner.position } };
}

function readObjectItem(scanner: Scanner): ObjectItem {
  const key = readObjectKey(scanner);
  scanner.skipSpace();
  if (!isValueSign(scanner)) scanner.refuse('equals');
  scanner.position++;
  return { key, value: readExpression(scanner) };
}

/** `=` or `:`, and not the beginning of `==`, `=>` or `::` */
function isValueSign(scanner: Scanner): boolean {
  const next = scanner.peek(1);
  if (scanner.peek() === code.equals) return next !== code.equals && next !== code.greater;
  return scanner.peek() === code.colon && next !== code.colon;
}

/** A bare name before `=` or `:` is text; everything else is evaluated. */
function readObjectKey(scanner: Scanner): Expression {
  const start = scanner.position;
  if (scanner.isIdentifierStart()) {
    const value = scanner.readIdentifier();
    const end = scanner.position;
    scanner.skipSpace();
    if (isValueSign(scanner)) return { kind: 'string', value, span: { start, end } };
    scanner.position = start;
  }
  return readExpression(scanner);
}

function readTraversals(scanner: Scanner, root: Expression): Expression {
  let of = root;
  for (let links = 0; ; links++) {
    const before = scanner.position;
    scanner.skipSpace();
    const c = scanner.peek();
    if (c !== code.dot && c !== code.openBracket) {
      scanner.position = before;
      return of;
    }
    if (c === code.dot && scanner.peek(1) === code.dot) {
      scanner.position = before;
      return of;
    }
    refuseLongChain(scanner, links);
    of = c === code.dot ? readDot(scanner, of) : readBracket(scanner, of);
  }
}

/** `.name`, the legacy `.0`, or `.*` */
function readDot(scanner: Scanner, of: Expression): Expression {
  const at = scanner.position++;
  scanner.skipSpace();
  const start = of.span.start;
  if (scanner.take(code.star)) {
    const each = readAttributeSteps(scanner);
    return { kind: 'splat', of, style: 'attribute-only', each, span: { start, end: scanner.position } };
  }
  const step = readAttributeStep(scanner, at);
  const span = { start, end: scanner.position };
  if (step.kind === 'attribute') return { kind: 'attribute', of, name: step.name, span };
  return { kind: 'index', of, index: step.index, span };
}

type PlainStep = Exclude<SplatStep, { readonly kind: 'splat' }>;

/** A name or a legacy number, the cursor after the dot. */
function readAttributeStep(scanner: Scanner, dot: number): PlainStep {
  const start = scanner.position;
  const c = scanner.peek();
  if (c >= code.zero && c <= code.nine) {
    const text = readNumberToken(scanner);
    // `a.0.1` reads as `a` and the number 0.1, which is no index.
    if (text.includes('.')) {
      scanner.position = start;
      scanner.refuse('whole-index');
    }
    const index: Expression = { kind: 'number', text, span: { start, end: scanner.position } };
    return { kind: 'index', index, span: { start: dot, end: scanner.position } };
  }
  if (!scanner.isIdentifierStart()) return scanner.refuse('attribute-name');
  const name = scanner.readIdentifier();
  return { kind: 'attribute', name, span: { start: dot, end: scanner.position } };
}

/** What an attribute-only splat applies to each element: `.a.b`, up to the first `[`. */
function readAttributeSteps(scanner: Scanner): SplatStep[] {
  const steps: SplatStep[] = [];
  for (;;) {
    const before = scanner.position;
    scanner.skipSpace();
    if (scanner.peek() !== code.dot || scanner.peek(1) === code.dot) {
      scanner.position = before;
      return steps;
    }
    refuseLongChain(scanner, steps.length);
    const dot = scanner.position++;
    scanner.skipSpace();
    steps.push(readAttributeStep(scanner, dot));
  }
}

/** `[index]` or `[*]` */
function readBracket(scanner: Scanner, of: Expression): Expression {
  const start = of.span.start;
  const opened = scanner.position;
  const bracket = readBracketContent(scanner);
  if (bracket !== 'star')
    return { kind: 'index', of, index: bracket, span: { start, end: scanner.position } };
  scanner.descend(opened);
  const each = readSplatSteps(scanner);
  scanner.ascend();
  return { kind: 'splat', of, style: 'full', each, span: { start, end: scanner.position } };
}

/** Newlines are spaces around an index, but around a star only where they are so outside too. */
function readBracketContent(scanner: Scanner): Expression | 'star' {
  const opened = scanner.position++;
  const mode = scanner.newlineIsSpace;
  scanner.skipSpace();
  const isStar = scanner.take(code.star);
  scanner.newlineIsSpace = mode || !isStar;
  const content = isStar ? 'star' : readExpression(scanner);
  scanner.skipSpace();
  closeWith(scanner, 'open-bracket', 'bracket', opened);
  scanner.newlineIsSpace = mode;
  return content;
}

/** What a full splat applies to each element: everything that follows, further splats included. */
function readSplatSteps(scanner: Scanner): SplatStep[] {
  const steps: SplatStep[] = [];
  for (;;) {
    const before = scanner.position;
    scanner.skipSpace();
    const start = scanner.position;
    const c = scanner.peek();
    if (c === code.dot && scanner.peek(1) !== code.dot) {
      scanner.position++;
      scanner.skipSpace();
      if (scanner.take(code.star)) {
        const each = readAttributeSteps(scanner);
        steps.push({ kind: 'splat', style: 'attribute-only', each, span: { start, end: scanner.position } });
      } else steps.push(readAttributeStep(scanner, start));
    } else if (c === code.openBracket) {
      const content = readBracketContent(scanner);
      if (content === 'star') {
        scanner.descend(start);
        const each = readSplatSteps(scanner);
        scanner.ascend();
        steps.push({ kind: 'splat', style: 'full', each, span: { start, end: scanner.position } });
        return steps;
      }
      steps.push({ kind: 'index', index: content, span: { start, end: scanner.position } });
    } else {
      scanner.position = before;
      return steps;
    }
    if (steps.length > nestingMax) refuseLongChain(scanner, chainMax);
  }
}
