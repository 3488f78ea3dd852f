import type { Known } from '../base/known.ts';
import { compareText } from '../base/ordered.ts';
import type { Hostnames } from '../catalog/hostname-classes.ts';
import type { ImageReference, Workload } from '../model/workload.ts';
import type { Need, NeedReason, NeedRow } from './need.ts';
import { needsOf } from './needs.ts';

type LogDriver = NonNullable<Workload['facts']['logDrivers']>[number];

/**
 * The calls of one workload, each by the names of the Region in which its image, log group or secret stands.
 *
 * An endpoint serves its own Region's names only: an image of another Region is pulled by that Region's
 * registry and its layers from that Region's S3.
 *
 * @param own the workload's Region: of what names none
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
export function needsInRegions(
  workload: Workload,
  rows: readonly NeedRow[],
  own: string,
  names: Pick<Hostnames, 'hostnamesOf'>,
  ofRole: readonly Need[] = [],
): readonly Need[] {
  const others = regionsOf(workload).filter((region) => region !== own);
  if (others.length === 0) return needsOf(workload, rows, ofRole);
  const abroad = others.flatMap((region) =>
    needsOf(inRegion(workload, region, own), rows)
      .filter(({ because }) => declared.has(because))
      .map((need) => named(need, workload, region, names)),
  );
  return [...needsOf(inRegion(workload, own, own), rows, ofRole), ...abroad];
}

const declared: ReadonlySet<NeedReason> = new Set(['IMAGE_IN_ECR', 'LOG_DRIVER', 'SECRET']);

function regionsOf({ facts }: Workload): readonly string[] {
  const { images = [], logDrivers = [], secrets = [] } = facts;
  const regions = [
    ...images.map(regionOfImage),
    ...logDrivers.map(regionOfLog),
    ...secrets.map(({ valueFrom }) => regionOfArn(valueFrom)),
  ];
  return [...new Set(regions.filter((region) => region !== undefined))].sort(compareText);
}

/** The workload as if it had only what stands in the Region. */
function inRegion(workload: Workload, region: string, own: string): Workload {
  const { images = [], logDrivers = [], secrets = [] } = workload.facts;
  const isThere = (of: string | undefined): boolean => (of ?? own) === region;
  const elsewhere = (image: ImageReference): ImageReference => ({ ...image, registry: 'other' });
  return {
    ...workload,
    facts: {
      ...workload.facts,
      images: images.map((image) => (isThere(regionOfImage(image)) ? image : elsewhere(image))),
      logDrivers: logDrivers.filter((log) => isThere(regionOfLog(log))),
      secrets: secrets.filter(({ valueFrom }) => isThere(regionOfArn(valueFrom))),
    },
  };
}

function regionOfImage({ registry, region }: ImageReference): string | undefined {
  return registry === 'ecr' && region?.kind === 'known' ? region.value : undefined;
}

function regionOfLog({ driver, region }: LogDriver): string | undefined {
  const isOfAws = driver.kind === 'known' && driver.value === 'awslogs';
  return isOfAws && region?.kind === 'known' ? region.value : undefined;
}

function regionOfArn(valueFrom: Known<string>): string | undefined {
  if (valueFrom.kind !== 'known') return undefined;
  return /^arn:[^:]+:(?:secretsmanager|ssm):([a-z0-9-]+):/.exec(valueFrom.value)?.[1];
}

/** A need that is called by a name has that name for its service, too. */
function named(need: Need, { facts }: Workload, region: string, names: Pick<Hostnames, 'hostnamesOf'>): Need {
  const image = facts.images?.find((one) => regionOfImage(one) === region)?.image;
  const registry = need.service === 'ecr.dkr' && image?.kind === 'known' ? hostOf(image.value) : undefined;
  const hostname = registry ?? names.hostnamesOf(need.service, region)[0]?.hostname;
  return hostname === undefined ? need : { ...need, service: hostname, hostname };
}

/** `111122223333.dkr.ecr.us-east-1.amazonaws.com` of `….amazonaws.com/app:1`. */
function hostOf(image: string): string | undefined {
  return /^(\d{12}\.dkr[.-]ecr[^/]*)\//.exec(image)?.[1];
}
