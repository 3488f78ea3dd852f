import type { Known, Reference } from '../../../../base/known.ts';
import type { WrittenPolicy } from '../../../../model/access.ts';
import { argumentOf, blockAt, type Declared, elementsAt, originOf, textAt, textOf } from '../declared.ts';
import { nameOf } from '../links.ts';
import { type PolicyPiece, policyText } from './policy-text.ts';

/** A resource that adds something to what a policy of another one says. */
export type ReadAdded = (added: Declared, resource: Known<string>) => WrittenPolicy;

/**
 * A permission of a function is a statement of its policy.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export const functionPermission: ReadAdded = (added, resource) => {
  const conditions = [
    ...operator('ArnLike', [test(added, 'source_arn', 'AWS:SourceArn')]),
    ...operator('StringEquals', [
      test(added, 'source_account', 'AWS:SourceAccount'),
      test(added, 'principal_org_id', 'aws:PrincipalOrgID'),
    ]),
  ];
  return policyOf(added, [
    '"Effect":"Allow","Principal":',
    ...principal(textAt(added, 'principal')),
    ',"Action":',
    { value: textAt(added, 'action') ?? nothing(added, 'action') },
    ',"Resource":',
    { value: resource },
    ...(conditions.length === 0 ? [] : [',"Condition":{', ...joined(conditions), '}']),
  ]);
};

/**
 * A grant lets one principal use a key for some operations.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/grants.html
 */
export const keyGrant: ReadAdded = (added) => {
  const operations = elementsAt(added, 'operations').items.flatMap(({ value }) => {
    const operation = textOf(value);
    return operation?.kind === 'known' ? [[JSON.stringify(`kms:${operation.value}`)]] : [];
  });
  const limit = blockAt(added, 'constraints');
  return policyOf(added, [
    '"Effect":"Allow","Principal":{"AWS":',
    { value: textAt(added, 'grantee_principal') ?? nothing(added, 'grantee_principal') },
    '},"Action":[',
    ...joined(operations),
    '],"Resource":"*"',
    // What the encryption context of a call is stands in no network.
    ...(limit === undefined
      ? []
      : [',"Condition":{"StringEquals":{"kms:EncryptionContext:constraints":"given"}}']),
  ]);
};

/**
 * An access point of a VPC takes no call from elsewhere.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-points-vpc.html
 */
export function onlyFromItsVpc(accessPoint: Declared, resource: Known<string>): readonly WrittenPolicy[] {
  const block = blockAt(accessPoint, 'vpc_configuration');
  const vpc = block === undefined ? undefined : textAt(block, 'vpc_id');
  if (vpc === undefined) return [];
  return [
    policyOf(accessPoint, [
      '"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":[',
      { value: resource },
      ',"*"],"Condition":{"StringNotEquals":{"aws:SourceVpc":',
      { value: vpc },
      '}}',
    ]),
  ];
}

function policyOf(declared: Declared, statement: readonly PolicyPiece[]): WrittenPolicy {
  const pieces = ['{"Version":"2012-10-17","Statement":[{', ...statement, '}]}'];
  return { name: nameOf(declared.instance), text: policyText(pieces), origin: originOf(declared) };
}

/** `lambda.amazonaws.com`, `*`, an account, or an ARN. */
function principal(written: Known<string> | undefined): readonly PolicyPiece[] {
  if (written?.kind !== 'known')
    return ['{"AWS":', ...(written === undefined ? ['[]'] : [{ value: written }]), '}'];
  if (written.value === '*') return ['"*"'];
  const kind = /\.amazonaws\.com(?:\.cn)?$/.test(written.value) ? 'Service' : 'AWS';
  return [`{"${kind}":`, { value: written }, '}'];
}

function test(declared: Declared, argument: string, key: string): readonly PolicyPiece[] {
  const value = textOf(argumentOf(declared, argument));
  return value === undefined ? [] : [`"${key}":`, { value }];
}

/** No member when there is nothing to test. */
function operator(
  name: string,
  tests: readonly (readonly PolicyPiece[])[],
): readonly (readonly PolicyPiece[])[] {
  const given = tests.filter((each) => each.length > 0);
  return given.length === 0 ? [] : [[`"${name}":{`, ...joined(given), '}']];
}

function joined(parts: readonly (readonly PolicyPiece[])[]): readonly PolicyPiece[] {
  return parts.flatMap((part, i) => (i === 0 ? part : [',', ...part]));
}

function nothing({ instance }: Declared, path: string): Known<string> {
  const reference: Reference = { address: instance.address, path };
  return { kind: 'unknown', unknown: { reason: 'not-readable', references: [reference] } };
}
