import { formatReference, type Known, type Reference } from '../base/known.ts';

/**
 * Text of a policy or of a request: what is written, or literal pieces and references whose concatenation it
 * is. Two equal lists of pieces are equal texts, whatever the references stand for.
 */
export type Text = string | readonly TextPiece[];
export type TextPiece = string | Reference;

/** Neighbouring literals joined, empty ones left out; a plain string when nothing is open. */
export function textOf(pieces: readonly TextPiece[]): Text {
  const joined: TextPiece[] = [];
  for (const piece of pieces) {
    if (piece === '') continue;
    const last = joined.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') joined[joined.length - 1] = last + piece;
    else joined.push(typeof piece === 'string' ? piece : canonicalReference(piece));
  }
  if (joined.length === 0) return '';
  const [only] = joined;
  return joined.length === 1 && typeof only === 'string' ? only : joined;
}

/** @returns `undefined` when nothing is known of the text, not even what it stands for */
export function textOfKnown(value: Known<string>): Text | undefined {
  if (value.kind === 'known') return value.value;
  return value.unknown.template === undefined ? undefined : textOf(value.unknown.template);
}

export function piecesOf(text: Text): readonly TextPiece[] {
  return typeof text === 'string' ? (text === '' ? [] : [text]) : text;
}

export function referencesOf(text: Text): readonly Reference[] {
  return typeof text === 'string' ? [] : text.filter((piece) => typeof piece !== 'string');
}

/** Every reference replaced by what it is made of, as far as that is known: two spellings of one text are equal. */
export function spell(text: Text, texts: ReadonlyMap<string, readonly TextPiece[]>): Text {
  return textOf(
    piecesOf(text).flatMap((piece) =>
      typeof piece === 'string' ? [piece] : (texts.get(formatReference(piece)) ?? [piece]),
    ),
  );
}

/** References as `${…}`: for people. */
export function formatText(text: Text): string {
  if (typeof text === 'string') return text;
  return text.map((piece) => (typeof piece === 'string' ? piece : `\${${formatReference(piece)}}`)).join('');
}

export function isSameReference(a: Reference, b: Reference): boolean {
  return a === b || (a.address === b.address && a.path === b.path);
}

/** A bucket's `id` is its name; one spelling makes the two equal. */
function canonicalReference(reference: Reference): Reference {
  if (reference.path !== 'id' || typeOf(reference) !== 'aws_s3_bucket') return reference;
  return { address: reference.address, path: 'bucket' };
}

/** The type of a managed resource; `undefined` for data sources, variables and the like. */
function typeOf(reference: Reference): string | undefined {
  const match = /^(?:module\.[^.]+(?:\["[^"]*"\]|\[\d+\])?\.)*([a-z][a-z0-9_]*)\.[^.]+/.exec(
    reference.address,
  );
  const type = match?.[1];
  return type === undefined || notManaged.has(type) ? undefined : type;
}

const notManaged: ReadonlySet<string> = new Set(['data', 'var', 'local', 'module', 'each', 'count', 'path']);

/**
 * Ids begin as EC2 makes them.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
const idPrefixes: Readonly<Record<string, string>> = {
  aws_vpc_endpoint: 'vpce-',
  aws_vpc: 'vpc-',
  aws_default_vpc: 'vpc-',
  aws_subnet: 'subnet-',
  aws_instance: 'i-',
  aws_security_group: 'sg-',
  aws_network_interface: 'eni-',
};

/** Services of ARNs, with what stands before the name. */
const arnMiddles: Readonly<Record<string, string>> = {
  aws_s3_bucket: ':s3:::',
  aws_iam_role: ':iam::',
  aws_iam_user: ':iam::',
  aws_dynamodb_table: ':dynamodb:',
  aws_sqs_queue: ':sqs:',
  aws_sns_topic: ':sns:',
  aws_kms_key: ':kms:',
  aws_secretsmanager_secret: ':secretsmanager:',
  aws_cloudwatch_log_group: ':logs:',
  aws_ecr_repository: ':ecr:',
  aws_vpc_endpoint: ':ec2:',
  aws_lambda_function: ':lambda:',
};

/** A part of what is certain of a text; a word is anything without a colon, `one` any character. */
type ShapePart = { readonly text: string } | 'any' | 'word' | 'one';

/** What is certain of the text that a reference stands for. */
export function shapeOf(reference: Reference): readonly ShapePart[] {
  if (isAccountNumber(reference)) return accountNumber;
  const type = typeOf(reference);
  if (type === undefined) return anything;
  if (reference.path === 'id') {
    const prefix = idPrefixes[type];
    return prefix === undefined ? anything : [{ text: prefix }, 'any'];
  }
  if (reference.path !== 'arn') return anything;
  const middle = arnMiddles[type];
  return middle === undefined
    ? [{ text: 'arn:' }, 'any']
    : [{ text: 'arn:' }, 'word', { text: middle }, 'any'];
}

const anything: readonly ShapePart[] = ['any'];

/** Twelve digits. */
const accountNumber: readonly ShapePart[] = Array.from({ length: 12 }, () => 'one');

export function isAccountNumber({ address, path }: Reference): boolean {
  return path === 'account_id' && /(^|\.)data\.aws_caller_identity\.[^.]+$/.test(address);
}

/** Texts that AWS makes unique for each instance, in their Region and account. */
const uniquePaths: ReadonlySet<string> = new Set(['id', 'arn']);

/** Are they ids, ARNs or bucket names of two different instances of one type? Those differ. */
export function areDifferentThings(a: Reference, b: Reference): boolean {
  if (a.path !== b.path || a.address === b.address) return false;
  const type = typeOf(a);
  if (type === undefined || type !== typeOf(b)) return false;
  if (type === 'aws_s3_bucket' && a.path === 'bucket') return true;
  return uniquePaths.has(a.path) && (a.path === 'arn' || type in idPrefixes);
}

/** May the character stand in the text of such a reference? Separators that cannot keep what is beside it apart. */
export function mayHold(reference: Reference, character: string): boolean {
  const type = typeOf(reference);
  if (type === undefined) return true;
  if (reference.path === 'id' && type in idPrefixes) return /[a-z0-9-]/.test(character);
  if (type === 'aws_s3_bucket') return character !== '/' && (reference.path === 'arn' || character !== ':');
  return true;
}
