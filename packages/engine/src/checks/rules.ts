import { deprecatedArgument } from './deprecated-argument/rule.ts';
import { deprecatedAttribute } from './deprecated-attribute/rule.ts';
import { directoryBucketEndpoint } from './directory-bucket-endpoint/rule.ts';
import { dockerAddressRange } from './docker-address-range/rule.ts';
import { ec2messagesNotNeeded } from './ec2messages-not-needed/rule.ts';
import { endpointGroupClosed } from './endpoint-group-closed/rule.ts';
import { endpointGroupOpenToAll } from './endpoint-group-open-to-all/rule.ts';
import { endpointMissesZone } from './endpoint-misses-zone/rule.ts';
import { endpointNobodyNeeds } from './endpoint-nobody-needs/rule.ts';
import { endpointPolicyBreaksEcr } from './endpoint-policy-breaks-ecr/rule.ts';
import { endpointPolicyDenyOnly } from './endpoint-policy-deny-only/rule.ts';
import { endpointPolicyForgetsAwsBuckets } from './endpoint-policy-forgets-aws-buckets/rule.ts';
import { endpointPolicyMissing } from './endpoint-policy-missing/rule.ts';
import { endpointSprawl } from './endpoint-sprawl/rule.ts';
import { ephemeralPortsClosed } from './ephemeral-ports-closed/rule.ts';
import { executeApiShadowsPublicApis } from './execute-api-shadows-public-apis/rule.ts';
import { flowLogDefaultFormat } from './flow-log-default-format/rule.ts';
import { flowLogFormatWithoutPath } from './flow-log-format-without-path/rule.ts';
import { flowLogGroupArn } from './flow-log-group-arn/rule.ts';
import { flowLogLongInterval } from './flow-log-long-interval/rule.ts';
import { flowLogPartOfTraffic } from './flow-log-part-of-traffic/rule.ts';
import { flowLogRoleCreatesGroups } from './flow-log-role-creates-groups/rule.ts';
import { flowLogRoleOfOtherService } from './flow-log-role-of-other-service/rule.ts';
import { flowLogRoleTooWide } from './flow-log-role-too-wide/rule.ts';
import { flowLogRoleWithoutSource } from './flow-log-role-without-source/rule.ts';
import { freeEndpointMissing } from './free-endpoint-missing/rule.ts';
import { gatewayEndpointMissesTable } from './gateway-endpoint-misses-table/rule.ts';
import { gatewayEndpointWithoutRouteTable } from './gateway-endpoint-without-route-table/rule.ts';
import { gatewayPolicyPrincipal } from './gateway-policy-principal/rule.ts';
import { gatewayTypeNotOffered } from './gateway-type-not-offered/rule.ts';
import { gatewayWithInterfaceArguments } from './gateway-with-interface-arguments/rule.ts';
import { globalNameInEnvironment } from './global-name-in-environment/rule.ts';
import { hostedZoneConflict } from './hosted-zone-conflict/rule.ts';
import { ignoredName } from './ignored-name/rule.ts';
import { imageWithoutWay } from './image-without-way/rule.ts';
import { incompleteEcrEndpoints } from './incomplete-ecr-endpoints/rule.ts';
import { incompleteEcsEndpoints } from './incomplete-ecs-endpoints/rule.ts';
import { incompleteSessionManagerEndpoints } from './incomplete-session-manager-endpoints/rule.ts';
import { instanceSecurityGroups } from './instance-security-groups/rule.ts';
import { interfaceEndpointWithoutSubnets } from './interface-endpoint-without-subnets/rule.ts';
import { internetGatewayNobodyUses } from './internet-gateway-nobody-uses/rule.ts';
import { ipv6BypassesEndpoint } from './ipv6-bypasses-endpoint/rule.ts';
import { ipv6WithoutWay } from './ipv6-without-way/rule.ts';
import { isolatedVpcWithWayOut } from './isolated-vpc-with-way-out/rule.ts';
import { lambdaInPublicSubnet } from './lambda-in-public-subnet/rule.ts';
import { moduleWithoutVersion } from './module-without-version/rule.ts';
import { natGatewayForEachZone } from './nat-gateway-for-each-zone/rule.ts';
import { natGatewayNobodyUses } from './nat-gateway-nobody-uses/rule.ts';
import { natGatewayWithoutInternet } from './nat-gateway-without-internet/rule.ts';
import { natInAnotherZone } from './nat-in-another-zone/rule.ts';
import { natOnlyForAws } from './nat-only-for-aws/rule.ts';
import { noPublicAddress } from './no-public-address/rule.ts';
import { ownDnsServers } from './own-dns-servers/rule.ts';
import { policyNotSupported } from './policy-not-supported/rule.ts';
import { prefixListEgressMissing } from './prefix-list-egress-missing/rule.ts';
import { principalConditionBreaksEcr } from './principal-condition-breaks-ecr/rule.ts';
import { privateDnsNotOffered } from './private-dns-not-offered/rule.ts';
import { privateDnsOff } from './private-dns-off/rule.ts';
import { privateDnsWithoutVpcAttributes } from './private-dns-without-vpc-attributes/rule.ts';
import { privateNamePublicRoute } from './private-name-public-route/rule.ts';
import { roleMayDoAnything } from './role-may-do-anything/rule.ts';
import type { Rule } from './rule.ts';
import { s3InboundOnlyWithoutGateway } from './s3-inbound-only-without-gateway/rule.ts';
import { serviceNotListed } from './service-not-listed/rule.ts';
import { serviceOfOtherRegion } from './service-of-other-region/rule.ts';
import { sourceIpBehindEndpoint } from './source-ip-behind-endpoint/rule.ts';
import { sourceVpcWithoutEndpoint } from './source-vpc-without-endpoint/rule.ts';
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
  imageWithoutWay,
  natGatewayWithoutInternet,
  natGatewayNobodyUses,
  natInAnotherZone,
  natGatewayForEachZone,
  internetGatewayNobodyUses,
  lambdaInPublicSubnet,
  noPublicAddress,
  privateNamePublicRoute,
  isolatedVpcWithWayOut,
  prefixListEgressMissing,
  ephemeralPortsClosed,
  dockerAddressRange,
  ipv6BypassesEndpoint,
  ipv6WithoutWay,
  endpointPolicyDenyOnly,
  endpointPolicyBreaksEcr,
  principalConditionBreaksEcr,
  endpointPolicyMissing,
  policyNotSupported,
  gatewayPolicyPrincipal,
  sourceIpBehindEndpoint,
  sourceVpcWithoutEndpoint,
  endpointPolicyForgetsAwsBuckets,
  roleMayDoAnything,
  flowLogRoleWithoutSource,
  flowLogRoleTooWide,
  flowLogRoleCreatesGroups,
  flowLogGroupArn,
  flowLogRoleOfOtherService,
  flowLogDefaultFormat,
  flowLogFormatWithoutPath,
  flowLogLongInterval,
  flowLogPartOfTraffic,
  instanceSecurityGroups,
  moduleWithoutVersion,
  deprecatedArgument,
  globalNameInEnvironment,
  serviceNotListed,
  deprecatedAttribute,
  ignoredName,
];
