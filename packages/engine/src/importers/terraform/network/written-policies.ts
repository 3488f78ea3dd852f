import { type Known, known } from '../../../base/known.ts';
import { compareAddresses } from '../../../base/ordered.ts';
import type { WrittenPolicy } from '../../../model/network.ts';
import type { Value } from '../values/value.ts';
import { argumentOf, blocksAt, type Declared, declaredBy, originOf, textAt, textOf } from './declared.ts';
import { certain, type Reading } from './reading.ts';

/** Resources whose only work is to give another resource a policy, with the argument that names it. */
const resourcePolicies: Readonly<Record<string, string>> = {
  aws_ecr_repository_policy: 'repository',
  aws_s3_bucket_policy: 'bucket',
  aws_secretsmanager_secret_policy: 'secret_arn',
  aws_sns_topic_policy: 'arn',
  aws_sqs_queue_policy: 'queue_url',
};

/** Resources that hold the policy themselves. */
const holders = [
  'aws_kms_key',
  'aws_s3_bucket',
  'aws_sqs_queue',
  'aws_sns_topic',
  'aws_secretsmanager_secret',
];

/** Policies of roles and resources as the source writes them, once for each role that has them. */
export function readWrittenPolicies(reading: Reading): readonly WrittenPolicy[] {
  return [...readRoles(reading), ...readManagedPolicies(reading), ...readResources(reading)].toSorted(
    (a, b) => compareAddresses(a.address, b.address),
  );
}

function readRoles(reading: Reading): readonly WrittenPolicy[] {
  const roles = certain(reading.managed('aws_iam_role')).flatMap((instance) => {
    const declared = declaredBy(instance);
    const of = known(instance.address);
    const inline = blocksAt(declared, 'inline_policy').items;
    return [
      ...written(declared, 'trust', of, 'assume_role_policy'),
      ...inline.flatMap((block) => written(block, 'identity', of, 'policy')),
    ];
  });
  const apart = certain(reading.managed('aws_iam_role_policy')).flatMap((instance) => {
    const declared = declaredBy(instance);
    return written(declared, 'identity', namedBy(reading, argumentOf(declared, 'role')), 'policy');
  });
  return [...roles, ...apart];
}

function readManagedPolicies(reading: Reading): readonly WrittenPolicy[] {
  const attachments = reading.managed('aws_iam_role_policy_attachment').map(declaredBy);
  return certain(reading.managed('aws_iam_policy')).flatMap((instance) => {
    const declared = declaredBy(instance);
    const roles = attachments
      .filter((one) => isOf(reading, argumentOf(one, 'policy_arn'), instance.address))
      .map((one) => namedBy(reading, argumentOf(one, 'role')));
    return (roles.length === 0 ? [undefined] : roles).flatMap((of) =>
      written(declared, 'identity', of, 'policy'),
    );
  });
}

function readResources(reading: Reading): readonly WrittenPolicy[] {
  const apart = certain(reading.managed(...Object.keys(resourcePolicies))).flatMap((instance) => {
    const declared = declaredBy(instance);
    const named = argumentOf(declared, resourcePolicies[instance.type] ?? '');
    return written(declared, 'resource', namedBy(reading, named), 'policy');
  });
  const own = certain(reading.managed(...holders)).flatMap((instance) =>
    written(declaredBy(instance), 'resource', known(instance.address), 'policy'),
  );
  return [...apart, ...own];
}

function isOf(reading: Reading, value: Value, address: string): boolean {
  return reading.links.referenced(value)?.instance.address === address;
}

/** The address of what is named, else the text that names it. */
function namedBy(reading: Reading, value: Value): Known<string> | undefined {
  const referenced = reading.links.referenced(value)?.instance;
  return referenced === undefined ? textOf(value) : known(referenced.address);
}

function written(
  declared: Declared,
  use: WrittenPolicy['use'],
  of: Known<string> | undefined,
  argument: string,
): readonly WrittenPolicy[] {
  const text = textAt(declared, argument);
  if (text === undefined) return [];
  return [{ address: declared.instance.address, use, of, text, origin: originOf(declared, argument) }];
}
