import {
  type AddressFamily,
  ipv4PrefixAt,
  ipv6PrefixAt,
  type Prefix,
  parseIpv4,
  parseIpv6,
} from '../ip/address.ts';
import { setOfPrefixes } from '../ip/ip-set.ts';
import type { HostedZone, HostedZoneRecord, Network } from '../model/network.ts';
import { missingValue } from './doubts.ts';
import { endpointFamilies } from './endpoint-answers.ts';
import { isWithin } from './hosted-zones.ts';
import type { MissingName, NameAnswer } from './resolution.ts';

/** What a zone says to a name, in one family. */
export type RecordAnswer =
  | { readonly kind: 'answer'; readonly answer: NameAnswer; readonly record: HostedZoneRecord }
  /** A CNAME or an alias: the question goes on with that name. */
  | { readonly kind: 'other-name'; readonly name: string; readonly record: HostedZoneRecord }
  | { readonly kind: 'open'; readonly missing: readonly MissingName[] }
  | { readonly kind: 'nothing' };

/**
 * The record of a zone that answers a name in one family (DNS-5: name *and* type).
 *
 * A wildcard answers only where no name of the zone stands between it and the question.
 * @see https://www.rfc-editor.org/rfc/rfc4592
 */
export function recordFor(
  network: Network,
  zone: HostedZone,
  name: string,
  family: AddressFamily,
): RecordAnswer {
  const records = recordsOf(zone, name);
  const type = family === 'ipv4' ? 'A' : 'AAAA';
  for (const record of records) {
    if (record.type !== type && record.type !== 'CNAME') continue;
    return answerOfRecord(network, record, family);
  }
  const open = [
    ...zone.records.unknowns.map((unknown) => missingValue(unknown, `${zone.id} records`, zone.origin)),
    ...zone.records.items.flatMap((record) =>
      record.name.kind === 'unknown' && (record.type === type || record.type === 'CNAME')
        ? [missingValue(record.name.unknown, `${zone.id} record`, record.origin)]
        : [],
    ),
  ];
  return open.length > 0 ? { kind: 'open', missing: open } : { kind: 'nothing' };
}

/** Records of the name itself, else of the closest wildcard. */
function recordsOf(zone: HostedZone, name: string): readonly HostedZoneRecord[] {
  const named = (owner: string) =>
    zone.records.items.filter((record) => record.name.kind === 'known' && record.name.value === owner);
  const own = named(name);
  if (own.length > 0) return own;
  const labels = name.split('.');
  for (let from = 1; from < labels.length; from++) {
    const parent = labels.slice(from).join('.');
    const wild = named(`*.${parent}`);
    if (wild.length > 0) return wild;
    if (existsInZone(zone, parent)) return [];
  }
  return [];
}

/** The name has records, or names below it have (an empty non-terminal), or it is the zone itself. */
function existsInZone(zone: HostedZone, name: string): boolean {
  if (zone.name.kind === 'known' && zone.name.value === name) return true;
  return zone.records.items.some(
    (record) => record.name.kind === 'known' && isWithin(record.name.value, name),
  );
}

function answerOfRecord(network: Network, record: HostedZoneRecord, family: AddressFamily): RecordAnswer {
  const endpoint = record.endpoint === undefined ? undefined : network.vpcEndpoints.get(record.endpoint);
  if (endpoint !== undefined) {
    if (!endpointFamilies(endpoint).includes(family)) return { kind: 'nothing' };
    return { kind: 'answer', answer: { kind: 'endpoint', family, endpoint: endpoint.id }, record };
  }
  if (record.alias?.kind === 'known')
    return { kind: 'other-name', name: canonical(record.alias.value), record };
  if (record.alias?.kind === 'unknown') {
    return { kind: 'open', missing: [missingValue(record.alias.unknown, 'alias', record.origin)] };
  }
  const [target] = record.values.items;
  if (record.type === 'CNAME' && target !== undefined)
    return { kind: 'other-name', name: canonical(target), record };
  const prefixes = record.values.items.flatMap((value) => hostPrefix(value, family));
  if (record.values.unknowns.length > 0) {
    const missing = record.values.unknowns.map((unknown) => missingValue(unknown, 'records', record.origin));
    return { kind: 'open', missing };
  }
  if (prefixes.length === 0) return { kind: 'nothing' };
  return {
    kind: 'answer',
    answer: { kind: 'addresses', family, set: setOfPrefixes(family, prefixes) },
    record,
  };
}

function canonical(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function hostPrefix(text: string, family: AddressFamily): readonly Prefix[] {
  if (family === 'ipv4') {
    const address = parseIpv4(text);
    return address === undefined ? [] : [ipv4PrefixAt(address, 32)];
  }
  const address = parseIpv6(text);
  return address === undefined ? [] : [ipv6PrefixAt(address, 128)];
}
