import type { Unknown } from '../base/known.ts';
import type { HostnameClass } from '../catalog/hostname-classes.ts';
import type { AddressFamily } from '../ip/address.ts';
import type { IpSet } from '../ip/ip-set.ts';
import type { Id, Origin } from '../model/identity.ts';

export type ResolutionFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** One thing that was looked at while a name was resolved, and what it came to. */
export interface ResolutionStep {
  /** A code of the explanation catalogue. */
  readonly code: string;
  readonly outcome: 'pass' | 'block' | 'unknown';
  /** `AmazonProvidedDNS`, an endpoint, a zone, a VPC. */
  readonly component: string;
  /** Which record, attribute or zone decided. */
  readonly decided: string;
  readonly facts: ResolutionFacts;
  readonly rules: readonly string[];
  readonly origin: Origin | undefined;
}

/** Where a name leads, for one family. */
export type NameAnswer =
  /** An interface endpoint's ENIs: their addresses are in the endpoint's subnets. */
  | { readonly kind: 'endpoint'; readonly family: AddressFamily; readonly endpoint: Id<'VpcEndpoint'> }
  /** Public addresses of an AWS service, or of somebody else. */
  | { readonly kind: 'public'; readonly family: AddressFamily; readonly host: HostnameClass }
  /** Addresses of a record in a zone, or the address that was asked for itself. */
  | { readonly kind: 'addresses'; readonly family: AddressFamily; readonly set: IpSet };

/** A fact without which there is no answer. */
export interface MissingName {
  /** `UNKNOWN_…`, or the code of the state that leaves it open. */
  readonly code: string;
  /** The attribute or construct in the source's words. */
  readonly what: string;
  readonly unknown: Unknown | undefined;
  readonly origin: Origin | undefined;
}

/** What must change, with the word of the mend. */
export interface NameBlocker {
  readonly code: string;
  readonly component: string;
  readonly facts: ResolutionFacts;
  readonly rules: readonly string[];
  readonly origin: Origin | undefined;
  readonly mend: string;
}

export type Resolution =
  | {
      readonly kind: 'answer';
      /** One for each family that answers; one that does not is no failure while another does. */
      readonly answers: readonly NameAnswer[];
      readonly steps: readonly ResolutionStep[];
    }
  | {
      readonly kind: 'no-answer';
      readonly steps: readonly ResolutionStep[];
      readonly blocker: NameBlocker;
      /** Where the name would lead once that is mended (EX-8). */
      readonly intended: readonly NameAnswer[];
    }
  | {
      readonly kind: 'undetermined';
      readonly steps: readonly ResolutionStep[];
      /** Never empty. */
      readonly missing: readonly MissingName[];
    };

/** The question, with everything that is read only once. */
export interface Question {
  /** Lower case, no dot at the end. */
  readonly name: string;
  readonly host: HostnameClass;
  readonly families: readonly AddressFamily[];
}
