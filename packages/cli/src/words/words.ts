import type { Failure } from '../failure.ts';

/** What the command line says by itself; the words of answers belong to the engine's reports. */
export interface CliWords {
  readonly program: string;
  /** Headings of the help, by commander's own English words. */
  readonly headings: Readonly<Record<string, string>>;
  readonly commands: Readonly<Record<CommandName, string>>;
  readonly examples: string;
  readonly examplesOf: Readonly<Record<CommandName, readonly (readonly [string, string])[]>>;
  readonly exitCodes: readonly string[];
  /** Of commands whose codes mean something else. */
  readonly exitCodesOf: Readonly<Partial<Record<CommandName, readonly string[]>>>;
  readonly argument: {
    readonly directory: string;
    readonly code: string;
    readonly old: string;
    readonly new: string;
    readonly written: string;
  };
  readonly options: Readonly<Record<OptionName, string>>;
  readonly format: (formats: readonly string[]) => string;
  readonly failure: (failure: Failure) => readonly string[];
  /** Errors of the arguments, by commander's code; `quoted` are the pieces it puts in quotes. */
  readonly usage: (code: string, quoted: readonly string[], english: string) => string;
  readonly didYouMean: (names: readonly string[]) => string;
  readonly seeHelp: string;
  readonly undeterminedWarning: (count: number) => string;
  readonly undeterminedStrict: (count: number) => string;
  readonly undeterminedExpectations: (count: number) => string;
  readonly baselineWritten: (file: string, count: number) => string;
  readonly pricesWritten: (facts: WrittenPrices) => readonly string[];
  readonly pricesWithoutNat: readonly string[];
  readonly internalError: (summary: string) => readonly string[];
  readonly demo: {
    readonly intro: readonly string[];
    readonly ticket: string;
    readonly next: readonly string[];
    readonly tryOwn: string;
  };
}

/** What `prices update` did. */
export interface WrittenPrices {
  readonly file: string;
  readonly regions: number;
  readonly read: number;
  readonly changed: number;
}

export type CommandName =
  | 'check'
  | 'test'
  | 'diff'
  | 'trace'
  | 'cost'
  | 'rehearse'
  | 'prices'
  | 'update'
  | 'plan'
  | 'build'
  | 'inspect'
  | 'demo'
  | 'explain'
  | 'rules';
export type OptionName =
  | 'var'
  | 'varFile'
  | 'providerRegion'
  | 'workspace'
  | 'service'
  | 'strict'
  | 'config'
  | 'action'
  | 'baseline'
  | 'resource'
  | 'updateBaseline'
  | 'previous'
  | 'git'
  | 'usage'
  | 'hours'
  | 'currency'
  | 'rate'
  | 'chart'
  | 'goal'
  | 'budget'
  | 'availability'
  | 'perhaps'
  | 'prices'
  | 'region'
  | 'fromUrl'
  | 'products'
  | 'remove'
  | 'add'
  | 'set'
  | 'from'
  | 'to'
  | 'color'
  | 'noColor'
  | 'width'
  | 'lang'
  | 'help'
  | 'version';
