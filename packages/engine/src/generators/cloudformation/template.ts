/** What a template holds. Keys stay in the order in which they were written. */
export type Json = string | number | boolean | readonly Json[] | { readonly [name: string]: Json };

export interface TemplateResource {
  readonly logicalId: string;
  /** `AWS::EC2::VPC`. */
  readonly type: string;
  readonly properties: Readonly<Record<string, Json>>;
  /** Logical ids. */
  readonly dependsOn: readonly string[];
}

export interface TemplateParameter {
  readonly logicalId: string;
  readonly type: string;
  readonly description: string;
  /** `undefined` = it must be given. */
  readonly standard: string | undefined;
  readonly allowedPattern: string | undefined;
}

export interface TemplateOutput {
  readonly logicalId: string;
  readonly description: string;
  readonly value: Json;
}

/** A CloudFormation template before it is text: the JSON and the CDK program are written from it. */
export interface Template {
  readonly description: string;
  readonly parameters: readonly TemplateParameter[];
  readonly resources: readonly TemplateResource[];
  readonly outputs: readonly TemplateOutput[];
}

/** The document as CloudFormation takes it. */
export function templateDocument(template: Template): Json {
  const { description, parameters, resources, outputs } = template;
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: description,
    ...(parameters.length === 0 ? {} : { Parameters: named(parameters, parameterDocument) }),
    Resources: named(resources, ({ type, properties, dependsOn }) => ({
      Type: type,
      ...(dependsOn.length === 0 ? {} : { DependsOn: dependsOn }),
      ...(Object.keys(properties).length === 0 ? {} : { Properties: properties }),
    })),
    ...(outputs.length === 0
      ? {}
      : {
          Outputs: named(outputs, ({ description: about, value }) => ({ Description: about, Value: value })),
        }),
  };
}

function named<Part extends { readonly logicalId: string }>(
  parts: readonly Part[],
  write: (part: Part) => Json,
): Json {
  return Object.fromEntries(parts.map((part) => [part.logicalId, write(part)]));
}

function parameterDocument({ type, description, standard, allowedPattern }: TemplateParameter): Json {
  return {
    Type: type,
    Description: description,
    ...(standard === undefined ? {} : { Default: standard }),
    ...(allowedPattern === undefined ? {} : { AllowedPattern: allowedPattern }),
  };
}
