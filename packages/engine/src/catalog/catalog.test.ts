import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../test/name-networks.ts';
import { formatPrefix, parseIpv4, parseIpv6 } from '../ip/address.ts';
import { includes, overlaps, setOfPrefixes } from '../ip/ip-set.ts';
import { dataSourceFacts, prefixListFacts } from './facts.ts';

const catalog = openCatalog();
const tokyo = 'ap-northeast-1';

describe('endpoint service names (OE-6)', () => {
  it.each([
    ['com.amazonaws.ap-northeast-1.ecr.dkr', 'ecr.dkr', tokyo],
    ['com.amazonaws.iam', 'iam', 'us-east-1'],
    ['aws.sagemaker.us-east-1.studio', 'studio', 'us-east-1'],
    ['com.amazonaws.s3-global.accesspoint', 's3-global.accesspoint', 'us-east-1'],
    ['cn.com.amazonaws.cn-north-1.ecr.dkr', 'ecr.dkr', 'cn-north-1'],
    ['aws.api.eu-west-1.freetier', 'freetier', 'eu-west-1'],
  ])('%s is %s', (name, short, region) => {
    const found = catalog.serviceByEndpointName(name);
    expect([found?.service.short, found?.region]).toEqual([short, region]);
  });

  it.each([
    ['com.amazonaws.vpce.us-east-1.vpce-svc-0a1b', 'a third party’s'],
    ['com.amazonaws.us-east-1.nosuchservice', 'no service of the catalogue'],
    ['logs', 'a short name is no endpoint service name'],
  ])('%s is none: %s', (name) => {
    expect(catalog.serviceByEndpointName(name)).toBeUndefined();
  });

  it.each([
    ['ecr.dkr', 'cn-north-1', 'cn.com.amazonaws.cn-north-1.ecr.dkr'],
    ['logs', 'cn-north-1', 'com.amazonaws.cn-north-1.logs'],
    ['freetier', 'us-east-1', 'aws.api.us-east-1.freetier'],
  ])('%s in %s is %s (OE-7)', (short, region, name) => {
    expect(catalog.service(short, region)?.serviceName).toBe(name);
  });

  it('a name made for a Region is read back as that service', () => {
    const strange = catalog.all().filter((service) => {
      const placed = catalog.service(service.name, tokyo);
      return catalog.serviceByEndpointName(placed?.serviceName ?? '')?.service !== service;
    });
    expect(strange.map(({ name }) => name)).toEqual([]);
  });
});

describe('private names', () => {
  it.each([
    ['logs', tokyo, ['logs.ap-northeast-1.amazonaws.com']],
    ['ecr.dkr', 'cn-north-1', ['*.dkr.ecr.cn-north-1.amazonaws.com.cn']],
    ['dynamodb', tokyo, []],
    ['bedrock-mantle', tokyo, undefined],
  ])('of %s in %s (DNS-11, DNS-12, DNS-20)', (short, region, names) => {
    expect(catalog.service(short, region)?.privateNames).toEqual(names);
  });

  it('each is a name of its own service, or of one that shares it', () => {
    const shared = new Set(['deadline.scheduling']);
    for (const { short } of catalog.all()) {
      for (const name of catalog.service(short, tokyo)?.privateNames ?? []) {
        const host = catalog.classifyHostname(name.replace('*', 'x'));
        if (!shared.has(short)) expect(host.kind === 'service' ? host.service.short : host.kind).toBe(short);
      }
    }
  });
});

describe('host names', () => {
  const told = (hostname: string): string => {
    const host = catalog.classifyHostname(hostname);
    switch (host.kind) {
      case 'service':
        return `${host.service.short} ${host.scope} ${host.region ?? '-'} ${host.families.join('+')}`;
      case 'service-without-endpoint':
        return `${host.service.short} without endpoint ${host.region ?? '-'}`;
      case 'endpoint':
        return `endpoint ${host.endpointId} ${host.service} ${host.region} ${host.zone ?? '-'}`;
      case 'other-aws':
        return `aws ${host.region ?? '-'}`;
      case 'not-aws':
        return 'not aws';
    }
  };

  it.each([
    ['logs.ap-northeast-1.amazonaws.com', 'logs regional ap-northeast-1 ipv4', 'the common rule'],
    [
      'LOGS.ap-northeast-1.amazonaws.com.',
      'logs regional ap-northeast-1 ipv4',
      'case and a dot at the end do not matter',
    ],
    ['1.dkr.ecr.us-east-1.amazonaws.com', 'ecr.dkr regional us-east-1 ipv4', 'below a wildcard'],
    ['b.s3.ap-northeast-1.amazonaws.com', 's3 regional ap-northeast-1 ipv4', 'a bucket'],
    ['s3.amazonaws.com', 's3 global - ipv4', 'DNS-17 global'],
    ['s3-us-west-2.amazonaws.com', 's3 legacy us-west-2 ipv4', 'DNS-17 dash Region'],
    ['b.s3-website-us-east-1.amazonaws.com', 's3 website us-east-1 ipv4', 'DNS-17 website with a dash'],
    ['b.s3-website.eu-central-1.amazonaws.com', 's3 website eu-central-1 ipv4', 'DNS-17 website with a dot'],
    ['s3-fips.us-east-1.amazonaws.com', 's3 fips us-east-1 ipv4', 'DNS-17 FIPS'],
    ['b.s3.dualstack.us-east-1.amazonaws.com', 's3 dualstack us-east-1 ipv4+ipv6', 'DNS-17 dual-stack'],
    ['sts.amazonaws.com', 'sts global - ipv4', 'DNS-19'],
    ['iam.amazonaws.com', 'iam global - ipv4', 'a global service'],
    ['monitoring.us-east-1.api.aws', 'monitoring dualstack us-east-1 ipv4+ipv6', 'DNS-11'],
    ['eks-auth.us-east-1.api.aws', 'eks-auth regional us-east-1 ipv4+ipv6', 'DNS-20: its only name'],
    ['kms-fips.us-east-1.amazonaws.com', 'kms-fips fips us-east-1 ipv4', 'a FIPS service of its own'],
    ['ecs-a-1.us-east-1.amazonaws.com', 'ecs-agent legacy us-east-1 ipv4', 'IF-26 numbered'],
    ['sns.us-east-1.amazonaws.com', 'sns regional us-east-1 ipv4+ipv6', 'dual-stack under its plain name'],
    [
      'dynamodb.us-east-1.amazonaws.com',
      'dynamodb regional us-east-1 ipv4',
      'DNS-12: a public name all the same',
    ],
    [
      'streams.dynamodb.us-east-1.amazonaws.com',
      'dynamodb-streams regional us-east-1 ipv4',
      'not DynamoDB itself',
    ],
    [
      'b--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com',
      's3express regional us-east-1 ipv4',
      'GW-1 zonal',
    ],
    ['a1b2c3-ats.iot.us-east-1.amazonaws.com', 'iot.data regional us-east-1 ipv4', 'the account’s own name'],
    ['sts.cn-north-1.amazonaws.com.cn', 'sts regional cn-north-1 ipv4', 'China’s suffix'],
    [
      'appflow.us-east-1.amazonaws.com',
      'appflow without endpoint us-east-1',
      'an API that nobody lists an endpoint of',
    ],
    ['x.elb.us-east-1.amazonaws.com', 'aws us-east-1', 'a load balancer'],
    ['example.com', 'not aws', 'somebody else'],
    ['amazonaws.com.example.com', 'not aws', 'AWS’s domain must be the end'],
    ['notamazonaws.com', 'not aws', 'and a whole label'],
    ['vpce-0a1b-x9.logs.us-east-1.vpce.amazonaws.com', 'endpoint vpce-0a1b logs us-east-1 -', 'OE-8'],
    [
      'vpce-0a1b-x9-us-east-1a.logs.us-east-1.vpce.amazonaws.com',
      'endpoint vpce-0a1b logs us-east-1 us-east-1a',
      'OE-8 zonal',
    ],
    ['b.bucket.vpce-0a1b-x9.s3.us-east-1.vpce.amazonaws.com', 'endpoint vpce-0a1b s3 us-east-1 -', 'IF-22'],
  ])('%s is %s: %s', (hostname, expected) => {
    expect(told(hostname)).toBe(expected);
  });

  it.each([
    ['s3', 's3.ap-northeast-1.amazonaws.com'],
    ['ecr.dkr', '<account>.dkr.ecr.ap-northeast-1.amazonaws.com'],
    ['execute-api', '<api>.execute-api.ap-northeast-1.amazonaws.com'],
    ['dynamodb', 'dynamodb.ap-northeast-1.amazonaws.com'],
    ['iam', 'iam.amazonaws.com'],
    ['kinesis-streams', 'kinesis.ap-northeast-1.amazonaws.com'],
  ])('clients call %s by %s', (short, hostname) => {
    expect(catalog.hostnamesOf(short, tokyo)[0]?.hostname).toBe(hostname);
  });

  it('a service whose names are not established has none', () => {
    expect(catalog.hostnamesOf('bedrock-mantle', tokyo)).toEqual([]);
  });
});

describe('addresses', () => {
  const s3 = catalog.publicAddresses('s3', tokyo, 'ipv4');
  const logs = catalog.publicAddresses('logs', tokyo, 'ipv4');

  it('S3 and DynamoDB have ranges of their own, the others share the rest of the Region (FL-14)', () => {
    expect([s3?.exact, logs?.exact]).toEqual([true, false]);
    const own = setOfPrefixes('ipv4', s3?.prefixes ?? []);
    expect(overlaps(own, setOfPrefixes('ipv4', logs?.prefixes ?? []))).toBe(false);
  });

  it('a Region that is not in the catalogue has none', () => {
    expect(catalog.publicAddresses('s3', 'us-nowhere-1', 'ipv4')).toBeUndefined();
  });

  it('a name without Region may answer anywhere', () => {
    const every = catalog.publicAddresses('s3', undefined, 'ipv4');
    expect(every?.exact).toBe(false);
    expect(
      includes(setOfPrefixes('ipv4', every?.prefixes ?? []), setOfPrefixes('ipv4', s3?.prefixes ?? [])),
    ).toBe(true);
  });

  it.each([
    ['52.219.0.1', true, 'S3 in Tokyo'],
    ['8.8.8.8', false, 'somebody else’s'],
    ['10.0.0.1', false, 'private'],
  ])('%s is AWS’s: %s, %s', (text, expected) => {
    expect(catalog.isAwsAddress('ipv4', parseIpv4(text) ?? (0 as never))).toBe(expected);
  });

  it('knows IPv6 too', () => {
    expect(catalog.isAwsAddress('ipv6', parseIpv6('2406:da60:4000::1') ?? (0n as never))).toBe(true);
    expect(catalog.isAwsAddress('ipv6', parseIpv6('2001:db8::1') ?? (0n as never))).toBe(false);
  });
});

describe('managed prefix lists', () => {
  it('one id names different lists in different Regions', () => {
    const at = (region: string) => catalog.managedPrefixListById(region, 'pl-78a54011')?.name;
    expect(['ap-northeast-1', 'ap-south-1', 'us-east-1'].map(at)).toEqual([
      'com.amazonaws.ap-northeast-1.dynamodb',
      'com.amazonaws.ap-south-1.s3',
      undefined,
    ]);
  });

  it('a list whose entries are not known says so, and is not empty', () => {
    expect(catalog.managedPrefixList(tokyo, 'ec2-instance-connect')?.prefixes).toBeUndefined();
    expect(prefixListFacts(catalog).managedPrefixList(tokyo, 'ec2-instance-connect')).toBeUndefined();
    expect(dataSourceFacts(catalog).prefixList(tokyo, 'ec2-instance-connect')).toEqual({
      name: 'com.amazonaws.ap-northeast-1.ec2-instance-connect',
    });
  });

  it('an id that only one doubtful table has is not given to data sources', () => {
    expect(dataSourceFacts(catalog).prefixList('ap-east-1', 's3')?.id).toBeUndefined();
    expect(dataSourceFacts(catalog).prefixList(tokyo, 's3')?.id).toBe('pl-61a54008');
  });

  it('the entries are the service’s own ranges', () => {
    const list = catalog.managedPrefixListByName('com.amazonaws.ap-northeast-1.dynamodb');
    expect(list?.prefixes?.map(formatPrefix)).toContain('52.94.8.0/24');
  });
});

describe('Regions', () => {
  it.each([
    [tokyo, 'aws', ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d']],
    ['cn-north-1', 'aws-cn', ['cn-north-1a', 'cn-north-1b']],
    ['us-newland-7', 'aws', undefined],
    ['us-gov-newland-1', 'aws-us-gov', undefined],
  ])('%s is in %s', (region, partition, zones) => {
    expect(catalog.partitionOf(region)?.partition).toBe(partition);
    expect(dataSourceFacts(catalog).availabilityZones(region)).toEqual(zones);
  });

  it('a word that is no Region has no partition', () => {
    expect(catalog.partitionOf('nowhere')).toBeUndefined();
    expect(catalog.isRegion('s3-us-west-2')).toBe(false);
  });
});

describe('needs', () => {
  it('a Fargate task needs its image’s registry, with sources', () => {
    const needs = catalog.workloadNeeds('ecs-fargate');
    const required = needs.filter(({ need }) => need === 'required').map(({ service }) => service);
    expect(required).toEqual(['ecr.api', 'ecr.dkr', 's3']);
  });

  it('every service that a workload needs is in the catalogue', () => {
    const kinds = [
      'ecs-fargate',
      'ecs-ec2',
      'ec2-session-manager',
      'lambda-vpc',
      'eks-private',
      'codebuild-vpc',
    ];
    const missing = kinds.flatMap((kind) =>
      catalog.workloadNeeds(kind).flatMap(({ service }) => {
        return service === undefined || catalog.service(service, tokyo) !== undefined ? [] : [service];
      }),
    );
    expect(missing).toEqual([]);
  });

  it('an unknown kind needs nothing', () => {
    expect(catalog.workloadNeeds('no-such-kind')).toEqual([]);
  });

  it('ECR layers are in a bucket of AWS (POL-9)', () => {
    const arns = catalog.ownedResources().flatMap((resource) => resource.arns);
    expect(arns.some((arn) => arn.includes('starport-layer-bucket'))).toBe(true);
  });
});

describe('files that are not shipped', () => {
  it('give no facts, and no exception', async () => {
    const { createCatalog } = await import('./create-catalog.ts');
    const bare = createCatalog({ read: () => undefined });
    expect(bare.service('logs', tokyo)).toBeUndefined();
    expect(bare.classifyHostname('logs.ap-northeast-1.amazonaws.com').kind).toBe('other-aws');
    expect(bare.publicAddresses('s3', tokyo, 'ipv4')).toBeUndefined();
    expect(bare.workloadNeeds('ecs-fargate')).toEqual([]);
  });
});
