import { compareText } from '../../base/ordered.ts';
import type { Stack } from '../../model/stack.ts';
import type { Json, Template, TemplateParameter, TemplateResource } from '../cloudformation/template.ts';
import { templateOf } from '../cloudformation/write-cloudformation.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { type Language, wordsOf } from '../words/words-of.ts';
import {
  call,
  camelCase,
  entriesOf,
  expression,
  indented,
  type Names,
  object,
  quoted,
} from './expressions.ts';
import { inOrderOfUse, namesUsedIn } from './order.ts';

/**
 * A stack as a CDK program in TypeScript that synthesises to what `writeCloudFormation` writes.
 *
 * It uses the level 1 constructs, which are CloudFormation's own types, so that nothing is added that the
 * stack does not say. No bootstrap stack is needed, because there are no assets.
 */
export function writeCdk(stack: Stack, language: Language = 'en'): readonly GeneratedFile[] {
  const header = `// ${wordsOf(language).header}\n`;
  const template = templateOf(stack, language);
  return [
    { path: 'app.ts', text: `${header}${appText(stack)}` },
    { path: 'cdk.json', text: jsonText({ app: 'npx tsx app.ts' }) },
    { path: 'network-stack.ts', text: `${header}${stackText(template)}` },
    { path: 'package.json', text: jsonText(packageOf(stack)) },
    { path: 'tsconfig.json', text: jsonText(compilerSettings) },
  ];
}

function jsonText(value: Json): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Versions that resolve together (CDK-6). */
function packageOf({ name }: Stack): Json {
  return {
    name,
    private: true,
    type: 'module',
    scripts: { synth: 'cdk synth', diff: 'cdk diff', deploy: 'cdk deploy' },
    dependencies: { 'aws-cdk-lib': '2.273.0', constructs: '10.8.1' },
    devDependencies: {
      '@types/node': '20.19.0',
      'aws-cdk': '2.1148.1',
      tsx: '4.23.15',
      typescript: '5.9.3',
    },
  };
}

const compilerSettings: Json = {
  compilerOptions: {
    target: 'es2022',
    module: 'nodenext',
    strict: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['*.ts'],
};

function appText({ name, region }: Stack): string {
  return linesOf(
    '',
    "import * as cdk from 'aws-cdk-lib';",
    "import { NetworkStack } from './network-stack.ts';",
    '',
    'const app = new cdk.App();',
    '',
    `new NetworkStack(app, ${quoted(name)}, {`,
    `  env: { region: ${quoted(region)} },`,
    '  synthesizer: new cdk.BootstraplessSynthesizer(),',
    '  analyticsReporting: false,',
    '});',
  );
}

function linesOf(...lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}

export function stackText(template: Template): string {
  const modules = [...new Set(template.resources.map(({ type }) => moduleOf(type)))].sort(compareText);
  const imports = modules.map((module) => `import * as ${module} from 'aws-cdk-lib/aws-${module}';`);
  const resources = inOrderOfUse(template.resources);
  const used = namesUsedIn(template);
  const names = namesOf(template);
  const statements = [
    ...template.parameters.map((parameter) => parameterText(parameter, names)),
    ...resources.map((resource) => resourceText(resource, names, used.has(resource.logicalId))),
    ...template.outputs.map(({ logicalId, description, value }) =>
      construct('cdk.CfnOutput', logicalId, [
        ['description', quoted(description)],
        ['value', expression(value, names, 'as-written')],
      ]),
    ),
  ];
  return linesOf(
    '',
    "import * as cdk from 'aws-cdk-lib';",
    ...imports,
    "import type { Construct } from 'constructs';",
    '',
    'export class NetworkStack extends cdk.Stack {',
    '  constructor(scope: Construct, id: string, props: cdk.StackProps) {',
    `    super(scope, id, { ...props, description: ${quoted(template.description)} });`,
    ...statements.map((statement) => `\n${indented(indented(statement)).trimEnd()}`),
    '  }',
    '}',
  );
}

function namesOf({ parameters, resources }: Template): Names {
  const variable = (logicalId: string): readonly [string, string] => [logicalId, variableOf(logicalId)];
  return {
    variables: new Map(resources.map(({ logicalId }) => variable(logicalId))),
    parameters: new Map(parameters.map(({ logicalId }) => variable(logicalId))),
  };
}

function variableOf(logicalId: string): string {
  return camelCase(logicalId);
}

function parameterText(
  { logicalId, type, description, standard, allowedPattern }: TemplateParameter,
  names: Names,
): string {
  const text = construct('cdk.CfnParameter', logicalId, [
    ['type', quoted(type)],
    ['description', quoted(description)],
    ...(standard === undefined ? [] : [['default', quoted(standard)] as const]),
    ...(allowedPattern === undefined ? [] : [['allowedPattern', quoted(allowedPattern)] as const]),
  ]);
  return `const ${names.parameters.get(logicalId)} = ${text}`;
}

function resourceText(
  { logicalId, type, properties, dependsOn }: TemplateResource,
  names: Names,
  isUsed: boolean,
): string {
  const entries = entriesOf(properties, names, 'camel-case');
  const text = construct(`${moduleOf(type)}.${classOf(type)}`, logicalId, entries);
  const variable = names.variables.get(logicalId);
  const waits = dependsOn.map(
    (before) => `${variable}.addResourceDependency(${names.variables.get(before)});\n`,
  );
  return isUsed || waits.length > 0 ? `const ${variable} = ${text}${waits.join('')}` : text;
}

function construct(
  className: string,
  logicalId: string,
  entries: readonly (readonly [string, string])[],
): string {
  const given = entries.length === 0 ? [] : [object(entries)];
  return `${call(`new ${className}`, ['this', quoted(logicalId), ...given])};\n`;
}

/** `ec2` of `AWS::EC2::VPC`. */
function moduleOf(type: string): string {
  return (type.split('::')[1] ?? '').toLowerCase();
}

/** `CfnVPC` of `AWS::EC2::VPC`. */
function classOf(type: string): string {
  return `Cfn${type.split('::')[2] ?? ''}`;
}
