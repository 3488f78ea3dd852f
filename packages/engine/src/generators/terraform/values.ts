import type { DeploymentFact, StackReference, StackText } from '../../model/stack.ts';
import { typeOf } from '../address.ts';
import { argument, formatItems, listOf, quoted } from '../change/hcl-text.ts';
import { type Data, piecesOf } from '../data.ts';

/** An HCL expression for a value. */
export function formatData(data: Data): string {
  if (typeof data !== 'object') return String(data);
  switch (data.kind) {
    case 'text':
      return formatText(data.text);
    case 'list':
      return formatList(data.items);
    case 'object':
      return formatObject(data.entries.map(([name, value]) => [name, formatData(value)]));
  }
}

function formatList(items: readonly Data[]): string {
  const [only, second] = items;
  // `[{` reads better than a level more.
  if (only !== undefined && second === undefined && isObject(only)) return `[${formatData(only)}]`;
  return listOf(items.map(formatData));
}

function isObject(data: Data): boolean {
  return typeof data === 'object' && data.kind === 'object';
}

/** One entry a line, `=` aligned. */
export function formatObject(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '{}';
  const items = entries.map(([name, value]) => argument(keyText(name), value));
  return `{\n${formatItems(items, 1)}}`;
}

function keyText(name: string): string {
  return /^[A-Za-z_][\w-]*$/.test(name) ? name : quoted(name);
}

/** A reference alone stays bare; with other pieces it becomes a sequence of a quoted template. */
export function formatText(text: StackText): string {
  const pieces = piecesOf(text);
  const [only = '', second] = pieces;
  if (second === undefined) return typeof only === 'string' ? quoted(only) : expressionOf(only);
  return `"${pieces.map(templatePart).join('')}"`;
}

/** A `$` or `%` right before a sequence would escape it, so it becomes a sequence of its own. */
function templatePart(
  piece: string | StackReference | DeploymentFact,
  i: number,
  pieces: readonly unknown[],
): string {
  if (typeof piece !== 'string') return `\${${expressionOf(piece)}}`;
  const inner = quoted(piece).slice(1, -1);
  const isLast = i === pieces.length - 1;
  return isLast ? inner : inner.replace(/[$%]$/, (sign) => `\${"${sign}"}`);
}

function expressionOf(piece: StackReference | DeploymentFact): string {
  if ('of' in piece) return `${piece.of}.${attributeOf(piece)}`;
  switch (piece.deployment) {
    case 'account':
      return `${callerIdentity}.account_id`;
    case 'partition':
      return `${partition}.partition`;
    case 'region':
      return regionLocal;
  }
}

export const callerIdentity = 'data.aws_caller_identity.current';
export const partition = 'data.aws_partition.current';
/** `data.aws_region` has another attribute in provider 6 than in 5; a local works in both. */
const regionLocal = 'local.region';

/** Attributes whose name differs from ours, by resource type. */
const spelled: Readonly<Record<string, string>> = {
  'aws_ecr_repository.url': 'repository_url',
  'aws_ecs_service.arn': 'id',
  'aws_s3_bucket.name': 'id',
};

function attributeOf({ of, attribute }: StackReference): string {
  return spelled[`${typeOf(of)}.${attribute}`] ?? attribute;
}
