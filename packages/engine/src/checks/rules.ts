import { directoryBucketEndpoint } from './directory-bucket-endpoint/rule.ts';
import { ec2messagesNotNeeded } from './ec2messages-not-needed/rule.ts';
import { endpointGroupClosed } from './endpoint-group-closed/rule.ts';
import { endpointGroupOpenToAll } from './endpoint-group-open-to-all/rule.ts';
import { endpointMissesZone } from './endpoint-misses-zone/rule.ts';
import { endpointNobodyNeeds } from './endpoint-nobody-needs/rule.ts';
import { endpointSprawl } from './endpoint-sprawl/rule.ts';
import { executeApiShadowsPublicApis } from './execute-api-shadows-public-apis/rule.ts';
import { freeEndpointMissing } from './free-endpoint-missing/rule.ts';
import { gatewayEndpointMissesTable } from './gateway-endpoint-misses-table/rule.ts';
import { gatewayEndpointWithoutRouteTable } from './gateway-endpoint-without-route-table/rule.ts';
import { gatewayTypeNotOffered } from './gateway-type-not-offered/rule.ts';
import { gatewayWithInterfaceArguments } from './gateway-with-interface-arguments/rule.ts';
import { hostedZoneConflict } from './hosted-zone-conflict/rule.ts';
import { incompleteEcrEndpoints } from './incomplete-ecr-endpoints/rule.ts';
import { incompleteEcsEndpoints } from './incomplete-ecs-endpoints/rule.ts';
import { incompleteSessionManagerEndpoints } from './incomplete-session-manager-endpoints/rule.ts';
import { interfaceEndpointWithoutSubnets } from './interface-endpoint-without-subnets/rule.ts';
import { natOnlyForAws } from './nat-only-for-aws/rule.ts';
import { ownDnsServers } from './own-dns-servers/rule.ts';
import { privateDnsNotOffered } from './private-dns-not-offered/rule.ts';
import { privateDnsOff } from './private-dns-off/rule.ts';
import { privateDnsWithoutVpcAttributes } from './private-dns-without-vpc-attributes/rule.ts';
import type { Rule } from './rule.ts';
import { s3InboundOnlyWithoutGateway } from './s3-inbound-only-without-gateway/rule.ts';
import { serviceOfOtherRegion } from './service-of-other-region/rule.ts';
import { superfluousEgress } from './superfluous-egress/rule.ts';
import { thirdPartyZones } from './third-party-zones/rule.ts';
import { twoEndpointsOneName } from './two-endpoints-one-name/rule.ts';

/** Every rule, by code. */
export const rules: readonly Rule[] = [
  gatewayEndpointWithoutRouteTable,
  interfaceEndpointWithoutSubnets,
  endpointGroupClosed,
  privateDnsWithoutVpcAttributes,
  s3InboundOnlyWithoutGateway,
  executeApiShadowsPublicApis,
  twoEndpointsOneName,
  hostedZoneConflict,
  privateDnsOff,
  ownDnsServers,
  gatewayEndpointMissesTable,
  endpointMissesZone,
  gatewayTypeNotOffered,
  gatewayWithInterfaceArguments,
  privateDnsNotOffered,
  serviceOfOtherRegion,
  thirdPartyZones,
  superfluousEgress,
  endpointGroupOpenToAll,
  incompleteEcrEndpoints,
  incompleteSessionManagerEndpoints,
  incompleteEcsEndpoints,
  ec2messagesNotNeeded,
  endpointNobodyNeeds,
  endpointSprawl,
  natOnlyForAws,
  freeEndpointMissing,
  directoryBucketEndpoint,
];
