import { fail, type Result, succeed } from '../../../base/result.ts';
import { notInTemplate } from '../../../diagnostics/kinds/functions.ts';
import { isSensitive, markSensitive, stringType, stringValue, unknownOf } from '../values/construct.ts';
import { convert } from '../values/convert.ts';
import { describeType, typeOf } from '../values/type.ts';
import { joinPieces, mergeIntoTemplate, type TextPiece } from '../values/unknowns.ts';
import type { Unknown, Value } from '../values/value.ts';
import { type Outcome, refuseSize, textLengthMax } from './definition.ts';
import { type FunctionProblem, problemOf } from './problem.ts';

/**
 * The text of a template: its parts' texts in order. With unknown parts the result is unknown, keeps its
 * known beginning, and keeps the references in their places where each part's own text is known.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#interpolation
 */
export function concatenateTemplate(parts: readonly Value[]): Outcome {
  const texts: Value[] = [];
  let length = 0;
  for (const [i, part] of parts.entries()) {
    const text = textForTemplate(part, i);
    if (!text.ok) return text;
    texts.push(text.value);
    length += knownText(text.value).length;
    if (length > textLengthMax) return refuseSize('"…"', textLengthMax, 'characters');
  }
  return succeed(concatenateTexts(texts));
}

function textForTemplate(part: Value, index: number): Result<Value, FunctionProblem> {
  if (part.kind === 'null') return fail(problemOf(notInTemplate, { found: 'null' }, index));
  const converted = convert(part, stringType);
  if (converted.ok) return converted;
  return fail(problemOf(notInTemplate, { found: describeType(typeOf(part)) }, index));
}

/** @param texts strings or unknown strings */
export function concatenateTexts(texts: readonly Value[]): Value {
  const unknowns = texts.flatMap((text) => (text.kind === 'unknown' ? [text.unknown] : []));
  const result =
    unknowns.length === 0 ? stringValue(texts.map(knownText).join('')) : unknownText(texts, unknowns);
  return texts.some(isSensitive) ? markSensitive(result) : result;
}

function knownText(text: Value): string {
  return text.kind === 'string' ? text.value : '';
}

function unknownText(texts: readonly Value[], unknowns: readonly Unknown[]): Value {
  const prefix = knownBeginning(texts);
  return unknownOf(stringType, mergeIntoTemplate(unknowns, piecesOf(texts)), {
    notNull: true,
    ...(prefix === '' ? {} : { prefix }),
  });
}

/** Literal text up to the first unknown, whose own known beginning still counts. */
function knownBeginning(texts: readonly Value[]): string {
  let beginning = '';
  for (const text of texts) {
    if (text.kind === 'unknown') return beginning + (text.prefix ?? '');
    beginning += knownText(text);
  }
  return beginning;
}

/** @returns `undefined` when some part's text is not known even symbolically */
export function piecesOf(texts: readonly Value[]): readonly TextPiece[] | undefined {
  const pieces: TextPiece[] = [];
  for (const text of texts) {
    if (text.kind === 'string') pieces.push(text.value);
    else if (text.kind === 'unknown' && text.unknown.template !== undefined)
      pieces.push(...text.unknown.template);
    else return undefined;
  }
  return joinPieces(pieces);
}
