import type { Prefix } from '../../../ip/address.ts';

/** A prefix list that AWS keeps, for example the addresses of S3 in one Region. */
export interface ManagedPrefixList {
  /** `pl-61a54008`; `undefined` = not in the catalogue. */
  readonly id: string | undefined;
  /** `com.amazonaws.ap-northeast-1.s3`. */
  readonly name: string;
  readonly prefixes: readonly Prefix[];
}

/** A service of AWS in one Region. */
export interface OfferedService {
  readonly region: string;
  readonly types: readonly ('Interface' | 'Gateway')[];
}

/** Dated facts about AWS that are not in the source. */
export interface NetworkFacts {
  /** By the service's short name: `s3`, `dynamodb`. `undefined` = not in the catalogue. */
  readonly managedPrefixList: (region: string, service: string) => ManagedPrefixList | undefined;
  /** What AWS offers under a service name; `undefined` = not in the catalogue. */
  readonly endpointService?: (serviceName: string) => OfferedService | undefined;
}
