import type { Known, Reference } from '../base/known.ts';
import { compareText } from '../base/ordered.ts';
import type { Workload, WorkloadKind } from '../model/workload.ts';
import { actingKindsOf } from './acting-kinds.ts';
import type { Need, NeedRow } from './need.ts';
import { actionsOf } from './needed-actions.ts';

/**
 * The calls of one workload: what its kind always makes, and what its own declaration turns on.
 *
 * A row whose condition the declaration does not meet is left out: a task whose image comes from
 * Docker Hub does not call ECR.
 *
 * @param rows the catalogue's rows of the workload's kind
 * @param ofRole what its role lets it call: see `RoleNeeds`
 * @returns one need per service, the strongest, sorted by service
 */
export function needsOf(
  workload: Workload,
  rows: readonly NeedRow[],
  ofRole: readonly Need[] = [],
): readonly Need[] {
  const needs = new Map<string, Need>();
  for (const row of rows) {
    const need = needOfRow(workload, row);
    if (need === undefined) continue;
    const earlier = needs.get(need.service);
    if (earlier === undefined || strength(need) > strength(earlier)) needs.set(need.service, need);
  }
  for (const need of ofRole) if (!needs.has(need.service)) needs.set(need.service, need);
  return [...needs.values()]
    .map((need) => ({ ...need, actions: need.actions ?? actionsOf(workload, need) }))
    .sort((a, b) => compareText(a.service, b.service));
}

function strength(need: Need): number {
  return { conditional: 0, recommended: 1, required: 2 }[need.need];
}

/** Rows of images, logs, secrets and exec sessions follow the declaration; the others follow the kind. */
function needOfRow(workload: Workload, row: NeedRow): Need | undefined {
  if (row.service === undefined || row.need === 'not-needed' || row.need === 'optional') return undefined;
  const declared = declaredNeed(workload, row.service);
  const base = { service: row.service, why: row.why, source: row.source };
  if (declared === 'no') return undefined;
  if (declared !== undefined) return { ...base, ...declared };
  if (row.need === 'conditional') return undefined;
  return { ...base, need: row.need, because: 'WORKLOAD_KIND', origin: undefined };
}

type Declared = (Pick<Need, 'need' | 'because' | 'origin'> & { readonly why?: string }) | 'no' | undefined;

const containerKinds: ReadonlySet<WorkloadKind> = new Set(['ecs-fargate', 'ecs-ec2', 'ecs-ec2-task']);

const imageServices = new Set(['ecr.api', 'ecr.dkr']);

/** @returns `no` = the declaration shows that the call is not made; `undefined` = it says nothing about it */
function declaredNeed(workload: Workload, service: string): Declared {
  const pulls = actingKindsOf(workload).some((kind) => containerKinds.has(kind));
  if (pulls && (imageServices.has(service) || service === 's3')) return imageNeed(workload);
  if (!containerKinds.has(workload.kind)) return undefined;
  if (service === 'logs') return logNeed(workload);
  if (service === 'secretsmanager' || service === 'ssm') return secretNeed(workload, service);
  if (service === 'ssmmessages') return executeCommandNeed(workload);
  return undefined;
}

function imageNeed(workload: Workload): Declared {
  const images = workload.facts.images ?? [];
  const inEcr = images.find((image) => image.registry === 'ecr');
  if (inEcr !== undefined) return { need: 'required', because: 'IMAGE_IN_ECR', origin: inEcr.origin };
  const unread = images.find((image) => image.registry === 'unknown');
  if (unread === undefined && images.length > 0) return 'no';
  return {
    need: 'conditional',
    because: 'IMAGE_REGISTRY_UNKNOWN',
    why: 'IMAGE_REGISTRY_UNKNOWN',
    origin: unread?.origin ?? workload.origin,
  };
}

function logNeed(workload: Workload): Declared {
  const driver = workload.facts.logDrivers?.find(
    (log) => log.driver.kind === 'known' && log.driver.value === 'awslogs',
  );
  return driver === undefined ? 'no' : { need: 'required', because: 'LOG_DRIVER', origin: driver.origin };
}

function secretNeed(workload: Workload, service: 'secretsmanager' | 'ssm'): Declared {
  const secret = workload.facts.secrets?.find((candidate) => secretService(candidate.valueFrom) === service);
  return secret === undefined ? 'no' : { need: 'required', because: 'SECRET', origin: secret.origin };
}

/** Secrets Manager values are given by ARN; everything else is a parameter's ARN or name. */
function secretService(valueFrom: Known<string>): 'secretsmanager' | 'ssm' | undefined {
  if (valueFrom.kind === 'known') {
    return valueFrom.value.split(':')[2] === 'secretsmanager' ? 'secretsmanager' : 'ssm';
  }
  const named = valueFrom.unknown.references.map((reference: Reference) => reference.address);
  if (named.some((address) => /(^|\.)aws_secretsmanager_secret/.test(address))) return 'secretsmanager';
  if (named.some((address) => /(^|\.)aws_ssm_parameter/.test(address))) return 'ssm';
  return undefined;
}

function executeCommandNeed(workload: Workload): Declared {
  const { executeCommand } = workload.facts;
  if (executeCommand?.kind !== 'known' || !executeCommand.value) return 'no';
  return {
    need: 'required',
    because: 'EXECUTE_COMMAND',
    origin: workload.origins.executeCommand ?? workload.origin,
  };
}
