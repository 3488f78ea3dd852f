/** Why a command could not run at all: the world or the call was wrong, not the user's Terraform. Exit code 2. */
export type Failure =
  | DirectoryFailure
  | { readonly kind: 'not-a-variable'; readonly text: string }
  | { readonly kind: 'not-a-width'; readonly text: string }
  | {
      readonly kind: 'no-such-workload';
      readonly asked: string;
      readonly nearest: readonly string[];
      readonly workloads: readonly string[];
    }
  | { readonly kind: 'several-workloads'; readonly asked: string; readonly workloads: readonly string[] }
  | { readonly kind: 'no-workloads' }
  | { readonly kind: 'no-such-target'; readonly asked: string; readonly nearest: readonly string[] }
  | { readonly kind: 'no-such-service'; readonly asked: string; readonly nearest: readonly string[] }
  | AskFailure
  | EarlierFailure
  | { readonly kind: 'no-such-code'; readonly asked: string; readonly nearest: readonly string[] }
  | ConfigurationFailure
  | { readonly kind: 'no-expectations'; readonly directory: string }
  | CostFailure
  | PriceFailure
  | CompareFailure
  | { readonly kind: 'no-page'; readonly asked: string }
  | { readonly kind: 'no-such-intent'; readonly file: string };

/** Of `naisen cost`. */
export type CostFailure =
  | { readonly kind: 'no-usage-file'; readonly file: string }
  | { readonly kind: 'no-prices' }
  | { readonly kind: 'no-chart'; readonly service: string; readonly services: readonly string[] };

/** Of `naisen.config`. */
export type ConfigurationFailure =
  | { readonly kind: 'no-such-configuration'; readonly file: string }
  | { readonly kind: 'several-configurations'; readonly files: readonly string[] }
  | { readonly kind: 'configuration-not-loaded'; readonly file: string; readonly reason: string };

/** Of the directory that is to be read. */
export type DirectoryFailure =
  | { readonly kind: 'no-such-directory' | 'not-a-directory'; readonly directory: string }
  /** `below`: folders in it that hold Terraform, each with `/` at its end. */
  | { readonly kind: 'no-terraform-files'; readonly directory: string; readonly below: readonly string[] }
  | { readonly kind: 'not-readable'; readonly directory: string; readonly reason: string };

/** Of price books and price lists. */
export type PriceFailure =
  | { readonly kind: 'no-price-file' | 'not-a-price-book'; readonly file: string }
  | { readonly kind: 'not-a-price-list'; readonly place: string }
  | { readonly kind: 'prices-not-fetched'; readonly url: string; readonly reason: string }
  | { readonly kind: 'not-writable'; readonly file: string; readonly reason: string };

/** Of files with earlier findings and answers. */
export type EarlierFailure = {
  readonly kind: 'no-such-baseline' | 'not-a-baseline' | 'no-previous';
  readonly file: string;
};

/** Of the question that `trace` asks of the policies. */
export type AskFailure =
  | { readonly kind: 'not-an-action'; readonly text: string }
  | { readonly kind: 'no-such-resource'; readonly asked: string; readonly nearest: readonly string[] }
  | { readonly kind: 'resource-without-action' };

/** Of `naisen diff`. */
export type CompareFailure =
  | { readonly kind: 'nothing-to-compare' }
  | { readonly kind: 'too-much-to-compare' }
  | { readonly kind: 'no-git'; readonly reason: string }
  | {
      readonly kind: 'no-revision';
      readonly revision: string;
      readonly directory: string;
      readonly reason: string;
    }
  | { readonly kind: 'not-at-revision'; readonly revision: string; readonly directory: string };

/** Ends a command with exit code 2 and one sentence. */
export class CannotRun extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.failure = failure;
  }
}
