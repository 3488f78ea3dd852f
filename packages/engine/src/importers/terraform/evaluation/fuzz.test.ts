import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateText } from '../../../../test/evaluated-project.ts';

/** A project that uses most of the language. */
const whole = `
variable "names" {
  type    = map(object({ cidr = string, zone = optional(string, "a") }))
  default = { a = { cidr = "10.0.0.0/24" }, b = { cidr = "10.0.1.0/24", zone = "c" } }
  validation {
    condition     = alltrue([for n in var.names : can(cidrhost(n.cidr, 0))])
    error_message = "Bad \${jsonencode(var.names)}."
  }
}
provider "aws" {
  region = "ap-northeast-1"
}
locals {
  ids  = { for k, s in aws_subnet.s : k => s.id }
  text = "%{ for k, v in var.names ~}\${k}=\${v.cidr} %{ endfor ~}"
}
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
  tags       = merge({ Name = "v" }, { for k in keys(var.names) : upper(k) => try(var.names[k].zone, null) })
}
resource "aws_subnet" "s" {
  for_each          = var.names
  vpc_id            = aws_vpc.v.id
  cidr_block        = each.value.cidr
  availability_zone = "ap-northeast-1\${each.value.zone}"
}
resource "aws_security_group" "g" {
  count  = length(local.ids) > 1 ? 1 : 0
  vpc_id = aws_vpc.v.id
  dynamic "ingress" {
    for_each = { for i, c in values(aws_subnet.s)[*].cidr_block : i => c }
    content {
      from_port   = 443
      to_port     = 443
      protocol    = "tcp"
      cidr_blocks = [ingress.value]
    }
  }
}
module "m" {
  source = "./m"
  count  = 2
  ids    = values(local.ids)
}
output "x" {
  value = [module.m[*].first, one(aws_security_group.g[*].id), local.text]
}
`;
const child =
  'variable "ids" {\n  type = list(string)\n}\noutput "first" {\n  value = element(var.ids, 0)\n}\n';

describe('the reader of broken projects', () => {
  it('reads the whole project without a word', () => {
    const read = evaluateText({ 'main.tf': whole, 'm/main.tf': child });
    expect(read.told).toEqual([]);
    expect(read.addresses).toHaveLength(4);
  });

  const tokens = whole.split(/(\W)/).filter((token) => token !== '');
  const change = fc.record({
    at: fc.nat(tokens.length - 1),
    how: fc.constantFrom('delete', 'double', 'swap', 'other'),
    with: fc.nat(tokens.length - 1),
  });

  it('never throws, and gives the same answer twice, whatever is deleted, doubled or swapped', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const broken = [...tokens];
        for (const { at, how, with: other } of changes) {
          const token = broken[at] ?? '';
          if (how === 'delete') broken[at] = '';
          else if (how === 'double') broken[at] = token + token;
          else if (how === 'swap') [broken[at], broken[other]] = [broken[other] ?? '', token];
          else broken[at] = tokens[other] ?? '';
        }
        const texts = { 'main.tf': broken.join(''), 'm/main.tf': child };
        const first = evaluateText(texts);
        const second = evaluateText(texts);
        expect(second.told).toEqual(first.told);
        expect(second.addresses).toEqual(first.addresses);
        expect(first.words.every((words) => words.length > 0)).toBe(true);
      }),
      { seed: 3001, numRuns: 150 },
    );
  }, 60_000);
});
