import type {
  Body,
  Expression,
  TemplatePart,
} from '../../../packages/engine/src/importers/terraform/syntax/ast.ts';

/** One literal value of naisen's tree beside what hcl2json made of the same argument. */
export interface LiteralDifference {
  readonly at: string;
  readonly ours: string;
  readonly theirs: string;
}

export interface LiteralComparison {
  readonly compared: number;
  readonly differences: readonly LiteralDifference[];
}

/** Not a literal, or a value that hcl2json itself does not keep. */
const skip: unique symbol = Symbol('skip');

/** Compares every literal argument of a file with hcl2json's JSON of it. */
export function compareLiterals(text: string, body: Body, json: unknown): LiteralComparison {
  const differences: LiteralDifference[] = [];
  let compared = 0;
  const visit = (at: string, here: Body, theirs: unknown): void => {
    for (const { name, value } of here.attributes) {
      const ours = literal(value, text);
      if (ours === skip || here.blocks.some((block) => block.type === name)) continue;
      compared++;
      const left = JSON.stringify(ours);
      const right = JSON.stringify(sorted(member(theirs, name)));
      if (left !== right) differences.push({ at: `${at}${name}`, ours: left, theirs: right ?? 'nothing' });
    }
    visitBlocks(at, here, theirs, visit);
  };
  visit('', body, json);
  return { compared, differences };
}

type Visit = (at: string, here: Body, theirs: unknown) => void;

/** Blocks of one header stand in a list; a header that begins another one cannot be told apart. */
function visitBlocks(at: string, here: Body, theirs: unknown, visit: Visit): void {
  const seen = new Map<string, number>();
  for (const block of here.blocks) {
    if (here.attributes.some(({ name }) => name === block.type)) continue;
    if (here.blocks.some((other) => other.type === block.type && other.labels.length !== block.labels.length))
      continue;
    const path = [block.type, ...block.labels.map((label) => label.text)];
    const header = JSON.stringify(path);
    const nth = seen.get(header) ?? 0;
    seen.set(header, nth + 1);
    const list = path.reduce(member, theirs);
    visit(`${at}${path.join('.')}[${nth}].`, block.body, Array.isArray(list) ? list[nth] : undefined);
  }
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value).find(([key]) => key === name)?.[1];
}

function literal(expression: Expression, text: string): unknown {
  switch (expression.kind) {
    case 'null':
      return null;
    case 'bool':
      return expression.value;
    case 'number':
      return Number(expression.text);
    case 'string':
      return escapeSequences(expression.value);
    case 'template':
      return templateText(expression.parts, expression.wrap, text);
    case 'unary':
      // Of signs, hcl2json computes only one before a number.
      return expression.operator === '-' && expression.operand.kind === 'number'
        ? -Number(expression.operand.text)
        : skip;
    case 'tuple': {
      const elements = expression.elements.map((element) => literal(element, text));
      return elements.includes(skip) ? skip : elements;
    }
    case 'object':
      return objectOf(expression, text);
    default:
      return skip;
  }
}

function objectOf(expression: Expression & { kind: 'object' }, text: string): unknown {
  const entries = new Map<string, unknown>();
  for (const item of expression.items) {
    const value = literal(item.value, text);
    if (item.key.kind !== 'string' || value === skip) return skip;
    entries.set(escapeSequences(item.key.value), value);
  }
  return sorted(Object.fromEntries(entries));
}

/** `${` and `%{` in a value are doubled again in hcl2json's text. */
function escapeSequences(value: string): string {
  return value.replace(/[$%](?=\{)/g, (sign) => sign + sign);
}

/** hcl2json prints sequences as they stand; only plain references are sure to keep their text. */
function templateText(parts: readonly TemplatePart[], wrap: boolean, text: string): unknown {
  let result = '';
  for (const part of parts) {
    const piece = wrap ? skip : partText(part, text);
    if (typeof piece !== 'string') return skip;
    result += piece;
  }
  return result;
}

function partText(part: TemplatePart, text: string): unknown {
  switch (part.kind) {
    case 'literal':
      return escapeSequences(part.text);
    case 'interpolation':
      return around('${', [part.value], '}', text);
    case 'if': {
      const otherwise = part.else.length > 0 ? templateText(part.else, false, text) : '';
      const then = templateText(part.then, false, text);
      const opening = around('%{if ', [part.condition], '}', text);
      if ([opening, then, otherwise].includes(skip)) return skip;
      return `${opening}${then}${otherwise === '' ? '' : '%{else}'}${otherwise}%{endif}`;
    }
    case 'for': {
      const names = [part.keyName, part.valueName].filter((name) => name !== undefined).join(', ');
      const opening = around(`%{for ${names} in `, [part.collection], '}', text);
      const body = templateText(part.body, false, text);
      return [opening, body].includes(skip) ? skip : `${opening}${body}%{endfor}`;
    }
  }
}

function around(before: string, [inner]: readonly [Expression], after: string, text: string): unknown {
  return isReference(inner) ? `${before}${text.slice(inner.span.start, inner.span.end)}${after}` : skip;
}

function isReference(expression: Expression): boolean {
  return expression.kind === 'variable' || (expression.kind === 'attribute' && isReference(expression.of));
}

/** JSON of an object in one order of its keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]): [string, unknown] => [key, sorted(inner)]);
  return Object.fromEntries(
    entries.toSorted(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0)),
  );
}
