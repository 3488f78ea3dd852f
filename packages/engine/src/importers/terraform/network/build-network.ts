import { compareAddresses, compareText } from '../../../base/ordered.ts';
import type { Diagnostic, Read } from '../../../diagnostics/diagnostic.ts';
import type { Network } from '../../../model/network.ts';
import type { Configuration } from '../instances.ts';
import { readAccess } from './access/read-access.ts';
import { checkAwsRules } from './aws-rules.ts';
import { textOf } from './declared.ts';
import { readGaps } from './gaps.ts';
import {
  readEgressOnlyInternetGateways,
  readElasticIps,
  readInternetGateways,
  readNatGateways,
} from './gateways.ts';
import { readHostedZones, readResolverRules } from './hosted-zones.ts';
import {
  readBlockPublicAccess,
  readFlowLogs,
  readTransitGateways,
  readVpcPeeringConnections,
} from './joined-networks.ts';
import { readNetworkAcls } from './network-acls.ts';
import type { NetworkFacts } from './network-facts.ts';
import { readNetworkInterfaces } from './network-interfaces.ts';
import { PrefixLists } from './prefix-lists.ts';
import { startReading } from './reading.ts';
import { readRemarks } from './remarks.ts';
import { readRestApis } from './rest-apis.ts';
import { readRouteTables } from './route-tables.ts';
import { readSecurityGroups } from './security-groups.ts';
import { readSubnets } from './subnets.ts';
import { readVpcEndpoints } from './vpc-endpoints.ts';
import { readVpcs } from './vpcs.ts';
import { readWorkloads } from './workloads/read-workloads.ts';

/**
 * The network that a Terraform configuration declares.
 *
 * All ways to say one thing are read into one (TF-11): inline blocks, resources of their own, associations.
 * A link is known when its value stands for exactly one attribute of one instance, or is a literal id; what
 * cannot be told is an unknown with its references. Nothing here judges what the network does.
 */
export function buildNetwork(configuration: Configuration, facts: NetworkFacts): Read<Network> {
  const reading = startReading(configuration, facts);
  const prefixLists = new PrefixLists(reading);
  const vpcs = readVpcs(reading);
  const networkInterfaces = readNetworkInterfaces(reading);
  const elasticIps = readElasticIps(reading);
  const parts = {
    vpcs,
    subnets: readSubnets(reading),
    routeTables: readRouteTables(reading, vpcs, prefixLists),
    securityGroups: readSecurityGroups(reading, vpcs, prefixLists),
    networkAcls: readNetworkAcls(reading, vpcs),
    internetGateways: readInternetGateways(reading),
    egressOnlyInternetGateways: readEgressOnlyInternetGateways(reading),
    natGateways: readNatGateways(reading),
    elasticIps,
    networkInterfaces,
    vpcEndpoints: readVpcEndpoints(reading, prefixLists),
    hostedZones: readHostedZones(reading),
    resolverRules: readResolverRules(reading),
    vpcPeeringConnections: readVpcPeeringConnections(reading),
    transitGateways: readTransitGateways(reading),
    workloads: readWorkloads(reading, networkInterfaces, elasticIps),
    restApis: readRestApis(reading),
    access: readAccess(reading),
    flowLogs: readFlowLogs(reading),
    remarks: readRemarks(reading),
    blockPublicAccess: readBlockPublicAccess(reading),
  };
  readGaps(reading, vpcs);
  const network: Network = {
    ...parts,
    prefixLists: sortedById(prefixLists.all()),
    gaps: reading.gaps.toSorted(
      (a, b) => compareAddresses(a.construct, b.construct) || compareText(a.code, b.code),
    ),
    defaultRegion: textOf(configuration.defaultRegion) ?? missingRegion,
  };
  checkAwsRules(reading, network);
  return { value: network, diagnostics: sortedDiagnostics(reading.diagnostics) };
}

const missingRegion: Network['defaultRegion'] = {
  kind: 'unknown',
  unknown: { reason: 'not-given', references: [] },
};

function sortedById<Id extends string, Thing>(things: ReadonlyMap<Id, Thing>): ReadonlyMap<Id, Thing> {
  return new Map([...things].toSorted(([a], [b]) => compareAddresses(a, b)));
}

/** By place, each once: one wrong value may be read by several readers. */
function sortedDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const unique = new Map(diagnostics.map((diagnostic) => [keyOf(diagnostic), diagnostic]));
  return [...unique].toSorted(([a], [b]) => compareAddresses(a, b)).map(([, diagnostic]) => diagnostic);
}

function keyOf({ code, subject, facts }: Diagnostic): string {
  const place = subject === undefined ? '' : `${subject.file} ${subject.start.offset} ${subject.end.offset}`;
  return `${place} ${code} ${JSON.stringify(facts)}`;
}
