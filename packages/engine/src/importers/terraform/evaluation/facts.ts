/** Dated facts about AWS that data sources answer from; `undefined` = not in the catalogue. */
export interface EvaluationFacts {
  /** Names of the zones of a Region that need no opt-in, sorted. */
  readonly availabilityZones: (region: string) => readonly string[] | undefined;
  /** Zone ids by zone name are different in each account, so there are none here. */
  readonly partitionOf: (region: string) => PartitionFacts | undefined;
  /** Endpoint kinds of a service by its full endpoint service name. */
  readonly endpointService: (serviceName: string) => EndpointServiceFacts | undefined;
  /** By the service's short name in prefix list names: `s3`, `dynamodb`. */
  readonly prefixList: (region: string, service: string) => PrefixListFacts | undefined;
  /** The Region's human name, as `aws_region.description` shows it. */
  readonly regionDescription?: (region: string) => string | undefined;
}

export interface PartitionFacts {
  readonly partition: string;
  readonly dnsSuffix: string;
  /** `com.amazonaws`, or `cn.com.amazonaws`. */
  readonly reverseDnsPrefix: string;
}

export interface EndpointServiceFacts {
  readonly types: readonly ('Gateway' | 'Interface' | 'GatewayLoadBalancer')[];
  readonly supportsPolicy?: boolean;
  readonly privateDnsName?: string;
}

export interface PrefixListFacts {
  /** Its name, such as `com.amazonaws.ap-northeast-1.s3`. */
  readonly name: string;
  readonly id?: string;
  readonly ipv4?: readonly string[];
  readonly ipv6?: readonly string[];
}
