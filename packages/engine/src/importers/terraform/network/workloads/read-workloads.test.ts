import { describe, expect, it } from 'vitest';
import { showOnly } from '../../../../../test/show-network.ts';
import { readText } from '../../../../../test/terraform-network.ts';

const base = `
resource "aws_vpc" "a" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "a" {
  count      = 2
  vpc_id     = aws_vpc.a.id
  cidr_block = cidrsubnet("10.0.0.0/16", 8, count.index)
}
resource "aws_security_group" "g" { vpc_id = aws_vpc.a.id }
variable "any" {}
variable "text" { type = string }
`;

/** The lines of one workload, without its kind and name where they are given apart. */
function shown(text: string, address: string): string {
  return showOnly(readText(base + text).network, `workload ${address}`)
    .join('\n')
    .replace(`workload ${address} `, '');
}

const placed = 'subnet_id = aws_subnet.a[0].id\n vpc_security_group_ids = [aws_security_group.g.id]';

describe('EC2 instances', () => {
  it.each([
    [
      placed,
      'ec2-instance "aws_instance.i" in aws_subnet.a[0] with aws_security_group.g public by-subnet',
      'the subnet decides on the public address',
    ],
    [
      `${placed}\n associate_public_ip_address = true\n tags = { Name = "web" }`,
      'ec2-instance "web" in aws_subnet.a[0] with aws_security_group.g public yes',
      'it asks for one (IGW-1)',
    ],
    [
      'subnet_id = aws_subnet.a[0].id\n security_groups = [aws_security_group.g.id]',
      'ec2-instance "aws_instance.i" in aws_subnet.a[0] with aws_security_group.g public by-subnet',
      'in a VPC security_groups takes ids too',
    ],
    [
      '',
      'ec2-instance "aws_instance.i" in ?aws_instance.i.subnet_id with nothing public by-subnet',
      'AWS takes a default subnet that the source does not hold',
    ],
    [
      `${placed}\n source_dest_check = false\n private_ip = "10.0.0.10"`,
      'ec2-instance "aws_instance.i" in aws_subnet.a[0] with aws_security_group.g public by-subnet forwards 10.0.0.10',
      'it may be a NAT instance (NAT-10)',
    ],
  ])('%s → %s, because %s', (body, expected) => {
    expect(shown(`resource "aws_instance" "i" {\n ${body}\n}`, 'aws_instance.i')).toBe(expected);
  });

  const apart = `resource "aws_network_interface" "n" {
      subnet_id       = aws_subnet.a[0].id
      security_groups = [aws_security_group.g.id]
    }`;
  const onInterface =
    'network_interface {\n device_index = 0\n network_interface_id = aws_network_interface.n.id\n }';
  const address = 'resource "aws_eip" "e" { domain = "vpc" }';
  const bond = (argument: string) =>
    `${address}\nresource "aws_eip_association" "e" {\n allocation_id = aws_eip.e.id\n ${argument}\n}`;

  it.each([
    ['resource "aws_eip" "e" { instance = aws_instance.i.id }', placed, 'yes', 'the address names it'],
    [bond('instance_id = aws_instance.i.id'), placed, 'yes', 'the association names it'],
    [bond('network_interface_id = aws_network_interface.n.id'), onInterface, 'yes', 'it is on its interface'],
    [
      'resource "aws_eip" "e" { network_interface = aws_network_interface.n.id }',
      onInterface,
      'yes',
      'the same',
    ],
    [address, onInterface, 'no', 'the address hangs on nothing'],
    [address, `${placed}\n associate_public_ip_address = false`, 'no', 'the address hangs on nothing'],
    ['resource "aws_eip" "e" { instance = var.any }', placed, '?var.any', 'it may be this one'],
  ])('%s, %s: public %s, because %s (IGW-1)', (elasticIp, body, expected) => {
    const text = `${apart}\n${elasticIp}\nresource "aws_instance" "i" {\n ${body}\n}`;
    expect(shown(text, 'aws_instance.i')).toMatch(new RegExp(`public ${expected.replace('?', '\\?')}( |$)`));
  });

  it('an Elastic IP on one of two interfaces in different subnets decides nothing for both (IGW-1)', () => {
    const text = `${apart}
      resource "aws_network_interface" "two" { subnet_id = aws_subnet.a[1].id }
      resource "aws_eip" "e" { network_interface = aws_network_interface.n.id }
      resource "aws_instance" "i" {
        ${onInterface}
        network_interface {
          device_index         = 1
          network_interface_id = aws_network_interface.two.id
        }
      }`;
    expect(shown(text, 'aws_instance.i')).toContain('public ?aws_network_interface.two.public_ip');
  });

  it('an interface without an instance has the Elastic IP that hangs on it', () => {
    const text = `${apart}\nresource "aws_eip" "e" { network_interface = aws_network_interface.n.id }`;
    expect(shown(text, 'aws_network_interface.n')).toContain('public yes');
  });

  it('an interface that exists apart gives the position, and is no workload itself', () => {
    const text = `resource "aws_network_interface" "n" {
        subnet_id         = aws_subnet.a[1].id
        security_groups   = [aws_security_group.g.id]
        source_dest_check = false
      }
      resource "aws_instance" "i" {
        network_interface {
          network_interface_id = aws_network_interface.n.id
          device_index         = 0
        }
      }`;
    expect(shown(text, 'aws_instance.i')).toBe(
      'ec2-instance "aws_instance.i" in aws_subnet.a[1] with aws_security_group.g public no forwards',
    );
    expect(shown(text, 'aws_network_interface.n')).toBe('');
  });

  it('a launch template fills what the instance leaves out', () => {
    const text = `resource "aws_launch_template" "t" {
        network_interfaces {
          subnet_id                   = aws_subnet.a[1].id
          security_groups             = [aws_security_group.g.id]
          associate_public_ip_address = true
        }
      }
      resource "aws_instance" "i" {
        launch_template {
          id = aws_launch_template.t.id
        }
      }`;
    expect(shown(text, 'aws_instance.i')).toBe(
      'ec2-instance "aws_instance.i" in aws_subnet.a[1] with aws_security_group.g public yes',
    );
  });

  it('an interface that nothing uses is a workload of its own', () => {
    const text = 'resource "aws_network_interface" "n" { subnet_id = aws_subnet.a[0].id }';
    expect(shown(text, 'aws_network_interface.n')).toContain(
      'network-interface "aws_network_interface.n" in aws_subnet.a[0]',
    );
  });

  it('instances of unknown number stand for any number of them (TF-8)', () => {
    const text = `resource "aws_instance" "i" {\n count = var.any\n ${placed}\n}`;
    expect(shown(text, 'aws_instance.i[*]')).toContain('?aws_instance.i[*]');
  });
});

describe('Session Manager', () => {
  const role = `resource "aws_iam_role" "r" { assume_role_policy = "{}" }
    resource "aws_iam_instance_profile" "p" { role = aws_iam_role.r.name }
    resource "aws_instance" "i" {
      ${placed}
      iam_instance_profile = aws_iam_instance_profile.p.name
    }
`;
  const attach = (arn: string): string => `resource "aws_iam_role_policy_attachment" "x" {
    role       = aws_iam_role.r.name
    policy_arn = ${arn}
  }`;
  it.each([
    ['', 'ec2-instance', 'no policy is attached'],
    [
      attach('"arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"'),
      'ec2-session-manager',
      'its role has the policy',
    ],
    [attach('"arn:aws:iam::aws:policy/AmazonS3FullAccess"'), 'ec2-instance', 'another policy is attached'],
    [attach('var.any'), 'ec2-instance', 'nobody knows which policy: a remark'],
    [
      `resource "aws_iam_policy" "own" { policy = "{}" }\n${attach('aws_iam_policy.own.arn')}`,
      'ec2-instance',
      'a policy of the source is certainly not that one',
    ],
  ])('%s → %s, because %s', (text, kind) => {
    expect(shown(role + text, 'aws_instance.i').split(' ')[0]).toBe(kind);
  });

  it('managed_policy_arns of the role count too', () => {
    const text = role.replace(
      'assume_role_policy = "{}"',
      'assume_role_policy = "{}"\n managed_policy_arns = ["arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"]\n',
    );
    expect(shown(text.replace('{ assume', '{\n assume'), 'aws_instance.i').split(' ')[0]).toBe(
      'ec2-session-manager',
    );
  });
});

describe('Auto Scaling groups', () => {
  const template = `resource "aws_launch_template" "t" {
    vpc_security_group_ids = [aws_security_group.g.id]
  }`;
  it.each([
    ['launch_template {\n id = aws_launch_template.t.id\n}', "by the template's id"],
    ['launch_template {\n name = aws_launch_template.t.name\n}', "by the template's name"],
    [
      'mixed_instances_policy {\n launch_template {\n launch_template_specification {\n launch_template_id = aws_launch_template.t.id\n}\n}\n}',
      'by a mixed instances policy',
    ],
  ])('%s (%s)', (body) => {
    const text = `${template}
      resource "aws_autoscaling_group" "x" {
        name                = "fleet"
        max_size            = 2
        min_size            = 1
        vpc_zone_identifier = aws_subnet.a[*].id
        ${body}
      }`;
    expect(shown(text, 'aws_autoscaling_group.x')).toBe(
      'auto-scaling-group "fleet" in aws_subnet.a[0] aws_subnet.a[1] with aws_security_group.g public by-subnet',
    );
  });
});

const task = (
  body: string,
  compatibilities = '["FARGATE"]',
): string => `resource "aws_ecs_task_definition" "t" {
  family                   = "web"
  requires_compatibilities = ${compatibilities}
  network_mode             = "awsvpc"
  container_definitions    = ${body}
}
`;
const service = (more: string): string => `resource "aws_ecs_service" "s" {
  name            = "web"
  task_definition = aws_ecs_task_definition.t.arn
  network_configuration {
    subnets         = [aws_subnet.a[0].id]
    security_groups = [aws_security_group.g.id]
  }
  ${more}
}`;
const position = 'in aws_subnet.a[0] with aws_security_group.g public no';

describe('ECS services', () => {
  it.each([
    ['launch_type = "FARGATE"', 'ecs-fargate', 'the launch type says so'],
    ['launch_type = "EC2"', 'ecs-ec2-task', 'the launch type says so'],
    [
      'capacity_provider_strategy {\n capacity_provider = "FARGATE_SPOT"\n}',
      'ecs-fargate',
      'a Fargate capacity provider',
    ],
    [
      'capacity_provider_strategy {\n capacity_provider = "mine"\n}',
      'ecs-ec2-task',
      'a capacity provider of instances',
    ],
    ['', 'ecs-fargate', 'the task definition requires Fargate only'],
  ])('%s → %s, because of %s', (more, kind) => {
    expect(shown(task('jsonencode([])') + service(more), 'aws_ecs_service.s')).toBe(
      `${kind} "web" ${position}`,
    );
  });

  const cluster = `resource "aws_ecs_cluster" "c" { name = "c" }
      resource "aws_launch_template" "t" { vpc_security_group_ids = [aws_security_group.g.id] }
      resource "aws_autoscaling_group" "x" {
        max_size            = 2
        min_size            = 1
        vpc_zone_identifier = [aws_subnet.a[1].id]
        launch_template {
          id = aws_launch_template.t.id
        }
      }
      resource "aws_ecs_capacity_provider" "p" {
        name = "p"
        auto_scaling_group_provider {
          auto_scaling_group_arn = aws_autoscaling_group.x.arn
        }
      }
      resource "aws_ecs_cluster_capacity_providers" "c" {
        cluster_name       = aws_ecs_cluster.c.name
        capacity_providers = [aws_ecs_capacity_provider.p.name]
      }
`;

  it("tasks that do not have their own ENIs are where the cluster's instances are", () => {
    const text = `${cluster}resource "aws_ecs_task_definition" "b" {
        family                = "b"
        container_definitions = jsonencode([])
      }
      resource "aws_ecs_service" "s" {
        name            = "b"
        cluster         = aws_ecs_cluster.c.id
        task_definition = aws_ecs_task_definition.b.arn
        launch_type     = "EC2"
      }`;
    expect(shown(text, 'aws_ecs_service.s')).toBe(
      'ecs-ec2 "b" in aws_subnet.a[1] with aws_security_group.g public by-subnet',
    );
  });

  it.each([
    [
      'cluster = aws_ecs_cluster.c.id',
      'ecs-ec2 "web (container instance)" in aws_subnet.a[1] with aws_security_group.g public by-subnet',
      'the instances of the cluster are in the source',
    ],
    ['cluster = "other"', undefined, 'nothing says where the instances are'],
  ])(
    '%s: the agent of tasks with their own ENIs calls from the instances (%s; %s)',
    (more, agent, _because) => {
      const text = `${cluster}${task('jsonencode([])', '["EC2"]')}${service(`launch_type = "EC2"\n${more}`)}`;
      const { network, diagnostics } = readText(base + text);
      const found = [...network.workloads.values()].find(({ id }) => id.endsWith('.container_instance'));
      if (agent === undefined) {
        expect(found?.subnets.unknowns).not.toEqual([]);
        expect(diagnostics.map(({ code }) => code)).toContain('NSN8016');
      } else {
        expect(shown(text, 'aws_ecs_service.s.container_instance')).toBe(agent);
        expect(diagnostics.map(({ code }) => code)).not.toContain('NSN8016');
      }
    },
  );

  it.each([
    ['aws_cloudwatch_event_target', 'rule = "r"\n arn = "c"\n ecs_target {', '}', 'an event'],
    [
      'aws_scheduler_schedule',
      'name = "x"\n schedule_expression = "rate(1 hour)"\n flexible_time_window {\n mode = "OFF"\n}\n target {\n arn = "c"\n role_arn = "r"\n ecs_parameters {',
      '}\n}',
      'a schedule',
    ],
  ])('%s starts tasks too, by %s%s%s', (type, before, after) => {
    const text = `${task('jsonencode([])')}
      resource "${type}" "e" {
        ${before}
        task_definition_arn = aws_ecs_task_definition.t.arn
        launch_type         = "FARGATE"
        network_configuration {
          subnets         = [aws_subnet.a[0].id]
          security_groups = [aws_security_group.g.id]
        }
        ${after}
      }`;
    expect(shown(text, `${type}.e`)).toContain(`ecs-fargate`);
    expect(shown(text, `${type}.e`)).toContain(position);
  });
});

describe('containers', () => {
  const withContainer = (body: string): string =>
    shown(
      `resource "aws_ecr_repository" "r" { name = "r" }
      data "aws_caller_identity" "me" {}
      resource "aws_secretsmanager_secret" "s" { name = "s" }
      ${task(`jsonencode([${body}])`)}${service('')}`,
      'aws_ecs_service.s',
    ).split(`${position} `)[1] ?? '';

  it.each([
    ['{ image = "nginx:latest" }', 'image other -', 'Docker Hub'],
    ['{ image = "public.ecr.aws/nginx/nginx" }', 'image ecr-public -', 'the public gallery'],
    [
      '{ image = "123456789012.dkr.ecr.us-east-1.amazonaws.com/x:1" }',
      'image ecr us-east-1',
      'a registry by name',
    ],
    [
      '{ image = "${aws_ecr_repository.r.repository_url}:1" }',
      'image ecr ap-northeast-1',
      'a repository of the source',
    ],
    [
      '{ image = "${data.aws_caller_identity.me.account_id}.dkr.ecr.eu-west-1.amazonaws.com/x" }',
      'image ecr eu-west-1',
      'only the account is not known',
    ],
    ['{ image = var.text }', 'image unknown -', 'nobody gave it'],
    ['{ image = var.any }', '?var.any', 'a value of any type: the whole text cannot be read'],
    ['{ image = "${var.text}/x:1" }', 'image unknown -', 'the registry itself is not known'],
    [
      '{ image = "x", secrets = [{ name = "A", valueFrom = aws_secretsmanager_secret.s.arn }] }',
      'image other - secret ?aws_secretsmanager_secret.s.arn',
      'a secret whose ARN is only known after apply',
    ],
    [
      '{ image = "x", logConfiguration = { logDriver = "awslogs", options = { awslogs-region = "eu-west-1" } } }',
      'image other - log awslogs eu-west-1',
      'a log driver with its Region',
    ],
    [
      '{ image = "x", cpu = aws_ecr_repository.r.registry_id }',
      'image other -',
      'a number that is not known',
    ],
    ['{ image = "say \\"hi\\" ${aws_ecr_repository.r.name}" }', 'image other -', 'quotes inside a text'],
  ])('%s → %s, because of %s', (body, expected) => {
    expect(withContainer(body)).toBe(expected);
  });

  it('text that is not known is no fault', () => {
    const { networkCodes } = readText(base + task('data.external.containers.result.json') + service(''));
    expect(networkCodes).toEqual([]);
  });

  it('text that is not a JSON list is told', () => {
    const { networkCodes } = readText(base + task('"not json"') + service(''));
    expect(networkCodes).toEqual(['NSN2109']);
  });
});

describe('other kinds', () => {
  const group = (type: string): string =>
    `resource "${type}" "x" {\n name = "x"\n subnet_ids = aws_subnet.a[*].id\n}\n`;
  const both = 'in aws_subnet.a[0] aws_subnet.a[1] with aws_security_group.g public';
  it.each([
    [
      'aws_lambda_function',
      'function_name = "f"\n role = "r"\n vpc_config {\n subnet_ids = aws_subnet.a[*].id\n security_group_ids = [aws_security_group.g.id]\n}',
      `lambda-vpc "f" ${both} no`,
      'IGW-5',
    ],
    [
      'aws_lb',
      'name = "l"\n subnets = aws_subnet.a[*].id\n security_groups = [aws_security_group.g.id]',
      `load-balancer "l" ${both} yes`,
      'it faces the Internet unless it is internal',
    ],
    [
      'aws_lb',
      'name = "l"\n internal = true\n subnet_mapping {\n subnet_id = aws_subnet.a[0].id\n}',
      'load-balancer "l" in aws_subnet.a[0] with nothing public no',
      'subnets by mapping',
    ],
    [
      'aws_db_instance',
      'identifier = "d"\n instance_class = "x"\n db_subnet_group_name = aws_db_subnet_group.x.name\n vpc_security_group_ids = [aws_security_group.g.id]',
      `database "d" ${both} no`,
      'its subnet group says where',
    ],
    [
      'aws_elasticache_replication_group',
      'replication_group_id = "e"\n description = "x"\n subnet_group_name = "x"\n security_group_ids = [aws_security_group.g.id]',
      `database "e" ${both} no`,
      'a subnet group by its literal name',
    ],
    [
      'aws_codebuild_project',
      'name = "c"\n service_role = "r"\n artifacts {\n type = "NO_ARTIFACTS"\n}\n source {\n type = "NO_SOURCE"\n}\n environment {\n type = "LINUX_CONTAINER"\n compute_type = "x"\n image = "aws/codebuild/standard:7.0"\n}\n vpc_config {\n vpc_id = aws_vpc.a.id\n subnets = aws_subnet.a[*].id\n security_group_ids = [aws_security_group.g.id]\n}',
      `codebuild-vpc "c" ${both} no image other -`,
      'its VPC block',
    ],
  ])('%s { %s } → %s, because of %s', (type, body, expected) => {
    const groups = group('aws_db_subnet_group') + group('aws_elasticache_subnet_group');
    expect(shown(`${groups}\nresource "${type}" "w" {\n ${body}\n}`, `${type}.w`)).toBe(expected);
  });

  it('a Lambda function without a VPC is in no network of the user', () => {
    const text = 'resource "aws_lambda_function" "w" {\n function_name = "f"\n role = "r"\n}';
    expect(shown(text, 'aws_lambda_function.w')).toBe('');
  });

  it('EKS nodes carry the group that EKS makes for the cluster, unless a template says otherwise', () => {
    const text = `resource "aws_eks_cluster" "c" {
        name     = "c"
        role_arn = "r"
        vpc_config {
          subnet_ids = aws_subnet.a[*].id
        }
      }
      resource "aws_eks_node_group" "n" {
        cluster_name    = aws_eks_cluster.c.name
        node_group_name = "n"
        node_role_arn   = "r"
        subnet_ids      = [aws_subnet.a[0].id]
        scaling_config {
          desired_size = 1
          max_size     = 1
          min_size     = 1
        }
      }`;
    const cluster = 'aws_eks_cluster.c.vpc_config[0].cluster_security_group_id';
    expect(shown(text, 'aws_eks_node_group.n')).toBe(
      `eks-private "n" in aws_subnet.a[0] with ${cluster} public by-subnet`,
    );
    expect(showOnly(readText(base + text).network, `sg ${cluster}`)[0]).toBe(`sg ${cluster} of aws_vpc.a`);
  });

  it('workloads that we do not read are told as gaps that change no answer', () => {
    const text = 'resource "aws_glue_connection" "x" { name = "x" }';
    expect(readText(base + text).network.gaps).toMatchObject([{ code: 'NSN8050', touches: [] }]);
  });
});
