import type { GeneratedWords } from './words.ts';

export const en: GeneratedWords = {
  header: 'Written by naisen. Change the intent and build again rather than this file.',
  changeHeader: 'A change of a network, written by naisen. Give the ids of what is there as parameters.',
  usedBy: (workloads) => `For ${workloads}.`,
  inOrder: (sentences) => sentences.join(' '),
  and: ' and ',
  privateDnsNeedsBoth: 'Private DNS of interface endpoints needs both.',
  gatewayEndpointIsFree: 'Costs nothing, neither by the hour nor by the GB.',
  interfaceEndpointBills: 'Billed by the hour for each subnet, and by the GB.',
  inboundResolverOnly:
    'Only names asked from on-premises get its addresses; the VPC itself uses the gateway endpoint.',
  privateDnsOff: 'Without private DNS: clients must ask for the names of the endpoint.',
  endpointPolicy: 'What may be called by this way; everything else is denied here.',
  answersNeedNoRule: 'Answers need no rule of their own: security groups are stateful.',
  ruleWithoutPackets: 'No packet meets this rule; without it everything would be allowed',
  natGatewayBills: 'Billed by the hour and by the GB, and its public address by the hour.',
  natInstanceForwards: 'It forwards packets that are neither from it nor to it.',
  egressOnly: 'IPv6 connections outwards, none inwards.',
  vpnRoutes: 'Routes to on-premises come from the gateway.',
  flowLogFields: 'The default format tells neither the path nor the AWS service.',
  imageStays: 'A newer image does not replace the instance.',
  zipOf: (name) => `The code of ${name}: put the file here before the first apply.`,
  prefixListOf: (service) =>
    `Prefix list of ${service} in this Region (aws ec2 describe-managed-prefix-lists)`,
  codeBucketOf: (name) => `Bucket with the code of ${name}`,
  codeKeyOf: (name) => `Key of the zip file with the code of ${name}`,
};
