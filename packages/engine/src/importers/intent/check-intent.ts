import {
  type Contradiction,
  intentCidrRefused,
  intentCidrsOverlap,
  intentContradicts,
  intentImageElsewhere,
  intentNamesMeet,
  intentNoWayTo,
} from '../../diagnostics/kinds/intent.ts';
import { formatPrefix } from '../../ip/address.ts';
import type { Setting } from '../configuration/config-reader.ts';
import { subnetCidr } from './addresses.ts';
import type { WantedCall } from './calls.ts';
import { designOf, hasInternetGateway, tierOf } from './design.ts';
import type { Intent, IntentName, IntentWorkload } from './intent.ts';
import type { IntentFacts } from './intent-facts.ts';
import type { IntentReader } from './intent-reader.ts';
import { labelOfName } from './names.ts';
import { overlap } from './read-cidr.ts';

/** What no single value shows: wishes that contradict each other, calls that nothing would carry. */
export function checkIntent(
  reader: IntentReader,
  intent: Intent,
  found: ReadonlyMap<string, Setting>,
  facts: IntentFacts,
): void {
  const contradict = (contradiction: Contradiction, setting: Setting): void =>
    reader.report(intentContradicts, { path: setting.path, contradiction }, setting);
  const at = (name: string): Setting => found.get(name) ?? intent.setting;
  if (intent.internet === 'egress-only' && !intent.ipv6) {
    contradict('egress-only-without-ipv6', at('internet'));
  }
  for (const workload of intent.workloads) checkPlace(intent, workload, contradict);
  checkRoom(reader, intent, at('cidr'));
  checkOnPremises(reader, intent, contradict);
  checkImages(reader, intent);
  checkNames(reader, intent);
  checkWays(reader, intent, facts);
}

function checkPlace(
  intent: Intent,
  workload: IntentWorkload,
  contradict: (contradiction: Contradiction, setting: Setting) => void,
): void {
  if (workload.subnets !== 'public') return;
  if (!hasInternetGateway(intent)) contradict('public-without-gateway', workload.setting);
  if (workload.kind === 'lambda') contradict('public-function', workload.setting);
}

function checkRoom(reader: IntentReader, intent: Intent, setting: Setting): void {
  const isIsolated = intent.workloads.some((workload) => tierOf(workload, intent) === 'isolated');
  if (!isIsolated || subnetCidr(intent.cidr, 'isolated', 'a') !== undefined) return;
  const cidr = formatPrefix(intent.cidr);
  const write = `\`${cidr.split('/')[0]}/23\``;
  const facts = { path: setting.path, cidr, problem: 'no-room-for-isolated', write } as const;
  reader.report(intentCidrRefused, facts, setting);
}

function checkOnPremises(
  reader: IntentReader,
  intent: Intent,
  contradict: (contradiction: Contradiction, setting: Setting) => void,
): void {
  const { onPremises, cidr, zones, endpoints } = intent;
  if (onPremises === undefined) return;
  for (const range of onPremises.cidrs.filter((each) => overlap(each, cidr))) {
    const facts = { path: onPremises.setting.path, cidr: formatPrefix(range), other: formatPrefix(cidr) };
    reader.report(intentCidrsOverlap, facts, onPremises.setting);
  }
  if (zones.length < 2) contradict('one-zone-resolver', onPremises.setting);
  if (endpoints.services !== 'needs') contradict('no-endpoints-for-on-premises', onPremises.setting);
}

/** ECR's endpoints, and the bucket of its layers, serve their own Region. */
function checkImages(reader: IntentReader, { workloads, region }: Intent): void {
  for (const workload of workloads) {
    const image = workload.kind === 'instance' ? undefined : workload.image;
    if (image?.kind !== 'ecr' || image.region === undefined || image.region === region) continue;
    const { repository, setting } = image;
    const facts = { path: setting.path, image: repository, imageRegion: image.region, region };
    reader.report(intentImageElsewhere, facts, setting);
  }
}

/** Things of one kind must differ by more than punctuation. */
function checkNames(reader: IntentReader, { workloads }: Intent): void {
  const seen = new Map<string, string>();
  const meet = (kind: string, { name, setting }: IntentName): void => {
    const key = `${kind} ${labelOfName(name)}`;
    const other = seen.get(key);
    if (other === undefined) seen.set(key, name);
    else if (other !== name) {
      reader.report(intentNamesMeet, { path: setting.path, name, other }, setting);
    }
  };
  for (const workload of workloads) {
    for (const need of workload.needs) {
      if (need.kind === 's3') for (const each of need.buckets) meet('bucket', each);
      if (need.kind === 'dynamodb') for (const each of need.tables) meet('table', each);
      if (need.kind === 'secretsmanager') for (const each of need.secrets) meet('secret', each);
      if (need.kind === 'execute-api') meet('api', need.api);
      if (need.kind === 'cognito') meet('pool', need.userPool);
    }
    if (workload.kind === 'fargate') for (const each of workload.secrets) meet('secret', each);
    if (workload.kind !== 'instance' && workload.image?.kind === 'ecr') {
      meet('repository', { name: workload.image.repository, setting: workload.image.setting });
    }
  }
}

function checkWays(reader: IntentReader, intent: Intent, facts: IntentFacts): void {
  for (const { carrier, workload, target, setting } of designOf(intent, facts).calls) {
    if (carrier.kind !== 'nothing') continue;
    const { reason, hasEndpoint } = carrier;
    const told = { path: setting.path, workload: workload.name, to: nameOf(target), hasEndpoint, reason };
    reader.report(intentNoWayTo, told, setting);
  }
}

function nameOf(target: WantedCall['target']): string {
  if (target.kind === 'service') return target.service;
  return target.kind === 'host' ? target.host : target.api;
}
