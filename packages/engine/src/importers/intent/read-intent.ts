import { suggestNames } from '../../base/nearest-names.ts';
import type { Read } from '../../diagnostics/diagnostic.ts';
import * as kinds from '../../diagnostics/kinds/intent.ts';
import { nodeOfText, nodeOfValue } from '../configuration/config-node.ts';
import { ConfigReader, type Setting } from '../configuration/config-reader.ts';
import { checkIntent } from './check-intent.ts';
import { type EndpointWish, type FlowLogWish, type Intent, internetWishes } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import { IntentReader } from './intent-reader.ts';
import { readCidr } from './read-cidr.ts';
import { readOnPremises, readPrivateLinks } from './read-connections.ts';
import { readWorkload } from './read-workload.ts';

/** Reads `network.json`. @returns no intent when something is wrong; the diagnostics say all of it */
export function readIntentText(file: string, text: string, facts: IntentFacts): Read<Intent | undefined> {
  const { node, diagnostics } = nodeOfText(file, text);
  if (node === undefined) return { value: undefined, diagnostics };
  return readRoot({ node, path: '' }, facts);
}

/** Reads what a program such as `network.ts` exports. */
export function readIntentValue(file: string, value: unknown, facts: IntentFacts): Read<Intent | undefined> {
  const setting = { node: nodeOfValue(file, value), path: '' };
  if (setting.node.type !== 'object' || setting.node.properties.length === 0) {
    const reader = new ConfigReader();
    reader.report(kinds.intentNothingExported, { file }, setting);
    return { value: undefined, diagnostics: reader.diagnostics };
  }
  return readRoot(setting, facts);
}

const names = [
  '$schema',
  'name',
  'region',
  'cidr',
  'azs',
  'ipv6',
  'workloads',
  'internet',
  'endpoints',
  'privateLink',
  'onPremises',
  'flowLogs',
  'tags',
] as const;

function readRoot(root: Setting, facts: IntentFacts): Read<Intent | undefined> {
  const reader = new IntentReader(facts);
  const found = reader.object(root, names);
  if (found === undefined) return { value: undefined, diagnostics: reader.diagnostics };
  for (const name of ['name', 'region', 'cidr', 'azs', 'workloads']) {
    if (!found.has(name)) reader.missing(root, [name]);
  }
  const name = reader.name(found.get('name'), 'network')?.name;
  const region = readRegion(reader, found.get('region'), facts);
  const cidr = readCidr(reader, found.get('cidr'), 'vpc');
  const zones = readZones(reader, found.get('azs'), region, facts);
  const intent = {
    ipv6: reader.boolean(found.get('ipv6')) ?? false,
    workloads: reader
      .properties(found.get('workloads'))
      .flatMap(([key, setting]) => readWorkload(reader, key, setting) ?? []),
    internet: reader.choice(found.get('internet'), internetWishes) ?? 'none',
    endpoints: readEndpoints(reader, found.get('endpoints')),
    privateLinks: readPrivateLinks(reader, found.get('privateLink')),
    onPremises: readOnPremises(reader, found.get('onPremises')),
    flowLogs: readFlowLogs(reader, found.get('flowLogs')),
    tags: reader.textsByName(found.get('tags')),
    setting: root,
  };
  if (name === undefined || region === undefined || cidr === undefined || zones === undefined) {
    return { value: undefined, diagnostics: reader.diagnostics };
  }
  const value: Intent = { name, region, cidr, zones, ...intent };
  checkIntent(reader, value, found, facts);
  const isSound = !reader.diagnostics.some(({ severity }) => severity === 'error');
  return { value: isSound ? value : undefined, diagnostics: reader.diagnostics };
}

function readRegion(
  reader: IntentReader,
  setting: Setting | undefined,
  facts: IntentFacts,
): string | undefined {
  const region = reader.text(setting);
  if (setting === undefined || region === undefined) return undefined;
  if (facts.availabilityZones(region) !== undefined) return region;
  const nearest = suggestNames(region, facts.regions());
  return reader.report(kinds.intentRegionUnknown, { path: setting.path, region, nearest }, setting);
}

/** A number takes the first zones of the Region; a list names them by their letters. AZ-1. */
function readZones(
  reader: IntentReader,
  setting: Setting | undefined,
  region: string | undefined,
  facts: IntentFacts,
): readonly string[] | undefined {
  if (setting === undefined) return undefined;
  const there = region === undefined ? undefined : facts.availabilityZones(region)?.names;
  const zones = (there ?? []).map((zone) => zone.slice(region?.length ?? 0));
  const isNumber = setting.node.type === 'number';
  const asked = isNumber ? [] : reader.texts(setting).map((zone) => zone.replace(region ?? '', ''));
  if (region === undefined) return undefined;
  const count = Number(setting.node.text);
  const isSound = isNumber
    ? Number.isInteger(count) && count >= 1 && count <= zones.length
    : asked.length > 0 && new Set(asked).size === asked.length && asked.every((zone) => zones.includes(zone));
  if (isSound) return isNumber ? zones.slice(0, count) : asked;
  if (!isNumber && setting.node.type !== 'list') return undefined;
  const text = isNumber ? setting.node.text : `[${asked.join(', ')}]`;
  return reader.report(
    kinds.intentZonesNotThere,
    { path: setting.path, asked: text, region, zones },
    setting,
  );
}

const standardEndpoints: EndpointWish = {
  services: 'needs',
  also: [],
  s3: 'gateway',
  sharing: 'each-zone',
  policy: 'least-privilege',
};

function readEndpoints(reader: IntentReader, setting: Setting | undefined): EndpointWish {
  if (setting === undefined) return standardEndpoints;
  const found = reader.object(setting, ['services', 'also', 's3', 'sharing', 'policy']);
  if (found === undefined) return standardEndpoints;
  return {
    services: reader.choice(found.get('services'), ['needs', 'gateway', 'none']) ?? 'needs',
    also: reader.services(found.get('also')),
    s3: reader.choice(found.get('s3'), ['gateway', 'interface']) ?? 'gateway',
    sharing: reader.choice(found.get('sharing'), ['each-zone', 'one-zone']) ?? 'each-zone',
    policy: reader.choice(found.get('policy'), ['least-privilege', 'allow-all']) ?? 'least-privilege',
  };
}

function readFlowLogs(reader: IntentReader, setting: Setting | undefined): FlowLogWish | undefined {
  if (setting === undefined) return undefined;
  const found = reader.object(setting, ['retentionDays', 'destination', 'traffic']);
  if (found === undefined) return undefined;
  reader.choice(found.get('destination'), ['cloud-watch-logs']);
  return {
    retentionDays: reader.retention(found.get('retentionDays')) ?? 7,
    traffic: reader.choice(found.get('traffic'), ['ALL', 'ACCEPT', 'REJECT']) ?? 'ALL',
  };
}
