import { formatStatement } from '../authorization/explain.ts';
import type { PolicyDocument, Statement } from '../authorization/policy.ts';
import { formatText, type Text } from '../authorization/text.ts';
import type { SourceRange } from '../base/source-range.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { Role } from '../model/access.ts';
import type { Network } from '../model/network.ts';
import type { Workload } from '../model/workload.ts';
import { AccessPolicies, type RoleUse } from './access-policies.ts';

/** One permission of an application's role, as its policies write it. */
export interface RoleGrant {
  /** With wildcards where they are written; `*` = everything, or all but what NotAction names. */
  readonly action: string;
  /** As a question takes it: an ARN, or the address of a declared resource; empty = none in particular. */
  readonly resource: string;
  /** Only services that act for the role may use it (`kms:ViaService`): the application never calls. */
  readonly isForServices: boolean;
  readonly role: string;
  /** The ARN of a policy of AWS, else the address of what declares it. */
  readonly policy: string;
  readonly isOfAws: boolean;
  /** `Statement 1 (Sid)`. */
  readonly statement: string;
  /** Where the statement stands, as far as that is known; `undefined` = AWS keeps it. */
  readonly place: SourceRange | undefined;
}

/** A task's execution role is not among them: ECS calls with it, and the task definition says what. */
const applicationRoles: readonly RoleUse[] = ['task', 'instance', 'function', 'service'];

/** What the roles of workloads may do. Roles are read once, whoever has them. */
export class RoleGrants {
  readonly #policies: AccessPolicies;
  readonly #ofRoles: Map<string, readonly RoleGrant[]> = new Map();

  constructor(network: Network, catalog: Catalog) {
    this.#policies = new AccessPolicies(network, catalog);
  }

  /** One and the same list for workloads with one role. */
  of(workload: Workload): readonly RoleGrant[] {
    const role = this.#policies.roleOf(workload, applicationRoles);
    if (role === undefined) return none;
    const earlier = this.#ofRoles.get(role.id);
    if (earlier !== undefined) return earlier;
    const grants = this.#policies.identityOf(role).items.flatMap((policy) => this.#ofPolicy(role, policy));
    this.#ofRoles.set(role.id, grants);
    return grants;
  }

  #ofPolicy(role: Role, policy: PolicyDocument): readonly RoleGrant[] {
    if (policy.isInvalid) return none;
    return policy.statements
      .filter(({ effect }) => effect === 'Allow')
      .flatMap((statement) => this.#ofStatement(role, policy, statement));
  }

  #ofStatement(role: Role, policy: PolicyDocument, statement: Statement): readonly RoleGrant[] {
    const { actions } = statement;
    const written = actions.isNegated
      ? ['*']
      : actions.patterns.map((pattern) => formatText(pattern.written));
    const origin = this.#policies.originOf(policy.name, statement.place);
    const facts = {
      isForServices: isForServices(statement),
      role: role.id,
      policy: policy.name,
      isOfAws: policy.range === undefined,
      statement: formatStatement(statement.place),
      place: origin?.kind === 'terraform' ? origin.range : policy.range,
    };
    const resources = this.#resourcesOf(statement);
    return [...new Set(written)].flatMap((action) =>
      resources.map((resource) => ({ action, resource, ...facts })),
    );
  }

  #resourcesOf({ resources }: Statement): readonly string[] {
    if (resources === undefined || resources.isNegated) return [''];
    const named = resources.patterns.map(({ written }) => this.#resourceOf(written));
    return named.length === 0 ? [''] : [...new Set(named)];
  }

  /** Only one thing, or everything in it, can be asked about. */
  #resourceOf(written: Text): string {
    const name = this.#policies.nameOf(written);
    return /[*?]/.test(name.replace(/\/\*$/, '')) ? '' : name;
  }
}

const none: readonly RoleGrant[] = [];

/** @see https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service */
function isForServices({ conditions }: Statement): boolean {
  return conditions.some(
    ({ key, isNegated }) => (key === 'kms:viaservice' || key === 'aws:calledvia') && !isNegated,
  );
}
