import type { Reference } from '../../../base/known.ts';
import { compareText } from '../../../base/ordered.ts';
import type { DiagnosticKind } from '../../../diagnostics/diagnostic.ts';
import { missingModule } from '../../../diagnostics/kinds/files.ts';
import * as kinds from '../../../diagnostics/kinds/gaps.ts';
import { type Id, type IdKind, idOf, type Origin } from '../../../model/identity.ts';
import type { Vpc } from '../../../model/network.ts';
import type { ResourceInstance } from '../instances.ts';
import { childrenOf, unknownsWithin } from '../values/construct.ts';
import type { Value } from '../values/value.ts';
import { narrowed } from './attached.ts';
import { argumentOf, declaredBy, originOf } from './declared.ts';
import { isCertain, kindOf, nameOf } from './links.ts';
import { linkAt, linksAt, type Reading, report } from './reading.ts';

/** A resource type that we do not model, and what it could change. */
interface GapRule {
  readonly kind: DiagnosticKind<kinds.GapFacts>;
  readonly touches: (
    reading: Reading,
    instance: ResourceInstance,
    vpcs: readonly Id<'Vpc'>[],
  ) => readonly Id<IdKind>[];
}

type Touches = GapRule['touches'];

/** Answers of the VPC that the argument names; of every VPC when it cannot be told. */
function vpcAt(name: string): Touches {
  return (reading, instance, vpcs) => {
    const vpc = linkAt(reading, 'Vpc', declaredBy(instance), name);
    return vpc?.kind === 'known' ? [vpc.value] : vpcs;
  };
}

function vpcsAt(name: string): Touches {
  return (reading, instance, vpcs) => {
    const found = linksAt(reading, 'Vpc', declaredBy(instance), name);
    return found.unknowns.length === 0 && found.items.length > 0 ? found.items : vpcs;
  };
}

const everyVpc: Touches = (_reading, _instance, vpcs) => vpcs;
const nothing: Touches = () => [];

function itself<Kind extends IdKind>(kind: Kind): Touches {
  return (_reading, instance) => [idOf(kind, nameOf(instance))];
}

function thingAt<Kind extends IdKind>(kind: Kind, name: string): Touches {
  return (reading, instance, vpcs) => {
    const thing = linkAt(reading, kind, declaredBy(instance), name);
    return thing?.kind === 'known' ? [thing.value] : vpcs;
  };
}

const rules: Readonly<Record<string, GapRule>> = {
  // Acts only where a route leads to it, and that route's target is an unknown.
  aws_networkfirewall_firewall: { kind: kinds.networkFirewall, touches: nothing },
  aws_route53_resolver_firewall_rule_group_association: { kind: kinds.dnsFirewall, touches: vpcAt('vpc_id') },
  aws_route53profiles_association: { kind: kinds.route53Profile, touches: vpcAt('resource_id') },
  aws_vpclattice_service_network_vpc_association: { kind: kinds.vpcLattice, touches: nothing },
  aws_vpn_gateway: { kind: kinds.vpnConnection, touches: itself('VpnGateway') },
  aws_ec2_transit_gateway: { kind: kinds.transitGatewayRouting, touches: itself('TransitGateway') },
  aws_ec2_transit_gateway_peering_attachment: {
    kind: kinds.transitGatewayRouting,
    touches: thingAt('TransitGateway', 'transit_gateway_id'),
  },
  aws_ec2_carrier_gateway: { kind: kinds.edgeOfOutpost, touches: itself('CarrierGateway') },
  aws_ec2_local_gateway_route_table_vpc_association: { kind: kinds.edgeOfOutpost, touches: vpcAt('vpc_id') },
  aws_networkmanager_vpc_attachment: { kind: kinds.cloudWan, touches: everyVpc },
  aws_vpc_route_server_vpc_association: { kind: kinds.routeServer, touches: vpcAt('vpc_id') },
  aws_vpc_encryption_control: { kind: kinds.encryptionControl, touches: vpcAt('vpc_id') },
};

/** Workloads in subnets that have no row of their own yet: told, so that nobody thinks they were checked. */
const unreadWorkloads: ReadonlySet<string> = new Set([
  'aws_apprunner_vpc_connector',
  'aws_batch_compute_environment',
  'aws_dms_replication_instance',
  'aws_emr_cluster',
  'aws_glue_connection',
  'aws_mwaa_environment',
  'aws_sagemaker_domain',
  'aws_sagemaker_notebook_instance',
  'aws_synthetics_canary',
  'aws_transfer_server',
]);

/** Policies of resources that no call of ours is held against: their documents are in nobody's answer. */
const unaskedPolicies: ReadonlySet<string> = new Set([
  'aws_backup_vault_policy',
  'aws_codeartifact_domain_permissions_policy',
  'aws_codeartifact_repository_permissions_policy',
  'aws_ecr_registry_policy',
  'aws_ecrpublic_repository_policy',
  'aws_efs_file_system_policy',
  'aws_elasticsearch_domain_policy',
  'aws_glue_resource_policy',
  'aws_lambda_layer_version_permission',
  'aws_opensearch_domain_policy',
  'aws_redshiftserverless_resource_policy',
  'aws_s3control_multi_region_access_point_policy',
  'aws_s3control_object_lambda_access_point_policy',
  'aws_s3tables_table_bucket_policy',
  'aws_s3tables_table_policy',
  'aws_vpclattice_auth_policy',
  'aws_vpclattice_resource_policy',
]);

/** Tells every construct of the source that we do not model and that could change an answer. */
export function readGaps(reading: Reading, vpcs: ReadonlyMap<Id<'Vpc'>, Vpc>): void {
  const all = [...vpcs.keys()];
  for (const [type, rule] of Object.entries(rules)) {
    for (const instance of reading.managed(type)) addGap(reading, instance, rule, all);
  }
  for (const type of unreadWorkloads) {
    const rule: GapRule = { kind: kinds.unreadComputeJob, touches: nothing };
    for (const instance of reading.managed(type)) addGap(reading, instance, rule, all);
  }
  for (const type of unaskedPolicies) {
    const rule: GapRule = { kind: kinds.policyNotAsked, touches: nothing };
    for (const instance of reading.managed(type)) addGap(reading, instance, rule, all);
  }
  for (const [type, touches] of Object.entries(whenUncertain)) {
    const rule: GapRule = { kind: kinds.uncertainInstances, touches };
    const uncertain = reading.managed(type).filter((instance) => !isCertain(instance));
    for (const instance of uncertain) addGap(reading, instance, rule, all);
  }
  addMissingModules(reading);
  addEndpointsAnywhere(reading, all);
  for (const instance of reading.managed('aws_vpc_endpoint')) {
    const type = argumentOf(declaredBy(instance), 'vpc_endpoint_type');
    const rule: GapRule = { kind: kinds.gatewayLoadBalancer, touches: itself('VpcEndpoint') };
    if (type.kind === 'string' && type.value === 'GatewayLoadBalancer') addGap(reading, instance, rule, all);
  }
}

/**
 * Things that act without being referred to: when nobody knows whether there is one (TF-8), answers
 * around it are open. Other things of unknown number show as unknown links.
 */
const whenUncertain: Readonly<Record<string, Touches>> = {
  aws_vpc_endpoint: vpcAt('vpc_id'),
  aws_route53_zone: everyVpc,
  aws_service_discovery_private_dns_namespace: vpcAt('vpc'),
  aws_default_network_acl: everyVpc,
  aws_default_route_table: everyVpc,
  aws_default_security_group: vpcsAt('vpc_id'),
};

/**
 * A module that is not on disk may change whatever it was given (TF-7): it may put routes, rules or endpoints
 * there. The evaluation has told it already.
 */
function addMissingModules(reading: Reading): void {
  for (const { address, passed, range } of reading.configuration.missingModules) {
    const touches = new Set(
      passed.flatMap(unknownsWithin).flatMap(({ references }) => thingsOf(reading, references)),
    );
    for (const value of passed) for (const id of literalIds(value)) touches.add(id);
    const origin: Origin = { kind: 'terraform', address, range };
    reading.gaps.push({
      code: missingModule.code,
      construct: address,
      touches: [...touches].sort(compareText),
      origin,
    });
  }
}

/** Every thing that a reference names, defaults of a VPC included: all that the module can reach by it. */
function thingsOf(reading: Reading, references: readonly Reference[]): readonly Id<IdKind>[] {
  return references.flatMap(({ address }) => {
    const instance = reading.links.instanceAt(address);
    const kind = instance === undefined ? undefined : kindOf(instance);
    return instance === undefined || kind === undefined ? [] : [idOf(kind, nameOf(instance))];
  });
}

/** `vpc-0123` and the like, for things that the source does not declare. */
function literalIds(value: Value): readonly Id<IdKind>[] {
  if (value.kind !== 'string') return childrenOf(value).flatMap(literalIds);
  return /^(vpc|subnet|rtb|sg|acl|vpce)-[0-9a-f]+$/.test(value.value) ? [idOf('Vpc', value.value)] : [];
}

/** An endpoint whose VPC cannot be told may be in any VPC that its link names. */
function addEndpointsAnywhere(reading: Reading, vpcs: readonly Id<'Vpc'>[]): void {
  for (const instance of reading.managed('aws_vpc_endpoint').filter(isCertain)) {
    const vpc = linkAt(reading, 'Vpc', declaredBy(instance), 'vpc_id');
    if (vpc?.kind !== 'unknown') continue;
    const touches = narrowed(reading, 'Vpc', vpcs, vpc.unknown);
    addGap(reading, instance, { kind: kinds.uncertainVpc, touches: () => touches }, vpcs);
  }
}

function addGap(
  reading: Reading,
  instance: ResourceInstance,
  { kind, touches }: GapRule,
  vpcs: readonly Id<'Vpc'>[],
): void {
  const origin = originOf(declaredBy(instance));
  const construct = instance.address;
  report(reading, kind, { construct }, origin);
  reading.gaps.push({ code: kind.code, construct, touches: touches(reading, instance, vpcs), origin });
}
