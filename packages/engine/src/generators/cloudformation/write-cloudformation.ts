import { compareText } from '../../base/ordered.ts';
import type { Stack, StackOutput, StackText } from '../../model/stack.ts';
import { sortedById } from '../address.ts';
import type { GeneratedFile } from '../generated-file.ts';
import type { GeneratedWords } from '../words/words.ts';
import { type Language, wordsOf } from '../words/words-of.ts';
import { accessResources } from './access.ts';
import { endpointResources } from './endpoints.ts';
import { logicalIdOf, pascal } from './logical-ids.ts';
import { logResources } from './logs.ts';
import { networkResources } from './network.ts';
import { textJson } from './references.ts';
import { prefixListParameter, securityGroupResources } from './security-groups.ts';
import { serviceResources } from './services.ts';
import {
  type Json,
  type Template,
  type TemplateOutput,
  type TemplateParameter,
  templateDocument,
} from './template.ts';
import { codeParameter, imageParameter, workloadResources } from './workloads.ts';

/** A stack as one CloudFormation template in JSON: `template.json`. */
export function writeCloudFormation(stack: Stack, language: Language = 'en'): readonly GeneratedFile[] {
  const document = templateDocument(templateOf(stack, language));
  return [{ path: 'template.json', text: `${JSON.stringify(document, null, 2)}\n` }];
}

/** The template before it is text. */
export function templateOf(stack: Stack, language: Language): Template {
  const words = wordsOf(language);
  const parameters = parametersOf(stack, words);
  const resources = [
    ...networkResources(stack),
    ...securityGroupResources(stack),
    ...endpointResources(stack),
    ...accessResources(stack),
    ...logResources(stack),
    ...serviceResources(stack),
    ...workloadResources(stack),
  ];
  const taken = new Set([...parameters, ...resources].map(({ logicalId }) => logicalId));
  const outputs = stack.outputs.toSorted((a, b) => compareText(a.name, b.name));
  return {
    description: words.header,
    parameters,
    resources,
    outputs: outputs.map((output) => outputOf(output, taken)),
  };
}

/** What CloudFormation cannot find out by itself: images by their public parameter, lists, code. */
function parametersOf(stack: Stack, words: GeneratedWords): readonly TemplateParameter[] {
  const images = sortedById(stack.instances).map((instance) => ({
    ...parameter(imageParameter(instance), instance.name),
    type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>',
    standard: instance.amiParameter,
  }));
  const lists = sortedById(stack.vpcEndpoints)
    .filter(({ id }) =>
      stack.securityGroupRules.some(({ peer }) => peer.kind === 'gateway-endpoint' && peer.endpoint === id),
    )
    .map(({ id, serviceName }) => ({
      ...parameter(prefixListParameter(id), words.prefixListOf(serviceName)),
      allowedPattern: '^pl-[0-9a-f]+$',
    }));
  const code = sortedById(stack.functions)
    .filter((lambda) => lambda.code.kind === 'zip')
    .flatMap((lambda) => [
      parameter(codeParameter('code_bucket', lambda), words.codeBucketOf(lambda.name)),
      parameter(codeParameter('code_key', lambda), words.codeKeyOf(lambda.name)),
    ]);
  return [...images, ...lists, ...code];
}

function parameter(id: string, description: string): TemplateParameter {
  return {
    logicalId: logicalIdOf(id),
    type: 'String',
    description,
    standard: undefined,
    allowedPattern: undefined,
  };
}

/** CDK has one space of names for resources and outputs. */
function outputOf({ name, description, value }: StackOutput, taken: ReadonlySet<string>): TemplateOutput {
  const id = pascal(name);
  const isList = typeof value === 'object' && 'list' in value;
  return {
    logicalId: taken.has(id) ? `${id}Output` : id,
    description,
    value: isList ? joined(value.list) : textJson(value),
  };
}

/** An output is one text. */
function joined(texts: readonly StackText[]): Json {
  const [only, second] = texts;
  if (only !== undefined && second === undefined) return textJson(only);
  return { 'Fn::Join': [',', texts.map(textJson)] };
}
