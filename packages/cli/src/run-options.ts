import type { FragmentFormat } from '@naisen/engine';

import type { VariableArgument } from './project.ts';

/** Options that every command knows. */
export interface CommonOptions {
  readonly color?: boolean;
  readonly width?: number;
}

/** What every answer can be written as. */
export const answerFormats = ['text', 'json', 'svg'] as const;
/** What the matrix can be written as, besides. */
export const documentFormats = ['sarif', 'junit', 'markdown', 'html'] as const;

export type AnswerFormat = (typeof answerFormats)[number];
export type Format = AnswerFormat | (typeof documentFormats)[number];

/** What the list of rules can be written as. */
export const ruleFormats = ['text', 'json'] as const;

export interface RulesOptions extends CommonOptions {
  readonly format: (typeof ruleFormats)[number];
}

/** Options of the commands that read a directory. */
export interface ReadingOptions extends CommonOptions {
  readonly format: Format;
  readonly variables?: readonly VariableArgument[];
  /** Of providers that do not say theirs. */
  readonly region?: string;
  /** Terraform's; else that of `TF_WORKSPACE`. */
  readonly workspace?: string;
  readonly strict?: true;
  /** Path of the configuration; without it the one in the directory. */
  readonly config?: string;
}

export interface CheckOptions extends ReadingOptions {
  readonly service?: readonly string[];
  readonly baseline?: string;
  readonly updateBaseline?: true;
}

export interface TraceOptions extends CheckOptions {
  readonly from: string;
  readonly to: string;
  /** `s3:ListBucket`: then the policies on the path are asked too. */
  readonly action?: string;
  readonly resource?: string;
}

export interface CostOptions extends ReadingOptions {
  readonly usage?: string;
  readonly hours?: string;
  readonly currency?: string;
  readonly rate?: string;
  /** A price book that `prices update` wrote. */
  readonly prices?: string;
  /** The service whose break-even is drawn, as SVG. */
  readonly chart?: string;
}

export interface RehearseOptions extends CheckOptions, Omit<CostOptions, 'chart'>, WriteOptions {
  /** Addresses that go. */
  readonly remove?: readonly string[];
  /** `endpoint:logs`. */
  readonly add?: readonly string[];
  /** `enable_nat_gateway=false`. */
  readonly set?: readonly string[];
}

export interface PlanOptions extends CheckOptions, Omit<CostOptions, 'chart'>, WriteOptions {
  readonly goal: 'private' | 'no-nat' | 'cheapest';
  /** US dollars a month. */
  readonly budget?: string;
  readonly availability: 'multi-az' | 'single-az' | undefined;
  readonly perhaps?: true;
}

/** What a network is built as. */
export const buildTargets = ['terraform', 'cloudformation', 'cdk'] as const;
/** What is told of it. */
export const buildFormats = ['text', 'json'] as const;

export interface BuildOptions extends CommonOptions {
  readonly to: (typeof buildTargets)[number];
  readonly format: (typeof buildFormats)[number];
  readonly out?: string;
  readonly force?: true;
  readonly usage?: string;
  readonly hours?: string;
  readonly currency?: string;
  readonly rate?: string;
}

export interface PricesOptions extends CommonOptions {
  readonly region?: readonly string[];
  /** A mirror of AWS's price lists. */
  readonly from?: string;
  /** Answers of `aws pricing get-products`. */
  readonly products?: readonly string[];
}

export const testFormats = ['text', 'json', 'junit'] as const;

export interface TestOptions extends ReadingOptions {
  /** The answer of an earlier run, as JSON. */
  readonly previous?: string;
}

export const diffFormats = ['text', 'json', 'markdown'] as const;

export interface DiffOptions extends CheckOptions {
  /** The revision that the directory is compared with. */
  readonly git?: string;
}

/** What becomes of a change, besides being shown. */
export interface WriteOptions {
  readonly write?: true;
  /** Edits are made in the user's files instead of going into a patch. */
  readonly apply?: true;
  /** One patch of everything, and nothing else. */
  readonly out?: string;
  /** New endpoints get policies from the needs of their callers. */
  readonly policies?: true;
  /** The language of what is written; `terraform` unless asked. */
  readonly to?: 'terraform' | FragmentFormat;
}
