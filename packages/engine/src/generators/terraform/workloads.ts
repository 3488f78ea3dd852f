import type { Stack, StackFunction, StackInstance, StackService } from '../../model/stack.ts';
import { labelOf, sortedById } from '../address.ts';
import { argument, block, comment, type HclItem, quoted } from '../change/hcl-text.ts';
import { containersData, environmentData } from '../containers.ts';
import { textData } from '../data.ts';
import { policiesOf } from '../order.ts';
import type { GeneratedWords } from '../words/words.ts';
import { data, link, links, nameTag, resource, sections, text, type Writing, waitsFor } from './blocks.ts';
import { formatData } from './values.ts';

type Resources = readonly (readonly HclItem[])[];

/** ECS services with their task definitions, instances with the image that they start from, functions. */
export function writeWorkloads({ stack, words }: Writing): Resources {
  return [
    ...sortedById(stack.clusters).map(({ id, name }) => resource(id, [text('name', name)])),
    ...sortedById(stack.services).flatMap((service) => [
      writeTaskDefinition(service),
      writeService(service, stack),
    ]),
    ...sortedById(stack.instances).flatMap((instance) => [
      writeImage(instance),
      writeInstance(instance, words),
    ]),
    ...sortedById(stack.functions).map((lambda) => writeFunction(lambda, { stack, words })),
  ];
}

function writeTaskDefinition(service: StackService): readonly HclItem[] {
  const taskRole =
    service.taskRole === undefined ? [] : [argument('task_role_arn', `${service.taskRole}.arn`)];
  return resource(
    service.taskDefinition,
    sections(
      [
        text('family', service.name),
        argument('requires_compatibilities', '["FARGATE"]'),
        text('network_mode', 'awsvpc'),
        argument('cpu', String(service.cpu)),
        argument('memory', String(service.memoryMib)),
        argument('execution_role_arn', `${service.executionRole}.arn`),
        ...taskRole,
      ],
      [
        argument(
          'container_definitions',
          `jsonencode(${formatData(containersData(service.containers, 'lowerCamel'))})`,
        ),
      ],
    ),
  );
}

function writeService(service: StackService, stack: Stack): readonly HclItem[] {
  return resource(
    service.id,
    sections(
      [
        text('name', service.name),
        link('cluster', service.cluster),
        argument('task_definition', `${service.taskDefinition}.arn`),
        text('launch_type', 'FARGATE'),
        argument('desired_count', String(service.desiredCount)),
        ...(service.executeCommand ? [argument('enable_execute_command', 'true')] : []),
      ],
      [
        block('network_configuration', [
          links('subnets', service.subnets),
          links('security_groups', service.securityGroups),
          argument('assign_public_ip', String(service.assignPublicIp)),
        ]),
      ],
      waitsFor(policiesOf([service.executionRole, service.taskRole], stack)),
    ),
  );
}

function writeImage(instance: StackInstance): readonly HclItem[] {
  return [block(`data "aws_ssm_parameter" "${imageLabel(instance)}"`, [text('name', instance.amiParameter)])];
}

function imageLabel({ id }: StackInstance): string {
  return `${labelOf(id)}_image`;
}

function writeInstance(instance: StackInstance, words: GeneratedWords): readonly HclItem[] {
  const { publicIp, sourceDestCheck, instanceProfile, userData } = instance;
  return resource(
    instance.id,
    sections(
      [
        argument('ami', `data.aws_ssm_parameter.${imageLabel(instance)}.insecure_value`),
        text('instance_type', instance.instanceType),
        link('subnet_id', instance.subnet),
        links('vpc_security_group_ids', instance.securityGroups),
        ...(publicIp === 'by-subnet'
          ? []
          : [argument('associate_public_ip_address', String(publicIp === 'yes'))]),
        ...(instanceProfile === undefined
          ? []
          : [argument('iam_instance_profile', `${instanceProfile}.name`)]),
      ],
      sourceDestCheck ? [] : [comment(words.natInstanceForwards), argument('source_dest_check', 'false')],
      userData === undefined ? [] : [argument('user_data', scriptText(userData))],
      // IMDSv2 only: a request that is forged in the instance gets no credentials.
      [block('metadata_options', [text('http_tokens', 'required')])],
      [block('lifecycle', [comment(words.imageStays), argument('ignore_changes', '[ami]')])],
      nameTag(instance.name),
    ),
  );
}

/** A script as an indented heredoc; its own `${` stay the shell's. */
function scriptText(script: string): string {
  const lines = script.replace(/\n$/, '').split('\n');
  const escaped = lines.map((line) => line.replaceAll('${', () => '$${').replaceAll('%{', '%%{'));
  return `<<-EOT\n${escaped.map((line) => (line === '' ? '\n' : `  ${line}\n`)).join('')}EOT`;
}

function writeFunction(lambda: StackFunction, { stack, words }: Writing): readonly HclItem[] {
  const environment = Object.keys(lambda.environment).length === 0 ? [] : [lambda.environment];
  return resource(
    lambda.id,
    sections(
      [
        text('function_name', lambda.name),
        argument('role', `${lambda.role}.arn`),
        argument('timeout', String(lambda.timeoutSeconds)),
        argument('memory_size', String(lambda.memoryMib)),
      ],
      codeArguments(lambda, words),
      [
        block('vpc_config', [
          links('subnet_ids', lambda.subnets),
          links('security_group_ids', lambda.securityGroups),
        ]),
      ],
      environment.map((variables) => block('environment', [data('variables', environmentData(variables))])),
      waitsFor(policiesOf([lambda.role], stack)),
    ),
  );
}

function codeArguments({ code, name }: StackFunction, words: GeneratedWords): readonly HclItem[] {
  if (code.kind === 'image') {
    return [text('package_type', 'Image'), data('image_uri', textData(code.image))];
  }
  return [
    comment(words.zipOf(name)),
    argument('filename', quoted(code.path)),
    text('runtime', code.runtime),
    text('handler', code.handler),
  ];
}
