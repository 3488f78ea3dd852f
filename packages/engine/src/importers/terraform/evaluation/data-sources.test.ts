import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';

const provider = 'provider "aws" {\n  region = "ap-northeast-1"\n}\n';

function policy(body: string, around = ''): string {
  const text = `data "aws_iam_policy_document" "p" {\n${body}\n}\n${around}`;
  const read = evaluateText(provider + text);
  expect(read.told).toEqual([]);
  return read.read('data.aws_iam_policy_document.p', 'minified_json');
}

/** JSON text as `show` writes a string. */
function text(json: string): string {
  return JSON.stringify(json);
}

/** The expected texts are the real provider's (5.100.0). */
describe('aws_iam_policy_document', () => {
  it.each([
    [
      'statement {\n sid = "A"\n actions = ["s3:GetObject", "s3:PutObject", "s3:Abort"]\n resources = ["arn:aws:s3:::b/&{aws:username}/*", "arn:aws:s3:::a"]\n}',
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Allow","Action":["s3:PutObject","s3:GetObject","s3:Abort"],"Resource":["arn:aws:s3:::b/${aws:username}/*","arn:aws:s3:::a"]}]}',
      'lists are in reverse order, and &{…} is a policy variable',
    ],
    [
      'statement {\n actions = ["sts:AssumeRole"]\n principals {\n type = "Service"\n identifiers = ["ec2.amazonaws.com"]\n }\n}',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}',
      'single values stand without a list',
    ],
    [
      'version = "2008-10-17"\npolicy_id = "id"\nstatement {\n actions = ["*"]\n resources = ["*"]\n principals {\n type = "*"\n identifiers = ["*"]\n }\n}',
      '{"Version":"2008-10-17","Id":"id","Statement":[{"Effect":"Allow","Action":"*","Resource":"*","Principal":"*"}]}',
      'everybody is a star',
    ],
    [
      'statement {\n actions = ["b:*"]\n principals {\n type = "Service"\n identifiers = ["b.amazonaws.com", "a.amazonaws.com"]\n }\n principals {\n type = "AWS"\n identifiers = ["*"]\n }\n}',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"b:*","Principal":{"AWS":"*","Service":["b.amazonaws.com","a.amazonaws.com"]}}]}',
      'a star of one type is not everybody',
    ],
    [
      'statement {\n effect = "Deny"\n not_actions = ["iam:*"]\n not_resources = ["*"]\n condition {\n test = "StringEquals"\n variable = "aws:y"\n values = ["one"]\n }\n condition {\n test = "Bool"\n variable = "aws:SecureTransport"\n values = [false]\n }\n}',
      '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","NotAction":"iam:*","NotResource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"},"StringEquals":{"aws:y":"one"}}}]}',
      'conditions go by test and variable',
    ],
    ['', '{"Version":"2012-10-17"}', 'a document may have no statement'],
    [
      'source_policy_documents = [jsonencode({ Version = "2012-10-17", Statement = [{ Sid = "A", Effect = "Allow", Action = "x", Resource = "*" }, { Effect = "Allow", Action = "y", Resource = "*" }] })]\noverride_policy_documents = [jsonencode({ Statement = [{ Sid = "A", Effect = "Deny", Action = ["b", "a"], Principal = { AWS = ["1", "2"] } }] })]\nstatement {\n sid = "C"\n actions = ["c"]\n resources = ["c"]\n}',
      '{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","Action":["b","a"],"Principal":{"AWS":["2","1"]}},{"Effect":"Allow","Action":"y","Resource":"*"},{"Sid":"C","Effect":"Allow","Action":"c","Resource":"c"}]}',
      'sources come first, and overrides replace statements of their Sid',
    ],
  ])('%#: %s', (body, expected) => {
    expect(policy(body)).toBe(text(expected));
  });

  it('unknown parts stay in their places, through other documents too', () => {
    const around = `
resource "aws_s3_bucket" "b" {
  bucket = "b"
}
data "aws_iam_policy_document" "q" {
  statement {
    actions   = ["s3:*"]
    resources = [aws_s3_bucket.b.arn, "\${aws_s3_bucket.b.arn}/*"]
  }
}
`;
    expect(policy('source_policy_documents = [data.aws_iam_policy_document.q.json]', around)).toBe(
      '~{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":["<aws_s3_bucket.b.arn>","<aws_s3_bucket.b.arn>/*"]}]}',
    );
  });

  it('statements of an unknown number leave the text open, with what it hangs on', () => {
    const body =
      'dynamic "statement" {\n for_each = data.aws_caller_identity.c.account_id == "1" ? data.aws_ip_ranges.r.cidr_blocks : []\n content {\n  actions = [statement.value]\n }\n}';
    const around = 'data "aws_caller_identity" "c" {}\ndata "aws_ip_ranges" "r" {\n  services = ["s3"]\n}\n';
    expect(policy(body, around)).toBe('<data.aws_caller_identity.c.account_id>');
  });
});

describe('data sources without an account (TF-6)', () => {
  const declared = `
data "aws_region" "r" {}
data "aws_partition" "p" {}
data "aws_caller_identity" "c" {}
data "aws_availability_zones" "z" {
  state = "available"
}
data "aws_availability_zones" "some" {
  exclude_names = ["ap-northeast-1a"]
}
data "aws_availability_zones" "local" {
  filter {
    name   = "zone-type"
    values = ["local-zone"]
  }
}
data "aws_vpc_endpoint_service" "s3" {
  service      = "s3"
  service_type = "Gateway"
}
data "aws_vpc_endpoint_service" "logs" {
  service = "logs"
}
data "aws_prefix_list" "s3" {
  name = "com.amazonaws.ap-northeast-1.s3"
}
data "aws_ec2_managed_prefix_list" "s3" {
  filter {
    name   = "prefix-list-name"
    values = ["com.amazonaws.ap-northeast-1.s3"]
  }
}
data "aws_arn" "a" {
  arn = "arn:aws:s3:::bucket/x:y"
}
data "aws_service_principal" "s" {
  service_name = "s3"
}
data "aws_service" "s" {
  reverse_dns_name = "com.amazonaws.us-east-1.ec2"
}
data "aws_default_tags" "t" {}
data "aws_ip_ranges" "i" {
  services = ["s3"]
}
`;
  const read = evaluateText(provider + declared);

  it.each([
    ['aws_region.r', 'name', '"ap-northeast-1"'],
    ['aws_region.r', 'region', '"ap-northeast-1"'],
    ['aws_region.r', 'endpoint', '"ec2.ap-northeast-1.amazonaws.com"'],
    ['aws_partition.p', 'partition', '"aws"'],
    ['aws_partition.p', 'dns_suffix', '"amazonaws.com"'],
    ['aws_caller_identity.c', 'account_id', '<data.aws_caller_identity.c.account_id>'],
    ['aws_availability_zones.z', 'names', '["ap-northeast-1a", "ap-northeast-1c", "ap-northeast-1d"]'],
    ['aws_availability_zones.some', 'names', '["ap-northeast-1c", "ap-northeast-1d"]'],
    ['aws_availability_zones.local', 'names', '<data.aws_availability_zones.local.names>'],
    ['aws_availability_zones.z', 'zone_ids', '<data.aws_availability_zones.z.zone_ids>'],
    ['aws_vpc_endpoint_service.s3', 'service_name', '"com.amazonaws.ap-northeast-1.s3"'],
    ['aws_vpc_endpoint_service.s3', 'service_type', '"Gateway"'],
    ['aws_vpc_endpoint_service.logs', 'service_type', '"Interface"'],
    ['aws_prefix_list.s3', 'name', '"com.amazonaws.ap-northeast-1.s3"'],
    ['aws_ec2_managed_prefix_list.s3', 'name', '"com.amazonaws.ap-northeast-1.s3"'],
    ['aws_arn.a', 'resource', '"bucket/x:y"'],
    ['aws_service_principal.s', 'name', '"s3.amazonaws.com"'],
    ['aws_service_principal.s', 'id', '"s3.ap-northeast-1.amazonaws.com"'],
    ['aws_service.s', 'dns_name', '"ec2.us-east-1.amazonaws.com"'],
    ['aws_default_tags.t', 'tags', '{}'],
    ['aws_ip_ranges.i', 'cidr_blocks', '<data.aws_ip_ranges.i.cidr_blocks>'],
  ])('data.%s: %s is %s', (name, attribute, expected) => {
    expect(read.told).toEqual([]);
    expect(read.read(`data.${name}`, attribute)).toBe(expected);
  });

  it('the zones of a Region are an assumption that is told', () => {
    expect(read.configuration.assumptions.map(({ kind }) => kind)).toContain('availability-zones');
  });

  it('without a Region nothing about it is guessed, but the partition is assumed', () => {
    const bare = evaluateText(
      'data "aws_region" "r" {}\ndata "aws_partition" "p" {}\ndata "aws_availability_zones" "z" {}\n',
    );
    expect(bare.read('data.aws_region.r', 'name')).toBe('<provider.aws.region>');
    expect(bare.read('data.aws_availability_zones.z', 'names')).toBe('<data.aws_availability_zones.z.names>');
    expect(bare.configuration.assumptions).toEqual([{ kind: 'partition', detail: 'aws' }]);
  });
});

describe('a data source asked by the id of a resource of the same configuration', () => {
  const inner = `
variable "vpc_id" {}
data "aws_vpc" "given" {
  id = var.vpc_id
}
output "cidr" {
  value = data.aws_vpc.given.cidr_block
}
`;
  const around = `${provider}
resource "aws_vpc" "main" {
  cidr_block = "10.9.0.0/16"
  tags       = { Name = "main" }
}
resource "aws_vpc" "many" {
  count      = length(data.aws_vpcs.all.ids)
  cidr_block = "10.8.0.0/16"
}
resource "aws_subnet" "a" {
  vpc_id            = aws_vpc.main.id
  cidr_block        = "10.9.1.0/24"
  availability_zone = "ap-northeast-1a"
}
data "aws_vpcs" "all" {}
data "aws_vpc" "one_of_many" {
  id = aws_vpc.many[0].id
}
data "aws_vpc" "beside" {
  id = "vpc-\${aws_vpc.main.id}"
}
data "aws_subnet" "a" {
  id = aws_subnet.a.id
}
module "inner" {
  source = "./inner"
  vpc_id = aws_vpc.main.id
}
`;
  const read = evaluateText({ 'main.tf': around, 'inner/main.tf': inner });

  it.each([
    ['module.inner.data.aws_vpc.given', 'cidr_block', '"10.9.0.0/16"', 'through the variable of a module'],
    ['module.inner.data.aws_vpc.given', 'tags', '{Name = "main"}', 'with all tags'],
    [
      'module.inner.data.aws_vpc.given',
      'main_route_table_id',
      '<aws_vpc.main.main_route_table_id>',
      'what AWS makes is the same thing',
    ],
    ['data.aws_subnet.a', 'vpc_id', '<aws_vpc.main.id>', 'links go on'],
    ['data.aws_subnet.a', 'availability_zone', '"ap-northeast-1a"', 'a subnet too'],
    [
      'data.aws_vpc.one_of_many',
      'cidr_block',
      '<data.aws_vpc.one_of_many.cidr_block>',
      'which of them, or whether there is one, is not known',
    ],
    ['data.aws_vpc.beside', 'cidr_block', '<data.aws_vpc.beside.cidr_block>', 'a text around an id is no id'],
  ])('%s: %s is %s: %s', (address, attribute, expected, _because) => {
    expect(read.told.filter((told) => !told.startsWith('NSN3011'))).toEqual([]);
    expect(read.read(address, attribute)).toBe(expected);
  });
});

describe('template_file of the archived template provider', () => {
  const rendered = (template: string, vars: string): string => {
    const read = evaluateText(`${provider}data "template_file" "t" {\n${template}\n${vars}\n}\n`);
    expect(read.told).toEqual([]);
    return read.read('data.template_file.t', 'rendered');
  };

  it.each([
    ['template = "$${a} and $${b}"', 'vars = { a = "x", b = 256 }', '"x and 256"', 'variables are texts'],
    [
      'template = "%%{ if a == \\"true\\" }yes%%{ endif }"',
      'vars = { a = true }',
      '"yes"',
      'also those that were booleans',
    ],
    ['template = "plain"', '', '"plain"', 'no variables'],
  ])('%s with %s is %s: %s', (template, vars, expected, _because) => {
    expect(rendered(template, vars)).toBe(expected);
  });

  it('a variable that is not known stands in its place', () => {
    const bucket = 'resource "aws_s3_bucket" "b" {}\n';
    const data =
      'data "template_file" "t" {\n template = "s3://$${bucket}/x"\n vars = { bucket = aws_s3_bucket.b.id }\n}\n';
    const read = evaluateText(provider + bucket + data);
    expect(read.read('data.template_file.t', 'rendered')).toContain('aws_s3_bucket.b.id');
  });

  it('a text that is no template is told where it stands', () => {
    const { told } = evaluateText(`${provider}data "template_file" "t" {\n  template = "\${"\n}\n`);
    expect(told.length).toBeGreaterThan(0);
  });
});
