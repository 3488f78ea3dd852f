import type { DeploymentFact, StackReference, StackText } from '../../model/stack.ts';
import { typeOf } from '../address.ts';
import { argument, formatItems, listOf, quoted } from '../change/hcl-text.ts';
import type { Data } from '../data.ts';

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
  if (typeof text === 'string') return quoted(text);
  const [only, second] = text;
  if (only !== undefined && second === undefined && typeof only !== 'string') return expressionOf(only);
  const pieces = text.map((piece) =>
    typeof piece === 'string' ? quoted(piece).slice(1, -1) : `\${${expressionOf(piece)}}`,
  );
  return `"${pieces.join('')}"`;
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
