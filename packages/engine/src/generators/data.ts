import type { StackPolicy, StackPrincipal, StackStatement, StackText } from '../model/stack.ts';

/** What JSON can hold, with texts that may name other things; each format writes it in its own way. */
export type Data =
  | boolean
  | number
  | { readonly kind: 'text'; readonly text: StackText }
  | { readonly kind: 'list'; readonly items: readonly Data[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Data])[] };

export function textData(text: StackText): Data {
  return { kind: 'text', text };
}

export function listData(items: readonly Data[]): Data {
  return { kind: 'list', items };
}

/** Entries that are `undefined` are left out. */
export function objectData(entries: Readonly<Record<string, Data | undefined>>): Data {
  return {
    kind: 'object',
    entries: Object.entries(entries).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  };
}

/**
 * The pieces of a text, no two of them literal beside each other: `$` and `{` that meet would begin a
 * reference in every format.
 */
export function piecesOf(text: StackText): readonly Exclude<StackText, string>[number][] {
  const pieces = typeof text === 'string' ? [text] : text;
  const merged: Exclude<StackText, string>[number][] = [];
  for (const piece of pieces) {
    const before = merged.at(-1);
    if (typeof piece === 'string' && typeof before === 'string') merged[merged.length - 1] = before + piece;
    else merged.push(piece);
  }
  return merged;
}

/** The version of the policy language: without it variables are plain text. */
const version = '2012-10-17';

/**
 * A policy document.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function policyData(policy: StackPolicy): Data {
  return objectData({
    Version: textData(version),
    Statement: listData(policy.statements.map(statementData)),
  });
}

function statementData(statement: StackStatement): Data {
  const { sid, effect, principal, actions, resources, conditions } = statement;
  const operators = [...new Set(conditions.map(({ operator }) => operator))];
  const condition = operators.map((operator): readonly [string, Data] => [
    operator,
    objectData(
      Object.fromEntries(
        conditions
          .filter((each) => each.operator === operator)
          .map(({ key, values }) => [key, oneOrMany(values)]),
      ),
    ),
  ]);
  return objectData({
    Sid: textData(sid),
    Effect: textData(effect),
    Principal: principal === undefined ? undefined : principalData(principal),
    Action: oneOrMany(actions),
    Resource: resources.length === 0 ? undefined : oneOrMany(resources),
    Condition: condition.length === 0 ? undefined : { kind: 'object', entries: condition },
  });
}

function principalData(principal: StackPrincipal): Data {
  switch (principal.kind) {
    case 'anyone':
      return textData('*');
    case 'service':
      return objectData({ Service: oneOrMany(principal.services) });
    case 'aws':
      return objectData({ AWS: oneOrMany(principal.principals) });
  }
}

/** A list of one is written as its member, as people do. */
function oneOrMany(texts: readonly StackText[]): Data {
  const [only, second] = texts;
  return only !== undefined && second === undefined ? textData(only) : listData(texts.map(textData));
}
