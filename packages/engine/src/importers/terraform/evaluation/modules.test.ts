import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';

const network = `
variable "cidr" {
  type = string
}
variable "subnets" {
  type    = number
  default = 1
}
resource "aws_vpc" "this" {
  cidr_block = var.cidr
}
resource "aws_subnet" "this" {
  count      = var.subnets
  vpc_id     = aws_vpc.this.id
  cidr_block = cidrsubnet(var.cidr, 8, count.index)
}
output "vpc_id" {
  value = aws_vpc.this.id
}
output "subnet_ids" {
  value = aws_subnet.this[*].id
}
`;

function withNetwork(root: string): ReturnType<typeof evaluateText> {
  return evaluateText({ 'main.tf': root, 'network/main.tf': network });
}

describe('module calls (TF-4, TF-7)', () => {
  it('outputs of a module are links to its instances', () => {
    const read = withNetwork(
      'module "n" {\n  source = "./network"\n  cidr = "10.0.0.0/16"\n}\noutput "x" {\n  value = module.n.vpc_id\n}\n',
    );
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe('<module.n.aws_vpc.this.id>');
  });

  it('for_each on a call gives one module for each key, and its outputs by key', () => {
    const read = withNetwork(`
module "n" {
  source   = "./network"
  for_each = { a = "10.1.0.0/16", b = "10.2.0.0/16" }
  cidr     = each.value
}
output "x" {
  value = { for k, m in module.n : k => m.subnet_ids }
}
output "b" {
  value = module.n["b"].vpc_id
}
`);
    expect(read.addresses).toEqual([
      'module.n["a"].aws_subnet.this[0]',
      'module.n["a"].aws_vpc.this',
      'module.n["b"].aws_subnet.this[0]',
      'module.n["b"].aws_vpc.this',
    ]);
    expect(read.output('x')).toBe(
      '{a = [<module.n["a"].aws_subnet.this[0].id>], b = [<module.n["b"].aws_subnet.this[0].id>]}',
    );
    expect(read.output('b')).toBe('<module.n["b"].aws_vpc.this.id>');
    expect(read.read('module.n["b"].aws_subnet.this[0]', 'cidr_block')).toBe('"10.2.0.0/24"');
  });

  it('count on a call gives modules by number, and a splat over them', () => {
    const read = withNetwork(
      'module "n" {\n  source = "./network"\n  count = 2\n  cidr = "10.${count.index}.0.0/16"\n}\noutput "x" {\n  value = module.n[*].vpc_id\n}\n',
    );
    expect(read.output('x')).toBe('[<module.n[0].aws_vpc.this.id>, <module.n[1].aws_vpc.this.id>]');
  });

  it('two modules may use each other’s outputs when the values make no circle', () => {
    const read = evaluateText({
      'main.tf': `
module "a" {
  source = "./m"
  in     = module.b.fixed
}
module "b" {
  source = "./m"
  in     = module.a.fixed
}
output "x" {
  value = module.a.out
}
`,
      'm/main.tf':
        'variable "in" {\n  type = string\n}\noutput "fixed" {\n  value = "f"\n}\noutput "out" {\n  value = var.in\n}\n',
    });
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe('"f"');
  });

  it('installed modules are found through modules.json, nested ones by their keys', () => {
    const manifest = {
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        { Key: 'outer', Source: 'registry/outer/aws', Version: '1.0.0', Dir: '.terraform/modules/outer' },
        {
          Key: 'outer.inner',
          Source: 'registry/inner/aws',
          Version: '2.0.0',
          Dir: '.terraform/modules/outer.inner',
        },
      ],
    };
    const read = evaluateText({
      'main.tf':
        'module "outer" {\n  source = "registry/outer/aws"\n}\noutput "x" {\n  value = module.outer.out\n}\n',
      '.terraform/modules/modules.json': JSON.stringify(manifest),
      '.terraform/modules/outer/main.tf':
        'module "inner" {\n  source = "registry/inner/aws"\n}\noutput "out" {\n  value = module.inner.out\n}\n',
      '.terraform/modules/outer.inner/main.tf': 'output "out" {\n  value = path.module\n}\n',
    });
    expect(read.told).toEqual([]);
    expect(read.output('x')).toBe('".terraform/modules/outer.inner"');
  });

  it('a module that is not on disk is a hole with a name, and what it was given is kept', () => {
    const read = evaluateText(`
module "nat" {
  source  = "RaJiska/fck-nat/aws"
  version = "1.3.0"
  vpc_id  = aws_vpc.a.id
}
resource "aws_vpc" "a" {
  cidr_block = "10.0.0.0/16"
}
output "x" {
  value = module.nat.eni_id
}
`);
    expect(read.words).toEqual([
      '`module.nat` is not on this disk: source `RaJiska/fck-nat/aws`, version `1.3.0`',
    ]);
    expect(read.output('x')).toBe('<module.nat.eni_id>');
    const [missing] = read.configuration.missingModules;
    expect(missing?.address).toBe('module.nat');
    expect(missing?.passed.map(({ kind }) => kind)).toEqual(['unknown']);
  });

  it('an output of a missing module is still that output inside another module and its texts', () => {
    const read = evaluateText({
      'main.tf': `
module "hole" {
  source = "registry/x/aws"
}
module "m" {
  source = "./m"
  arn    = module.hole.arn
  ids    = module.hole.ids
}
output "x" {
  value = module.m.out
}
`,
      'm/main.tf': `
variable "arn" {
  type = string
}
variable "ids" {
  type = list(string)
}
output "out" {
  value = ["\${var.arn}/*", var.ids[0]]
}
`,
    });
    expect(read.output('x')).toBe('[~<module.hole.arn>/*, <module.hole.ids[0]>]');
  });

  it('what is passed to a missing module may hang on that module without a circle', () => {
    const read = evaluateText(`
module "bucket" {
  source = "registry/bucket/aws"
  policy = data.aws_iam_policy_document.p.json
}
data "aws_iam_policy_document" "p" {
  statement {
    actions   = ["s3:*"]
    resources = [module.bucket.arn]
  }
}
`);
    expect(read.told).toEqual(['NSN1104 main.tf:2']);
  });

  it.each([
    ['module "n" {\n  source = "./network"\n}\n', ['NSN3028 main.tf:1'], 'a required variable is not given'],
    [
      'module "n" {\n  source = "./network"\n  cidr = "10.0.0.0/16"\n  cidrs = 1\n}\n',
      ['NSN3027 main.tf:4'],
      'an argument is no variable',
    ],
    ['module "n" {\n  source = "./nowhere"\n}\n', ['NSN1105 main.tf:1'], 'a local path leads nowhere'],
    [
      'module "n" {\n  source = var.s\n}\nvariable "s" {\n  default = "./network"\n}\n',
      ['NSN1106 main.tf:1'],
      'the source is not literal',
    ],
    [
      'module "n" {\n  source = "./network"\n  cidr = "10.0.0.0/16"\n}\noutput "x" {\n  value = module.n.vpc\n}\n',
      ['NSN3002 main.tf:6'],
      'an output does not exist',
    ],
  ])('%#: %s', (root, told) => {
    expect(withNetwork(root).told).toEqual(told);
  });

  it('a module that calls itself ends at a stated depth', () => {
    const read = evaluateText({
      'main.tf': 'module "m" {\n  source = "./m"\n}\n',
      'm/main.tf': 'module "m" {\n  source = "../m"\n}\n',
    });
    expect(read.told).toEqual(['NSN1107 m/main.tf:1']);
  });
});

describe('providers and Regions (TF-10)', () => {
  const providers = `
provider "aws" {
  region = "ap-northeast-1"
  default_tags {
    tags = { Owner = "network" }
  }
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
`;

  it.each([
    [
      'resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n',
      'ap-northeast-1',
      'the default provider’s',
    ],
    [
      'resource "aws_vpc" "a" {\n  provider = aws.west\n  cidr_block = "10.0.0.0/16"\n}\n',
      'us-west-2',
      'the alias’s',
    ],
    [
      'resource "aws_vpc" "a" {\n  region = "eu-west-1"\n  cidr_block = "10.0.0.0/16"\n}\n',
      'eu-west-1',
      'its own',
    ],
  ])('%#: the Region of a resource is %s', (resource, region) => {
    const read = evaluateText(providers + resource);
    expect(read.told).toEqual([]);
    expect(read.instance('aws_vpc.a')?.region).toEqual({ kind: 'string', value: region });
  });

  it('default tags are under the tags of the resource', () => {
    const read = evaluateText(
      `${providers}resource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n  tags = { Name = "a" }\n}\n`,
    );
    expect(read.read('aws_vpc.a', 'tags_all')).toBe('{Name = "a", Owner = "network"}');
  });

  it('a call hands providers over by name', () => {
    const read = evaluateText({
      'main.tf': `${providers}module "m" {\n  source = "./m"\n  providers = {\n    aws = aws.west\n    aws.other = aws\n  }\n}\n`,
      'm/main.tf': 'data "aws_region" "a" {}\ndata "aws_region" "b" {\n  provider = aws.other\n}\n',
    });
    expect(read.told).toEqual([]);
    expect(read.read('module.m.data.aws_region.a', 'name')).toBe('"us-west-2"');
    expect(read.read('module.m.data.aws_region.b', 'name')).toBe('"ap-northeast-1"');
  });

  it('a Region that is not written is unknown with a reason, never a guess', () => {
    const read = evaluateText(
      'provider "aws" {}\nresource "aws_vpc" "a" {\n  cidr_block = "10.0.0.0/16"\n}\n',
    );
    expect(read.told).toEqual(['NSN3031 main.tf:1']);
    expect(read.configuration.defaultRegion.kind).toBe('unknown');
  });

  it.each([
    [{ region: 'eu-west-1' }, ['"eu-west-1"', '"us-west-2"', '"eu-west-1"'], [], 'who says one keeps it'],
    [
      {},
      ['<provider.aws.region>', '"us-west-2"', '<provider.aws.other.region>'],
      ['NSN3031 main.tf:1'],
      'nobody gives one: it is not guessed',
    ],
  ])(
    'a Region that is given beside the files %j is that of providers without one: %j, %j: %s',
    (inputs, regions, told, _because) => {
      const read = evaluateText(
        `
provider "aws" {}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
provider "aws" {
  alias = "other"
}
data "aws_region" "a" {}
data "aws_region" "b" {
  provider = aws.west
}
data "aws_region" "c" {
  provider = aws.other
}
`.trimStart(),
        inputs,
      );
      expect(['a', 'b', 'c'].map((name) => read.read(`data.aws_region.${name}`, 'name'))).toEqual(regions);
      expect(read.told.slice(0, told.length)).toEqual(told);
      if (told.length === 0) expect(read.told).toEqual([]);
    },
  );
});
