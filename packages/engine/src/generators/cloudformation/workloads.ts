import type { Stack, StackFunction, StackInstance, StackService } from '../../model/stack.ts';
import { labelOf, sortedById } from '../address.ts';
import { containersData, environmentData } from '../containers.ts';
import { policiesOf } from '../order.ts';
import { attr, json, ref, textJson } from './references.ts';
import { idRefs, resource, tags } from './resources.ts';
import type { Json, TemplateResource } from './template.ts';

/** ECS services with their task definitions, instances, functions. */
export function workloadResources(stack: Stack): readonly TemplateResource[] {
  return [
    ...sortedById(stack.clusters).map(({ id, name }) =>
      resource(id, 'AWS::ECS::Cluster', { ClusterName: name, Tags: tags(stack) }),
    ),
    ...sortedById(stack.services).flatMap((service) => [
      taskDefinition(service, stack),
      serviceResource(service, stack),
    ]),
    ...sortedById(stack.instances).map((instance) => instanceResource(instance, stack)),
    ...sortedById(stack.functions).map((lambda) => functionResource(lambda, stack)),
  ];
}

function taskDefinition(service: StackService, stack: Stack): TemplateResource {
  const { taskRole } = service;
  return resource(service.taskDefinition, 'AWS::ECS::TaskDefinition', {
    Family: service.name,
    RequiresCompatibilities: ['FARGATE'],
    NetworkMode: 'awsvpc',
    Cpu: String(service.cpu),
    Memory: String(service.memoryMib),
    ExecutionRoleArn: attr(service.executionRole, 'Arn'),
    TaskRoleArn: taskRole === undefined ? undefined : attr(taskRole, 'Arn'),
    ContainerDefinitions: json(containersData(service.containers, 'UpperCamel')),
    Tags: tags(stack),
  });
}

function serviceResource(service: StackService, stack: Stack): TemplateResource {
  const properties = {
    ServiceName: service.name,
    Cluster: ref(service.cluster),
    TaskDefinition: ref(service.taskDefinition),
    LaunchType: 'FARGATE',
    DesiredCount: service.desiredCount,
    EnableExecuteCommand: service.executeCommand ? true : undefined,
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        Subnets: idRefs(service.subnets),
        SecurityGroups: idRefs(service.securityGroups),
        AssignPublicIp: service.assignPublicIp ? 'ENABLED' : 'DISABLED',
      },
    },
    Tags: tags(stack),
  };
  return resource(
    service.id,
    'AWS::ECS::Service',
    properties,
    rolePolicies([service.executionRole, service.taskRole], stack),
  );
}

/** Managed policies are part of the role itself. */
function rolePolicies(roles: readonly (string | undefined)[], stack: Stack): readonly string[] {
  return policiesOf(roles, stack).filter((id) => id.startsWith('aws_iam_role_policy.'));
}

/** The parameter through which CloudFormation looks an image up. */
export function imageParameter({ id }: StackInstance): string {
  return `image.${labelOf(id)}`;
}

function instanceResource(instance: StackInstance, stack: Stack): TemplateResource {
  const { instanceProfile, sourceDestCheck, userData } = instance;
  return resource(instance.id, 'AWS::EC2::Instance', {
    ImageId: ref(imageParameter(instance)),
    InstanceType: instance.instanceType,
    ...placement(instance),
    IamInstanceProfile: instanceProfile === undefined ? undefined : ref(instanceProfile),
    SourceDestCheck: sourceDestCheck ? undefined : false,
    UserData: userData === undefined ? undefined : { 'Fn::Base64': userData },
    MetadataOptions: { HttpTokens: 'required' },
    Tags: tags(stack, instance.name),
  });
}

/** Only an interface can be asked for a public address, or for none. */
function placement(instance: StackInstance): Readonly<Record<string, Json>> {
  const { publicIp, subnet, securityGroups } = instance;
  if (publicIp === 'by-subnet') return { SubnetId: ref(subnet), SecurityGroupIds: idRefs(securityGroups) };
  return {
    NetworkInterfaces: [
      {
        DeviceIndex: '0',
        SubnetId: ref(subnet),
        GroupSet: idRefs(securityGroups),
        AssociatePublicIpAddress: publicIp === 'yes',
      },
    ],
  };
}

function functionResource(lambda: StackFunction, stack: Stack): TemplateResource {
  const { code, environment } = lambda;
  const isImage = code.kind === 'image';
  const properties = {
    FunctionName: lambda.name,
    Role: attr(lambda.role, 'Arn'),
    Timeout: lambda.timeoutSeconds,
    MemorySize: lambda.memoryMib,
    PackageType: isImage ? 'Image' : undefined,
    Runtime: isImage ? undefined : code.runtime,
    Handler: isImage ? undefined : code.handler,
    Code: isImage
      ? { ImageUri: textJson(code.image) }
      : {
          S3Bucket: ref(codeParameter('code_bucket', lambda)),
          S3Key: ref(codeParameter('code_key', lambda)),
        },
    VpcConfig: { SubnetIds: idRefs(lambda.subnets), SecurityGroupIds: idRefs(lambda.securityGroups) },
    Environment:
      Object.keys(environment).length === 0 ? undefined : { Variables: json(environmentData(environment)) },
    Tags: tags(stack),
  };
  return resource(lambda.id, 'AWS::Lambda::Function', properties, rolePolicies([lambda.role], stack));
}

export function codeParameter(kind: 'code_bucket' | 'code_key', { id }: StackFunction): string {
  return `${kind}.${labelOf(id)}`;
}
