/** What comments and descriptions in generated files say. */
export interface GeneratedWords {
  readonly header: string;
  /** Of a template that holds a change only. */
  readonly changeHeader: string;
  readonly usedBy: (workloads: string) => string;
  /** Sentences as one text. */
  readonly inOrder: (sentences: readonly string[]) => string;
  readonly and: string;
  readonly privateDnsNeedsBoth: string;
  readonly gatewayEndpointIsFree: string;
  readonly interfaceEndpointBills: string;
  readonly inboundResolverOnly: string;
  readonly privateDnsOff: string;
  readonly endpointPolicy: string;
  readonly answersNeedNoRule: string;
  /** In English everywhere: AWS takes no other letters in the description of a rule. */
  readonly ruleWithoutPackets: string;
  readonly natGatewayBills: string;
  readonly natInstanceForwards: string;
  readonly egressOnly: string;
  readonly vpnRoutes: string;
  readonly flowLogFields: string;
  readonly imageStays: string;
  readonly zipOf: (name: string) => string;
  readonly prefixListOf: (service: string) => string;
  readonly codeBucketOf: (name: string) => string;
  readonly codeKeyOf: (name: string) => string;
}
