import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';

/** The value of an expression in a module of its own, with what was told. */
function outputOf(expression: string): string {
  const read = evaluateText(`output "x" {\n  value = ${expression}\n}\n`);
  return read.told.length === 0 ? read.output('x') : `${read.output('x')} ${read.words.join('; ')}`;
}

const network = `
provider "aws" {
  region = "ap-northeast-1"
}
resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
resource "aws_subnet" "private" {
  count      = 2
  vpc_id     = aws_vpc.main.id
  cidr_block = cidrsubnet(aws_vpc.main.cidr_block, 8, count.index)
}
resource "aws_subnet" "by_zone" {
  for_each          = { a = 10, c = 11 }
  vpc_id            = aws_vpc.main.id
  availability_zone = "ap-northeast-1\${each.key}"
  cidr_block        = cidrsubnet(aws_vpc.main.cidr_block, 8, each.value)
}
resource "aws_subnet" "none" {
  count      = 0
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.99.0/24"
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id       = aws_vpc.main.id
  service_name = "com.amazonaws.ap-northeast-1.s3"
}
data "aws_ami" "linux" {
  owners = ["amazon"]
}
resource "aws_instance" "some" {
  count         = length(data.aws_ami.linux.block_device_mappings)
  ami           = data.aws_ami.linux.id
  instance_type = "t3.micro"
}
`;

describe('expressions', () => {
  it.each([
    ['1 + 2 * 3', '7', 'operators have their order'],
    ['"a${1 + 1}b"', '"a2b"', 'a template joins text'],
    ['"${[1, 2]}"', '[1, 2]', 'a template of one interpolation is that value'],
    ['"%{ if true }yes%{ else }no%{ endif }"', '"yes"', 'a directive chooses'],
    ['"%{ for x in [1, 2] }${x};%{ endfor }"', '"1;2;"', 'a directive repeats'],
    ['[for x in [1, 2, 3] : x * 2 if x > 1]', '[4, 6]', 'a for filters'],
    ['{ for k, v in { a = 1, b = 2 } : v => k... }', '{1 = ["a"], 2 = ["b"]}', 'a for groups'],
    ['{ for x in ["a", "b", "a"] : x => 1... }', '{a = [1, 1], b = [1]}', 'grouping keeps all values'],
    ['null[*]', '[]', 'a splat over null is empty'],
    ['{ a = 1 }[*].a', '[1]', 'a splat over one thing is a list of it'],
    ['[{ a = [1] }, { a = [2, 3] }][*].a[0]', '[1, 2]', 'an index after a full splat goes into each element'],
    ['[{ a = [1] }, { a = [2] }].*.a[0]', '[1]', 'an index after an attribute splat goes into the list'],
    ['true ? "a" : 1', '"a"', 'a conditional brings both arms to one type'],
    ['false ? null : 1', '1', 'null takes the type of the other arm'],
    ['true ? 1 : [][0]', '1', 'a mistake in the arm that is not chosen does not count'],
    ['try([][0], {}.a, "fallback")', '"fallback"', 'try passes over mistakes'],
    ['can([][0])', 'false', 'can tells a mistake'],
    ['true || [][0]', 'true', 'the side that decides is enough'],
    ['max([1, 5, 2]...)', '5', 'a list is expanded into arguments'],
    ['path.module', '"."', 'the root module is the working directory'],
    ['path.cwd', '"/project"', 'the working directory is absolute'],
    ['terraform.workspace', '"default"', 'the workspace is an input'],
    ['core::upper("a")', '"A"', 'every function is also in core'],
    ['templatestring("$${v}!", { v = "hi" })', '"hi!"', 'a template is given as text'],
  ])('%s is %s: %s', (expression, expected) => {
    expect(outputOf(expression)).toBe(expected);
  });
});

describe('references to resources (TF-3, TF-4, TF-5)', () => {
  it.each([
    ['aws_vpc.main.cidr_block', '"10.0.0.0/16"', 'what is written is known'],
    ['aws_vpc.main.id', '<aws_vpc.main.id>', 'what AWS gives is an unknown that names itself'],
    ['aws_vpc.main.enable_dns_support', 'true', 'a documented default is known'],
    ['aws_vpc.main.ipv4_ipam_pool_id', 'null', 'an optional argument that is not written is null'],
    ['aws_subnet.private[1].id', '<aws_subnet.private[1].id>', 'count gives instances by number'],
    ['aws_subnet.private[*].cidr_block', '["10.0.0.0/24", "10.0.1.0/24"]', 'a splat goes over all instances'],
    ['aws_subnet.by_zone["c"].id', '<aws_subnet.by_zone["c"].id>', 'for_each gives instances by key'],
    [
      '{ for k, s in aws_subnet.by_zone : k => s.cidr_block }',
      '{a = "10.0.10.0/24", c = "10.0.11.0/24"}',
      'instances are a map',
    ],
    [
      '[for s in values(aws_subnet.by_zone) : s.id]',
      '[<aws_subnet.by_zone["a"].id>, <aws_subnet.by_zone["c"].id>]',
      'links go through functions',
    ],
    ['one(aws_subnet.none[*].id)', 'null', 'one of nothing is null'],
    [
      'try(aws_subnet.none[0].id, aws_vpc.main.id)',
      '<aws_vpc.main.id>',
      'try goes on to the instance that exists',
    ],
    ['"arn:${aws_vpc.main.id}/x"', '~arn:<aws_vpc.main.id>/x', 'text keeps the references in their places'],
    [
      'jsonencode({ a = aws_vpc.main.id })',
      '~{"a":"<aws_vpc.main.id>"}',
      'JSON keeps the references in their places',
    ],
    [
      'aws_instance.some[0].id',
      '<aws_instance.some[*].id>',
      'one of an unknown number stays symbolic (TF-8)',
    ],
    ['aws_instance.some[*].id', '<aws_instance.some[*].id>', 'all of an unknown number stay symbolic'],
    ['data.aws_ami.linux.id', '<data.aws_ami.linux.id>', 'a data source that needs an account is unknown'],
    [
      'aws_vpc_endpoint.s3.dns_entry[0].dns_name',
      '<aws_vpc_endpoint.s3.dns_entry[0].dns_name>',
      'steps into an unknown attribute are named',
    ],
  ])('%s is %s: %s', (expression, expected) => {
    const read = evaluateText(`${network}\noutput "x" {\n  value = ${expression}\n}\n`);
    expect(read.told.filter((told) => !told.startsWith('NSN3011'))).toEqual([]);
    expect(read.output('x')).toBe(expected);
  });

  it('an instance whose number is not known appears once, marked, with the reason (TF-8)', () => {
    const read = evaluateText(network);
    expect(read.instance('aws_instance.some[*]')?.multiplicity).toBe('zero-or-more');
    expect(read.words).toEqual([
      'how many `aws_instance.some` there are is not known: its `count` hangs on `data.aws_ami.linux.block_device_mappings`',
    ]);
  });
});

describe('what AWS always gives is neither null nor empty', () => {
  const inner = `
variable "account_id" { default = "" }
variable "vpc_id" { default = null }
variable "name" { default = null }
output "asks" { value = var.account_id == "" ? 1 : 0 }
output "has_vpc" { value = var.vpc_id == null ? 0 : 1 }
output "has_name" { value = var.name == null ? 0 : 1 }
output "chosen" { value = coalesce(var.vpc_id, "vpc-other") }
`;
  const read = evaluateText({
    'main.tf': `
data "aws_caller_identity" "here" {}
data "aws_instance" "found" { instance_id = "i-0123456789abcdef0" }
resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }
module "inner" {
  source     = "./inner"
  account_id = data.aws_caller_identity.here.account_id
  vpc_id     = aws_vpc.v.id
  name       = data.aws_instance.found.key_name
}
output "asks" { value = module.inner.asks }
output "has_vpc" { value = module.inner.has_vpc }
output "has_name" { value = module.inner.has_name }
output "chosen" { value = module.inner.chosen }
output "version" { value = aws_eks_cluster.c.version == null ? 1 : 0 }
resource "aws_eks_cluster" "c" {
  name     = "c"
  role_arn = "arn:aws:iam::111122223333:role/c"
  vpc_config { subnet_ids = ["subnet-0123456789abcdef0"] }
}
`,
    'inner/main.tf': inner,
  });

  it.each([
    ['asks', '0', 'an account has a number'],
    ['has_vpc', '1', 'a VPC has an id'],
    ['chosen', '<aws_vpc.v.id>', 'so it is the first that is given'],
    ['has_name', '<data.aws_instance.found.key_name>', 'an instance may have no key'],
    ['version', '0', 'EKS chooses a version where none is written'],
  ])('%s: %s: %s', (output, expected, _because) => {
    expect(read.told).toEqual([]);
    expect(read.output(output)).toBe(expected);
  });
});
