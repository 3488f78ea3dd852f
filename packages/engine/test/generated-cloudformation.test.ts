import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logicalIdOf, nouns } from '../src/generators/cloudformation/logical-ids.ts';
import {
  templateOf as internalTemplate,
  writeCloudFormation,
} from '../src/generators/cloudformation/write-cloudformation.ts';
import type { Stack } from '../src/model/stack.ts';
import { summaryOfStack } from './model-of-stack.ts';
import { summaryOfTemplate, type TemplateJson } from './model-of-template.ts';
import { randomStack } from './random-stacks.ts';
import { inFolder } from './real-terraform.ts';
import { campus } from './sample-stacks/campus.ts';
import { emptyStack } from './sample-stacks/empty-stack.ts';
import { shop } from './sample-stacks/shop.ts';

function textOf(stack: Stack): string {
  return writeCloudFormation(stack)[0]?.text ?? '';
}

function templateOf(stack: Stack): TemplateJson {
  return JSON.parse(textOf(stack)) as TemplateJson;
}

/** Flow logs, zones and REST APIs are asked about one by one below. */
function withoutRest(stack: Stack): unknown {
  const { flowLogs: _, zones: __, restApis: ___, ...rest } = summaryOfStack(stack);
  return rest;
}

describe('the names of resources', () => {
  it.each([
    ['aws_subnet.private_a', 'PrivateASubnet', 'words begin with capitals'],
    ['aws_subnet.private_0', 'PrivateX0Subnet', 'a digit cannot'],
    ['aws_subnet.private_x0', 'PrivateXx0Subnet', 'so that the row above is no other name'],
    ['aws_subnet.private_x', 'PrivateXxSubnet', 'an end cannot, either'],
    ['aws_subnet.private_', 'PrivateXSubnet', 'so that the row above is no other name'],
    ['aws_vpc_endpoint.ecr_api', 'EcrApiVpcEndpoint', 'the kind stands at the end'],
  ])('%s is %s, because %s', (id, expected) => {
    expect(logicalIdOf(id)).toBe(expected);
  });

  it('differ for every two things: no kind is the end of another', () => {
    const all = Object.values(nouns);
    const ends = all.flatMap((noun) => all.filter((other) => other !== noun && other.endsWith(noun)));
    expect(ends).toEqual([]);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a stack as CloudFormation', () => {
  it.each([
    ['a shop', shop],
    ['a campus', campus],
    ['nothing', emptyStack],
  ])('says what the stack says: %s', (_, stack) => {
    expect(summaryOfTemplate(templateOf(stack), stack)).toEqual(withoutRest(stack));
  });

  it('says what the stack says, whatever it is', () => {
    fc.assert(
      fc.property(randomStack, (stack) => {
        expect(summaryOfTemplate(templateOf(stack), stack)).toEqual(withoutRest(stack));
      }),
      { seed: 20_261_128, numRuns: 200 },
    );
  });

  it('names nothing that it does not declare, and gives no name twice', () => {
    fc.assert(
      fc.property(randomStack, (stack) => {
        const template = templateOf(stack);
        const declared = new Set(Object.keys({ ...template.Parameters, ...template.Resources }));
        const refs = [...textOf(stack).matchAll(/"Ref": "(\w+)"|"Fn::GetAtt": \[\s*"(\w+)"/g)];
        expect(refs.map(([, ref, got]) => ref ?? got).filter((name) => !declared.has(name ?? ''))).toEqual(
          [],
        );
        const { resources } = internalTemplate(stack, 'en');
        expect(Object.keys(template.Resources)).toHaveLength(resources.length);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('delivers flow logs to the group, by the role, in the format', () => {
    expect(templateOf(shop).Resources.MainFlowLog?.Properties).toMatchObject({
      ResourceId: { Ref: 'MainVpc' },
      LogGroupName: { Ref: 'FlowLogsLogGroup' },
      DeliverLogsPermissionArn: { 'Fn::GetAtt': ['FlowLogsRole', 'Arn'] },
      LogFormat: expect.stringContaining('${traffic-path}'),
    });
  });

  it.each<readonly [string, readonly string[] | undefined, string]>([
    ['PublicInternetRoute', ['MainInternetAttachment'], 'a route to a gateway that is not attached fails'],
    ['PrivateBOfficeRoute', ['OfficeVpnAttachment'], 'so does one to a VPN gateway'],
    ['ANatGateway', ['MainInternetAttachment'], 'a public address needs the gateway (IGW-1)'],
    ['NatInstanceElasticIp', ['MainInternetAttachment'], 'so does that of an instance'],
    ['PublicASubnet', ['EdgeIpv6Block'], 'the VPC must have its IPv6 block first'],
    ['ResizeFunction', ['ResizeRolePolicy'], 'Lambda refuses a role that may not make interfaces yet'],
    ['S3OfficeVpcEndpoint', ['S3VpcEndpoint'], 'inbound-only private DNS needs a gateway endpoint (R-28)'],
    ['PrivateANatRoute', undefined, 'a NAT gateway is named by the route itself'],
  ])('%s waits for %j, because %s', (name, before) => {
    expect(templateOf(campus).Resources[name]?.DependsOn).toEqual(before);
  });

  it('asks for the list of a gateway endpoint, which CloudFormation cannot look up', () => {
    expect(Object.keys(templateOf(shop).Parameters ?? {})).toEqual(['OpsImage', 'S3PrefixList']);
  });
});

/** Without what is drawn only to be odd: policies, images and tags that no account would take. */
function networkAlone(stack: Stack): Stack {
  return {
    ...stack,
    tags: {},
    roles: stack.roles.map((role) => ({ ...role, inlinePolicies: [] })),
    vpcEndpoints: stack.vpcEndpoints.map((endpoint) => ({ ...endpoint, policy: undefined })),
    services: [],
    functions: [],
    outputs: [],
  };
}

/** Why cfn-lint cannot be asked; `undefined` = it can. */
const missing = spawnSync('cfn-lint', ['--version']).status === 0 ? undefined : 'no cfn-lint on this machine';
if (missing !== undefined) console.info(`cfn-lint is not asked about generated networks: ${missing}.`);

describe.skipIf(missing !== undefined)('what cfn-lint says of generated templates', () => {
  it('nothing', { timeout: 120_000 }, () => {
    const random = fc.sample(randomStack, { seed: 5, numRuns: 3 }).map(networkAlone);
    const texts = Object.fromEntries(
      [shop, campus, ...random].map((stack, i) => [`t${i}.json`, textOf(stack)]),
    );
    const said = inFolder(texts, (folder) => {
      const files = Object.keys(texts).map((name) => join(folder, name));
      const { stdout, stderr } = spawnSync('cfn-lint', ['-r', 'eu-west-1', '--', ...files], {
        encoding: 'utf8',
      });
      return `${stdout}${stderr}`;
    });
    expect(said).toBe('');
  });
});
