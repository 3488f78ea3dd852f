import type { Reference } from '../base/known.ts';
import type { Prefix } from '../ip/address.ts';
import type { ArnPattern } from './arn-pattern.ts';
import type { Pattern } from './pattern.ts';
import type { Text } from './text.ts';

/** One operator on one key; all of a statement must hold. */
export interface Condition {
  /** As written, qualifier and `IfExists` included. */
  readonly written: string;
  readonly operator: OperatorName;
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | undefined;
  readonly ifExists: boolean;
  /** Lower case: names of keys have no case. */
  readonly key: string;
  readonly writtenKey: string;
  readonly values: readonly Text[];
  readonly test: Test;
  readonly isNegated: boolean;
  /** Values that are not known. */
  readonly unknowns: readonly Reference[];
  readonly isOpen: boolean;
}

export type Comparison = 'equals' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';

/** What one value of the request is held against; any of the policy's values may meet it. */
export type Test =
  | { readonly kind: 'null'; readonly wantsAbsent: readonly boolean[] }
  | { readonly kind: 'text'; readonly patterns: readonly Pattern[] }
  | { readonly kind: 'arn'; readonly patterns: readonly ArnPattern[] }
  | { readonly kind: 'number'; readonly comparison: Comparison; readonly values: readonly number[] }
  /** Milliseconds since 1970. */
  | { readonly kind: 'date'; readonly comparison: Comparison; readonly values: readonly number[] }
  | { readonly kind: 'boolean'; readonly values: readonly boolean[] }
  /** `references`: single addresses that are known after apply. */
  | {
      readonly kind: 'address';
      readonly prefixes: readonly Prefix[];
      readonly references: readonly Reference[];
    };

export interface Operator {
  readonly name: string;
  readonly family: 'null' | 'text' | 'arn' | 'number' | 'date' | 'boolean' | 'binary' | 'address';
  readonly isNegated: boolean;
  readonly wildcards: boolean;
  readonly folds: boolean;
  readonly comparison: Comparison;
}

type OperatorName =
  | 'StringEquals'
  | 'StringNotEquals'
  | 'StringEqualsIgnoreCase'
  | 'StringNotEqualsIgnoreCase'
  | 'StringLike'
  | 'StringNotLike'
  | 'NumericEquals'
  | 'NumericNotEquals'
  | 'NumericLessThan'
  | 'NumericLessThanEquals'
  | 'NumericGreaterThan'
  | 'NumericGreaterThanEquals'
  | 'DateEquals'
  | 'DateNotEquals'
  | 'DateLessThan'
  | 'DateLessThanEquals'
  | 'DateGreaterThan'
  | 'DateGreaterThanEquals'
  | 'Bool'
  | 'BinaryEquals'
  | 'IpAddress'
  | 'NotIpAddress'
  | 'ArnEquals'
  | 'ArnNotEquals'
  | 'ArnLike'
  | 'ArnNotLike'
  | 'Null';

type OperatorFacts = Omit<Operator, 'name'>;

const plain: Omit<OperatorFacts, 'family'> = {
  isNegated: false,
  wildcards: false,
  folds: false,
  comparison: 'equals',
};

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const table: Readonly<Record<OperatorName, OperatorFacts>> = {
  StringEquals: { ...plain, family: 'text' },
  StringNotEquals: { ...plain, family: 'text', isNegated: true },
  StringEqualsIgnoreCase: { ...plain, family: 'text', folds: true },
  StringNotEqualsIgnoreCase: { ...plain, family: 'text', folds: true, isNegated: true },
  StringLike: { ...plain, family: 'text', wildcards: true },
  StringNotLike: { ...plain, family: 'text', wildcards: true, isNegated: true },
  NumericEquals: { ...plain, family: 'number' },
  NumericNotEquals: { ...plain, family: 'number', isNegated: true },
  NumericLessThan: { ...plain, family: 'number', comparison: 'less' },
  NumericLessThanEquals: { ...plain, family: 'number', comparison: 'less-or-equal' },
  NumericGreaterThan: { ...plain, family: 'number', comparison: 'greater' },
  NumericGreaterThanEquals: { ...plain, family: 'number', comparison: 'greater-or-equal' },
  DateEquals: { ...plain, family: 'date' },
  DateNotEquals: { ...plain, family: 'date', isNegated: true },
  DateLessThan: { ...plain, family: 'date', comparison: 'less' },
  DateLessThanEquals: { ...plain, family: 'date', comparison: 'less-or-equal' },
  DateGreaterThan: { ...plain, family: 'date', comparison: 'greater' },
  DateGreaterThanEquals: { ...plain, family: 'date', comparison: 'greater-or-equal' },
  Bool: { ...plain, family: 'boolean' },
  BinaryEquals: { ...plain, family: 'binary' },
  IpAddress: { ...plain, family: 'address' },
  NotIpAddress: { ...plain, family: 'address', isNegated: true },
  ArnEquals: { ...plain, family: 'arn', wildcards: true },
  ArnNotEquals: { ...plain, family: 'arn', wildcards: true, isNegated: true },
  ArnLike: { ...plain, family: 'arn', wildcards: true },
  ArnNotLike: { ...plain, family: 'arn', wildcards: true, isNegated: true },
  Null: { ...plain, family: 'null' },
};

const operatorNames: readonly OperatorName[] = Object.keys(table).filter(isOperatorName);

function isOperatorName(name: string): name is OperatorName {
  return Object.hasOwn(table, name);
}

export function operatorOf(name: OperatorName): Operator {
  return { ...table[name], name };
}

export interface ReadOperator {
  readonly name: OperatorName;
  readonly qualifier: Condition['qualifier'];
  readonly ifExists: boolean;
  /** Written in the letters of AWS's pages? */
  readonly isUsualSpelling: boolean;
}

const byLowerCase: ReadonlyMap<string, OperatorName> = new Map(
  operatorNames.map((name) => [name.toLowerCase(), name]),
);

/** @returns `undefined` when it is no operator */
export function readOperator(written: string): ReadOperator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?([A-Za-z]+?)(IfExists)?$/i.exec(written);
  const name = byLowerCase.get(match?.[2]?.toLowerCase() ?? '');
  if (match === null || name === undefined) return undefined;
  const ifExists = match[3] !== undefined;
  if (ifExists && name === 'Null') return undefined;
  const qualifier = qualifierOf(match[1]);
  const usual = `${qualifier === undefined ? '' : `${qualifier}:`}${name}${ifExists ? 'IfExists' : ''}`;
  return { name, qualifier, ifExists, isUsualSpelling: usual === written };
}

function qualifierOf(written: string | undefined): Condition['qualifier'] {
  if (written === undefined) return undefined;
  return written.toLowerCase() === 'forallvalues' ? 'ForAllValues' : 'ForAnyValue';
}

/** Operators that begin alike, the likest first, at most three: for "did you mean". */
export function similarOperators(written: string): readonly string[] {
  const bare = written.replace(/^For(?:All|Any)Values?:/i, '').toLowerCase();
  return operatorNames
    .map((name) => ({ name, length: commonLength(name.toLowerCase(), bare) }))
    .toSorted((a, b) => b.length - a.length || a.name.length - b.name.length)
    .slice(0, 3)
    .map(({ name }) => name);
}

function commonLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return length;
}
