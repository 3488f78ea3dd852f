import type { Expression, SplatStep, TemplatePart } from '../../syntax/ast.ts';

/** Calls `visit` for an expression and every expression inside it. */
export function walkExpression(expression: Expression, visit: (inner: Expression) => void): void {
  visit(expression);
  for (const inner of partsOf(expression)) walkExpression(inner, visit);
}

function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts.flatMap(expressionsOfPart);
    case 'tuple':
      return expression.elements;
    case 'object':
      return expression.items.flatMap(({ key, value }) => [key, value]);
    case 'attribute':
      return [expression.of];
    case 'index':
      return [expression.of, expression.index];
    case 'splat':
      return [expression.of, ...expression.each.flatMap(expressionsOfStep)];
    case 'call':
      return expression.args;
    case 'unary':
      return [expression.operand];
    case 'binary':
      return [expression.left, expression.right];
    case 'conditional':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
    case 'for':
      return [expression.collection, expression.key, expression.value, expression.condition].filter(
        isPresent,
      );
    case 'parentheses':
      return [expression.inner];
    default:
      return [];
  }
}

function isPresent(expression: Expression | undefined): expression is Expression {
  return expression !== undefined;
}

function expressionsOfPart(part: TemplatePart): readonly Expression[] {
  switch (part.kind) {
    case 'literal':
      return [];
    case 'interpolation':
      return [part.value];
    case 'if':
      return [
        part.condition,
        ...part.then.flatMap(expressionsOfPart),
        ...part.else.flatMap(expressionsOfPart),
      ];
    case 'for':
      return [part.collection, ...part.body.flatMap(expressionsOfPart)];
  }
}

function expressionsOfStep(step: SplatStep): readonly Expression[] {
  if (step.kind === 'index') return [step.index];
  return step.kind === 'splat' ? step.each.flatMap(expressionsOfStep) : [];
}
