/** Rows of the price book from the collected prices. */

export interface Row {
  readonly region: string;
  readonly name: string;
  readonly tiers: readonly (readonly [string | null, string])[];
  readonly confidence: string;
  readonly source: string;
  readonly date: string | null;
}

interface Facts {
  readonly confidence: string;
  readonly source: string;
  readonly date?: string | null;
}

interface Collected extends Facts {
  readonly value: number | null;
}

interface Tier {
  readonly upToGb: number | null;
  readonly perGb: number;
}

interface RegionPrices {
  readonly natGateway: {
    readonly hour: Collected;
    readonly gb: Collected;
    readonly regional?: { readonly azHour: Collected; readonly gb: Collected };
  };
  readonly interfaceEndpoint: { readonly azHour: Collected };
  readonly gwlbEndpoint: { readonly azHour: Collected; readonly gb: Collected };
  readonly resourceEndpoint?: { readonly hour: Collected; readonly gb: Collected };
  readonly internetEgress: Facts & { readonly tiers: readonly Tier[] | null };
}

interface EndpointData extends Facts {
  readonly tiers: readonly Tier[];
  readonly confirmedIn: readonly string[];
}

interface ResolverPrices {
  readonly eniHour: Collected & { readonly region: string };
  readonly queriesPerMillion: Facts & {
    readonly tiers: readonly { readonly upToMillion: number | null; readonly price: number }[];
  };
}

interface FlowLogPrices {
  readonly 'us-east-1': {
    readonly toCloudWatchLogs: Facts & { readonly value: readonly number[] };
    readonly toS3orFirehose: Facts & { readonly value: readonly number[] };
  };
  readonly 'ap-northeast-1': {
    readonly toCloudWatchLogsFirstTier: Collected;
    readonly toS3FirstTier: Collected;
  };
  readonly 'ap-southeast-1': { readonly firstTierPerGb: Collected };
}

/** The collected prices, as far as rows are made of them. */
export interface CollectedPrices {
  readonly _meta: {
    readonly date: string;
    readonly confidence: Readonly<Record<string, string>>;
    readonly sources: Readonly<Record<string, { readonly text: string; readonly url: string | null }>>;
  };
  readonly global: {
    readonly publicIpv4Hour: Collected;
    readonly gatewayEndpoint: { readonly hour: Collected };
    readonly interAzOverPrivateLink: Collected;
    readonly interAzPerGbEachDirection: Collected;
    readonly interfaceEndpointData: EndpointData;
    readonly resolverEndpoint: ResolverPrices;
  };
  readonly regions: Readonly<Record<string, RegionPrices>>;
  readonly flowLogs: FlowLogPrices;
  readonly transitGateway: Readonly<
    Record<string, { readonly attachmentHour: Collected; readonly gb: Collected }>
  >;
}

/** How the price list names each price, without the Region's prefix. */
export const usageTypes: Readonly<Record<string, string>> = {
  'nat-gateway-hours': 'NatGateway-Hours',
  'nat-gateway-gb': 'NatGateway-Bytes',
  'regional-nat-gateway-hours': 'RegionalNatGateway-Hours',
  'regional-nat-gateway-gb': 'RegionalNatGateway-Bytes',
  'public-ipv4-hours': 'PublicIPv4:InUseAddress',
  'interface-endpoint-hours': 'VpcEndpoint-Hours',
  'interface-endpoint-gb': 'VpcEndpoint-Bytes',
  'gateway-endpoint': 'VpcEndpoint (Gateway)',
  'gwlb-endpoint-hours': 'VpcEndpoint-GWLBE-Hours',
  'gwlb-endpoint-gb': 'VpcEndpoint-GWLBE-Bytes',
  'resource-endpoint-hours': 'VpcEndpoint-Resource-Hours',
  'resource-endpoint-gb': 'VpcEndpoint-Resource-Bytes',
  'cross-az-gb': 'DataTransfer-Regional-Bytes',
  'cross-az-endpoint-gb': 'DataTransfer-Regional-Bytes (PrivateLink)',
  'transit-gateway-attachment-hours': 'TransitGateway-Hours',
  'transit-gateway-gb': 'TransitGateway-Bytes',
  'internet-egress-gb': 'DataTransfer-Out-Bytes',
  'flow-log-cloudwatch-gb': 'VendedLog-Bytes',
  'flow-log-s3-gb': 'S3-Egress-Bytes',
  'flow-log-storage-gb-month': 'TimedStorage-ByteHrs',
  'resolver-endpoint-hours': 'ResolverNetworkInterface',
  'resolver-million-queries': 'DNS-Queries',
};

const ownSources = {
  'rule-regional-nat': {
    text: 'rule: a regional NAT gateway has the rate of a zonal one, for each AZ in which it is active (read in us-east-1 and ap-northeast-1)',
    url: null,
  },
  'rule-resource-endpoint': {
    text: 'rule: the hour of a resource endpoint is twice that of an interface endpoint, its GB 0.01 (read in three Regions)',
    url: null,
  },
  'rule-endpoint-data': {
    text: 'rule: endpoint data has the same tiers in every Region (read in three Regions)',
    url: null,
  },
};

export function sourcesOf(
  collected: CollectedPrices,
): Readonly<Record<string, { text: string; url: string | null }>> {
  const entries = Object.entries({ ...collected._meta.sources, ...ownSources });
  return Object.fromEntries(entries.map(([key, { text, url }]) => [key, { text, url: url ?? null }]));
}

/** A number as decimal text without an exponent. */
function text(value: number): string {
  const plain = String(value);
  if (!/^\d+(\.\d+)?$/.test(plain)) throw new Error(`not plain decimal: ${plain}`);
  return plain;
}

function flat(region: string, name: string, price: Collected | undefined): Row[] {
  if (price === undefined || price.value === null) return [];
  const { confidence, source, date } = price;
  return [{ region, name, tiers: [[null, text(price.value)]], confidence, source, date: date ?? null }];
}

function tiered(region: string, name: string, tiers: readonly Tier[] | null, facts: Facts): Row[] {
  if (tiers === null) return [];
  const pairs = tiers.map(
    ({ upToGb, perGb }) => [upToGb === null ? null : text(upToGb), text(perGb)] as const,
  );
  const { confidence, source, date } = facts;
  return [{ region, name, tiers: pairs, confidence, source, date: date ?? null }];
}

export function priceRows(collected: CollectedPrices): readonly Row[] {
  const { global, regions } = collected;
  const rows = [
    ...flat('*', 'public-ipv4-hours', global.publicIpv4Hour),
    ...flat('*', 'gateway-endpoint', global.gatewayEndpoint.hour),
    ...flat('*', 'cross-az-endpoint-gb', global.interAzOverPrivateLink),
    ...Object.entries(regions).flatMap(([region, prices]) => regionRows(region, prices, global)),
    ...flowLogRows(collected.flowLogs),
    ...Object.entries(collected.transitGateway).flatMap(([region, { attachmentHour, gb }]) => [
      ...flat(region, 'transit-gateway-attachment-hours', attachmentHour),
      ...flat(region, 'transit-gateway-gb', gb),
    ]),
    ...resolverRows(global.resolverEndpoint),
  ];
  const order = Object.keys(usageTypes);
  const key = ({ region, name }: Row) => `${region} ${String(order.indexOf(name)).padStart(3, '0')}`;
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function regionRows(region: string, prices: RegionPrices, global: CollectedPrices['global']): Row[] {
  const { natGateway, interfaceEndpoint, gwlbEndpoint, internetEgress } = prices;
  const regional = natGateway.regional;
  const byRule = (price: Collected, source: string, value = price.value): Collected => ({
    value,
    confidence: 'unconfirmed',
    source,
    date: null,
  });
  const read = (price: Collected | undefined, rule: Collected) =>
    price === undefined || price.value === null ? rule : price;
  const resource = prices.resourceEndpoint;
  const twice = Math.round((interfaceEndpoint.azHour.value ?? 0) * 2 * 1e6) / 1e6;
  return [
    ...flat(region, 'nat-gateway-hours', natGateway.hour),
    ...flat(region, 'nat-gateway-gb', natGateway.gb),
    ...flat(
      region,
      'regional-nat-gateway-hours',
      read(regional?.azHour, byRule(natGateway.hour, 'rule-regional-nat')),
    ),
    ...flat(
      region,
      'regional-nat-gateway-gb',
      read(regional?.gb, byRule(natGateway.gb, 'rule-regional-nat')),
    ),
    ...flat(region, 'interface-endpoint-hours', interfaceEndpoint.azHour),
    ...endpointData(region, global.interfaceEndpointData),
    ...flat(region, 'gwlb-endpoint-hours', gwlbEndpoint.azHour),
    ...flat(region, 'gwlb-endpoint-gb', gwlbEndpoint.gb),
    ...flat(
      region,
      'resource-endpoint-hours',
      read(resource?.hour, byRule(interfaceEndpoint.azHour, 'rule-resource-endpoint', twice)),
    ),
    ...flat(
      region,
      'resource-endpoint-gb',
      read(resource?.gb, byRule(interfaceEndpoint.azHour, 'rule-resource-endpoint', 0.01)),
    ),
    ...tiered(region, 'internet-egress-gb', internetEgress.tiers, internetEgress),
    // The inter-AZ price was read for the Regions of the same test as the egress tiers.
    ...(internetEgress.tiers === null ? [] : flat(region, 'cross-az-gb', global.interAzPerGbEachDirection)),
  ];
}

/** Where only the first tier was read, the whole row is as sure as its other tiers: not confirmed. */
function endpointData(region: string, data: EndpointData): Row[] {
  const isRead = data.confirmedIn.includes(region);
  return tiered(region, 'interface-endpoint-gb', data.tiers, {
    confidence: isRead ? 'confirmed' : 'unconfirmed',
    source: isRead ? data.source : 'rule-endpoint-data',
    date: isRead ? (data.date ?? null) : null,
  });
}

/** First 10 TB, next 20, next 20, above 50, in binary GB (FL-75). */
const vendedLogEdges = [10240, 30720, 51200, null];

/** Where only the first tier is known, the row ends at its edge: what is beyond has no price. */
function flowLogRows(flowLogs: FlowLogPrices): Row[] {
  const all = (region: string, name: string, price: Facts & { readonly value: readonly number[] }) =>
    tiered(
      region,
      name,
      price.value.map((perGb, i) => ({ upToGb: vendedLogEdges[i] ?? null, perGb })),
      price,
    );
  const first = (region: string, name: string, price: Collected) =>
    price.value === null
      ? []
      : tiered(region, name, [{ upToGb: vendedLogEdges[0] ?? null, perGb: price.value }], price);
  const { 'us-east-1': virginia, 'ap-northeast-1': tokyo, 'ap-southeast-1': singapore } = flowLogs;
  return [
    ...all('us-east-1', 'flow-log-cloudwatch-gb', virginia.toCloudWatchLogs),
    ...all('us-east-1', 'flow-log-s3-gb', virginia.toS3orFirehose),
    ...first('ap-northeast-1', 'flow-log-cloudwatch-gb', tokyo.toCloudWatchLogsFirstTier),
    ...first('ap-northeast-1', 'flow-log-s3-gb', tokyo.toS3FirstTier),
    ...first('ap-southeast-1', 'flow-log-cloudwatch-gb', singapore.firstTierPerGb),
  ];
}

function resolverRows({ eniHour, queriesPerMillion }: ResolverPrices): Row[] {
  const tiers = queriesPerMillion.tiers.map(({ upToMillion, price }) => ({
    upToGb: upToMillion,
    perGb: price,
  }));
  return [
    ...flat(eniHour.region, 'resolver-endpoint-hours', eniHour),
    ...tiered(eniHour.region, 'resolver-million-queries', tiers, queriesPerMillion),
  ];
}
