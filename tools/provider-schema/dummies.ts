/**
 * Values that may pass a provider's validation, best guess first. They say nothing about anybody's network:
 * only what the provider adds to them is recorded.
 */
export function dummyCandidates(name: string, type: unknown): readonly string[] {
  if (type === 'string')
    return [...new Set([...namedTexts(name), ...anyTexts])].map((text) => JSON.stringify(text));
  if (type === 'number') return numbers;
  if (type === 'bool') return ['false', 'true'];
  if (!Array.isArray(type)) return ['null'];
  const [kind, inner] = type;
  if (kind === 'list' || kind === 'set') return dummyCandidates(name, inner).map((item) => `[${item}]`);
  if (kind === 'map') return dummyCandidates(name, inner).map((item) => `{ probe = ${item} }`);
  return [dummyObject(inner)];
}

function dummyObject(attributes: Readonly<Record<string, unknown>>): string {
  const members = Object.entries(attributes).map(
    ([name, type]) => `${name} = ${dummyCandidates(name, type)[0]}`,
  );
  return `{ ${members.join(', ')} }`;
}

const numbers = [
  '1',
  '80',
  '10',
  '30',
  '60',
  '100',
  '300',
  '1024',
  '0',
  '5',
  '3',
  '7',
  '20',
  '64512',
  '3600',
  '86400',
];

function namedTexts(name: string): readonly string[] {
  return byName.filter(([pattern]) => pattern.test(name)).flatMap(([, texts]) => texts);
}

const arn = (rest: string): string => `arn:aws:${rest}`;
const policy =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}';
const policyOfIdentity =
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

const byName: readonly (readonly [RegExp, readonly string[]])[] = [
  [/kms|key_arn|key_id/, [arn('kms:us-east-1:123456789012:key/12345678-1234-1234-1234-123456789012')]],
  [/bucket_arn|s3.*arn/, [arn('s3:::probe-bucket')]],
  [/function.*arn|lambda.*arn/, [arn('lambda:us-east-1:123456789012:function:probe')]],
  [/topic/, [arn('sns:us-east-1:123456789012:probe')]],
  [/queue/, [arn('sqs:us-east-1:123456789012:probe')]],
  [/certificate/, [arn('acm:us-east-1:123456789012:certificate/12345678-1234-1234-1234-123456789012')]],
  [/target_group/, [arn('elasticloadbalancing:us-east-1:123456789012:targetgroup/probe/0123456789abcdef')]],
  [
    /load_balancer/,
    [arn('elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/probe/0123456789abcdef')],
  ],
  [/arn|role/, [arn('iam::123456789012:role/probe')]],
  [/assume_role_policy|policy|document/, [policy, policyOfIdentity]],
  [/container_definitions/, ['[{"name":"probe","image":"probe","essential":true,"memory":128}]']],
  [/definition|json|body|template|configuration/, ['{}', '[]']],
  [/cidr/, ['10.0.0.0/16', '10.0.0.0/24', '2600:1f18::/56']],
  [/ipv6/, ['2600:1f18::1']],
  [/ip$|ip_address|address/, ['10.0.0.1']],
  [/account|owner/, ['123456789012']],
  [/availability_zone$|^az$/, ['us-east-1a']],
  [/region/, ['us-east-1']],
  [/email/, ['probe@example.com']],
  [/^id$|launch_template_id/, ['lt-0123456789abcdef0']],
  [/vpc_endpoint/, ['vpce-0123456789abcdef0']],
  [/vpc/, ['vpc-0123456789abcdef0']],
  [/subnet/, ['subnet-0123456789abcdef0']],
  [/security_group/, ['sg-0123456789abcdef0']],
  [/instance_id/, ['i-0123456789abcdef0']],
  [/schedule/, ['rate(5 minutes)', 'cron(0 12 * * ? *)']],
  [/date|time|expir/, ['2030-01-01T00:00:00Z', '03:00']],
  [/window/, ['03:00-04:00', 'mon:05:00-mon:06:00']],
  [/url|endpoint|uri/, ['https://example.com']],
  [/domain|zone_name|host/, ['example.com']],
  [/bucket/, ['probe-bucket']],
  [/cron/, ['cron(0 12 * * ? *)']],
  [/service_name/, ['com.amazonaws.us-east-1.s3']],
  [/engine/, ['aurora-mysql', 'mysql', 'redis']],
  [/instance_type|instance_class|node_type/, ['t3.micro', 'db.t3.micro', 'cache.t3.micro']],
  [/port|protocol/, ['80', 'tcp', 'HTTP']],
  [/prefix/, ['probe/', 'probe']],
  [/path/, ['/probe']],
];

const anyTexts: readonly string[] = [
  'probe',
  'probe-0123456789',
  'Probe1',
  arn('iam::123456789012:role/probe'),
  '10.0.0.0/24',
  '10.0.0.1',
  policy,
  '{}',
  '1',
  '10',
  '2030-01-01T00:00:00Z',
  'https://example.com',
  'example.com',
  'us-east-1',
  'us-east-1a',
  '123456789012',
  'probe.fifo',
  '/probe/',
  'cHJvYmU=',
  '03:00-04:00',
  '12345678-1234-1234-1234-123456789012',
  'Probe-Password-123',
  'true',
  '0123456789abcdef',
  'a:b',
  'a,b',
  'aws/probe',
];

/** What no message tells: arguments by type, as HCL. */
export const handWritten: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  aws_cognito_risk_configuration: { user_pool_id: '"us-east-1_probe"' },
  aws_cognito_user_group: { user_pool_id: '"us-east-1_probe"' },
  aws_cognito_user_in_group: { user_pool_id: '"us-east-1_probe"' },
  aws_dynamodb_table: {
    read_capacity: '1',
    write_capacity: '1',
    hash_key: '"probe"',
    'attribute.name': '"probe"',
    'attribute.type': '"S"',
  },
  aws_dx_gateway: { amazon_side_asn: '"64512"' },
  aws_kinesis_firehose_delivery_stream: { destination: '"extended_s3"' },
  aws_kinesis_stream: { shard_count: '1' },
  aws_lambda_function: {
    handler: '"index.handler"',
    runtime: '"nodejs20.x"',
    s3_bucket: '"probe-bucket"',
    s3_key: '"probe.zip"',
  },
  aws_lambda_permission: { action: '"lambda:InvokeFunction"' },
};
