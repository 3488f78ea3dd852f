import { known } from '../../../../base/known.ts';
import type { Workload, WorkloadFacts } from '../../../../model/workload.ts';
import {
  argumentOf,
  blockAt,
  type Declared,
  declaredBy,
  flagAt,
  originOf,
  textAt,
  textOf,
} from '../declared.ts';
import type { Reading } from '../reading.ts';
import { readImage } from './containers.ts';
import { roleAt, roleFacts, roleOf } from './roles.ts';
import { positionAt, workloadOf } from './workload-base.ts';

/** Lambda functions attached to a VPC; others are in no network of the user. */
export function readLambdaFunctions(reading: Reading): readonly Workload[] {
  return reading.managed('aws_lambda_function').flatMap((instance) => {
    const declared = declaredBy(instance);
    const config = blockAt(declared, 'vpc_config');
    if (config === undefined) return [];
    const position = positionAt(reading, config, 'subnet_ids', 'security_group_ids');
    const isDetached = position.subnets.items.length + position.subnets.unknowns.length === 0;
    if (isDetached) return [];
    const ipv6 = flagAt(config, 'ipv6_allowed_for_dual_stack');
    return [
      workloadOf(declared, 'lambda-vpc', position, {
        // IGW-5: never a public IPv4 address; IPv6 only when it is allowed.
        publicIp: known('no'),
        ipv6:
          ipv6 === undefined ? known('no') : ipv6.kind === 'known' ? known(ipv6.value ? 'yes' : 'no') : ipv6,
        facts: functionFacts(reading, declared),
        places: { subnets: `${config.path}.subnet_ids`, securityGroups: `${config.path}.security_group_ids` },
      }),
    ];
  });
}

function functionFacts(reading: Reading, declared: Declared): WorkloadFacts {
  const image = readImage(reading, textAt(declared, 'image_uri'), originOf(declared, 'image_uri'));
  const roles = roleFacts(
    reading,
    [roleAt(declared, 'role', 'function')],
    [roleOf(reading, declared, 'role')],
  );
  const environment = environmentOf(declared);
  return {
    ...(image === undefined ? {} : { images: [image] }),
    ...(environment.length === 0 ? {} : { environment }),
    ...roles,
  };
}

function environmentOf(declared: Declared): NonNullable<WorkloadFacts['environment']> {
  const block = blockAt(declared, 'environment');
  if (block === undefined) return [];
  const variables = argumentOf(block, 'variables');
  if (variables.kind !== 'map' && variables.kind !== 'object') return [];
  const origin = originOf(block, 'variables');
  return [...variables.entries].map(([name, value]) => ({ name, value: textOf(value) ?? known(''), origin }));
}
