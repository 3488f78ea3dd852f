import type { Json } from '../cloudformation/template.ts';

/** CDK's own types have `cidrBlock` where CloudFormation has `CidrBlock`. */
type Spelling = 'as-written' | 'camel-case';

/** Names by which the program knows what `Ref` and `Fn::GetAtt` mean. */
export interface Names {
  /** Logical id of a resource → its variable. */
  readonly variables: ReadonlyMap<string, string>;
  /** Logical id of a parameter → its variable. */
  readonly parameters: ReadonlyMap<string, string>;
}

const widest = 88;

/**
 * A value as an expression. Names of properties are CDK's (`cidrBlock`), except below those that hold the
 * user's or a service's own JSON.
 */
export function expression(value: Json, names: Names, spelling: Spelling): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (isList(value)) return list(value.map((item) => expression(item, names, spelling)));
  const called = intrinsic(value, names);
  if (called !== undefined) return called;
  return object(entriesOf(value, names, spelling));
}

/** Names and values of an object's properties as the program writes them. */
export function entriesOf(
  value: Readonly<Record<string, Json>>,
  names: Names,
  spelling: Spelling,
): readonly (readonly [string, string])[] {
  return Object.entries(value).map(([name, item]) => {
    const below = ownJson.has(name) ? 'as-written' : spelling;
    return [spelling === 'camel-case' ? camelCase(name) : name, expression(item, names, below)];
  });
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

/** Properties whose value CDK hands on as it is. */
const ownJson: ReadonlySet<string> = new Set([
  'AssumeRolePolicyDocument',
  'Options',
  'Policy',
  'PolicyDocument',
  'UserPoolTags',
  'Variables',
]);

function intrinsic(value: { readonly [name: string]: Json }, names: Names): string | undefined {
  const [entry, second] = Object.entries(value);
  if (entry === undefined || second !== undefined) return undefined;
  const [name, argument] = entry;
  if (name === 'Ref' && typeof argument === 'string') return reference(argument, names);
  if (name === 'Fn::GetAtt' && isList(argument)) {
    const [logicalId, attribute] = argument;
    return `${names.variables.get(String(logicalId))}.attr${String(attribute)}`;
  }
  const method = methods[name];
  if (method === undefined) return undefined;
  const given = isList(argument) ? argument : [argument];
  return call(
    `cdk.Fn.${method}`,
    given.map((item) => expression(item, names, 'as-written')),
  );
}

const methods: Readonly<Record<string, string>> = {
  'Fn::Base64': 'base64',
  'Fn::Cidr': 'cidr',
  'Fn::Join': 'join',
  'Fn::Select': 'select',
  'Fn::Split': 'split',
  'Fn::Sub': 'sub',
};

function reference(logicalId: string, { variables, parameters }: Names): string {
  const pseudo = /^AWS::(\w+)$/.exec(logicalId)?.[1];
  if (pseudo !== undefined) return `cdk.Aws.${pseudoNames[pseudo] ?? pseudo.toUpperCase()}`;
  const parameter = parameters.get(logicalId);
  return parameter === undefined ? `${variables.get(logicalId)}.ref` : `${parameter}.valueAsString`;
}

const pseudoNames: Readonly<Record<string, string>> = { AccountId: 'ACCOUNT_ID' };

/** `vpcId` of `VPCId`, `cidrBlock` of `CidrBlock`. */
export function camelCase(name: string): string {
  if (name === 'VPCs') return 'vpcs';
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

export function call(callee: string, given: readonly string[]): string {
  return `${callee}(${given.join(', ')})`;
}

function list(items: readonly string[]): string {
  const short = `[${items.join(', ')}]`;
  if (short.length <= widest && !short.includes('\n')) return short;
  return `[\n${items.map((item) => `${indented(item)},\n`).join('')}]`;
}

export function object(entries: readonly (readonly [string, string])[]): string {
  if (entries.length === 0) return '{}';
  const lines = entries.map(([name, value]) => `${propertyName(name)}: ${value}`);
  const short = `{ ${lines.join(', ')} }`;
  if (short.length <= 60 && !short.includes('\n')) return short;
  return `{\n${lines.map((line) => `${indented(line)},\n`).join('')}}`;
}

function propertyName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name);
}

export function indented(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}

export function quoted(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${inner}'`;
}
