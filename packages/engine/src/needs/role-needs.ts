import { compareText } from '../base/ordered.ts';
import type { SourceRange } from '../base/source-range.ts';
import type { Workload, WorkloadKind } from '../model/workload.ts';
import type { Need, NeededAction } from './need.ts';

/** One permission of the workload's role. */
interface Grant {
  readonly action: string;
  readonly resource: string;
  readonly isForServices: boolean;
  readonly role: string;
  readonly policy: string;
  readonly isOfAws: boolean;
  readonly statement: string;
  readonly place: SourceRange | undefined;
}

/** What the catalogue knows of permissions. */
interface KnownActions {
  readonly servicesOfAction: (action: string) => readonly string[];
  readonly isMadeByAws: (kind: string, action: string) => boolean;
  readonly servicesOfManagedPolicy: (arn: string) => readonly string[] | undefined;
  /** `undefined` = no such service in the Region. */
  readonly service: (short: string, region: string) => object | undefined;
  readonly withoutEndpoint: () => readonly { readonly short: string; readonly host: string }[];
  readonly inRegion: (template: string, region: string) => string;
}

/** A policy for more services than this says nothing of what its workload calls. A decision of ours. */
const servicesMax = 12;
/** More questions of one service would make its row unreadable. */
const actionsMax = 8;

/**
 * What roles let workloads call: calls that they may make, not ones that they are known to make.
 *
 * Left out are permissions of AWS's own agents, which the workload's kind speaks for, permissions that no
 * call uses by itself (`iam:PassRole`), and policies that allow everything.
 */
export class RoleNeeds<G extends Grant> {
  readonly #known: KnownActions;
  readonly #region: string;
  readonly #earlier: WeakMap<readonly G[], Map<WorkloadKind, readonly Need[]>> = new WeakMap();

  /** @param region where the services must be */
  constructor(known: KnownActions, region: string) {
    this.#known = known;
    this.#region = region;
  }

  /**
   * One need per service, sorted; worked out once for all workloads of one kind and role.
   *
   * @param grants the same list for the same role
   */
  of({ kind }: Pick<Workload, 'kind'>, grants: readonly G[]): readonly Need[] {
    const ofKinds = this.#earlier.get(grants) ?? new Map<WorkloadKind, readonly Need[]>();
    this.#earlier.set(grants, ofKinds);
    const needs = ofKinds.get(kind) ?? this.#work(kind, grants);
    ofKinds.set(kind, needs);
    return needs;
  }

  #work(kind: WorkloadKind, grants: readonly G[]): readonly Need[] {
    const byService = new Map<string, G[]>();
    for (const granted of byPolicy(grants).values()) {
      const services = servicesOfPolicy(kind, granted, this.#known, this.#region);
      if (services.size > servicesMax) continue;
      for (const [service, used] of services) {
        byService.set(service, [...(byService.get(service) ?? []), ...used]);
      }
    }
    return [...byService]
      .map(([service, used]) => needOf(service, used, this.#known, this.#region))
      .sort((a, b) => compareText(a.service, b.service));
  }
}

function byPolicy<G extends Grant>(grants: readonly G[]): ReadonlyMap<string, readonly G[]> {
  const policies = new Map<string, G[]>();
  for (const grant of grants) {
    const same = policies.get(grant.policy);
    if (same === undefined) policies.set(grant.policy, [grant]);
    else same.push(grant);
  }
  return policies;
}

function servicesOfPolicy<G extends Grant>(
  kind: WorkloadKind,
  grants: readonly G[],
  known: KnownActions,
  region: string,
): ReadonlyMap<string, readonly G[]> {
  const [first] = grants;
  const whole = first?.isOfAws === true ? known.servicesOfManagedPolicy(first.policy) : undefined;
  const services = new Map<string, G[]>();
  for (const grant of whole === undefined ? grants : grants.slice(0, 1)) {
    for (const service of whole ?? servicesOfGrant(kind, grant, known)) {
      const name =
        known.service(service, region) === undefined ? publicName(service, known, region) : service;
      if (name !== undefined) services.set(name, [...(services.get(name) ?? []), grant]);
    }
  }
  return services;
}

/** An API that no endpoint leads to is called by its public name. */
function publicName(short: string, known: KnownActions, region: string): string | undefined {
  const row = known.withoutEndpoint().find((each) => each.short === short);
  return row === undefined ? undefined : known.inRegion(row.host, region);
}

/** `*` and `s?:Get*` name no service. */
function servicesOfGrant(kind: WorkloadKind, grant: Grant, known: KnownActions): readonly string[] {
  const prefix = grant.action.slice(0, grant.action.indexOf(':'));
  if (!/^[a-z0-9-]+$/i.test(prefix) || grant.isForServices || known.isMadeByAws(kind, grant.action))
    return [];
  return known.servicesOfAction(grant.action);
}

function needOf(service: string, used: readonly Grant[], known: KnownActions, region: string): Need {
  const [first] = used;
  const isWhole = first?.isOfAws === true && known.servicesOfManagedPolicy(first.policy) !== undefined;
  const { place } = first ?? {};
  return {
    service,
    ...(known.service(service, region) === undefined ? { hostname: service } : {}),
    need: 'conditional',
    because: 'ROLE_POLICY',
    why: isWhole ? 'ROLE_HAS_POLICY' : 'ROLE_MAY',
    facts: {
      role: first?.role ?? '',
      policy: first?.policy ?? '',
      statement: first?.statement ?? '',
      actions: [...new Set(used.map(({ action }) => action))].sort(compareText),
    },
    source: place === undefined ? [] : [`${place.file}:${place.start.line}`],
    origin: undefined,
    actions: isWhole ? [] : questionsOf(used, known),
  };
}

/** Only whole actions can be asked about, and only where they are calls of this service alone. */
function questionsOf(used: readonly Grant[], known: KnownActions): readonly NeededAction[] {
  const asked = used
    .filter(({ action }) => !/[*?]/.test(action) && known.servicesOfAction(action).length === 1)
    .map(({ action, resource }) => ({ action, resource, by: 'application' as const }));
  const distinct = new Map(asked.map((one) => [`${one.action} ${one.resource}`, one]));
  return [...distinct.values()].slice(0, actionsMax);
}
