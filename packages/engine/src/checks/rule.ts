import type { PolicyDocument } from '../authorization/policy.ts';
import type { Catalog } from '../catalog/create-catalog.ts';
import type { FindingKind } from '../diagnostics/kinds/finding.ts';
import type { Origin } from '../model/identity.ts';
import type { Network } from '../model/network.ts';
import type { Call } from '../reachability/answer.ts';

/** What a rule may look at. */
export interface RuleContext {
  readonly network: Network;
  readonly catalog: Catalog;
  /** The matrix of the network, stand-ins included. */
  readonly calls: readonly Call[];
  /** Policies of endpoints by the endpoint's address; one without policy is not in it. */
  readonly endpointPolicies: ReadonlyMap<string, PolicyDocument>;
  /** Policies of roles and resources as the source writes them. */
  readonly writtenPolicies: readonly EvaluatedPolicy[];
}

export interface EvaluatedPolicy {
  readonly use: 'trust' | 'identity' | 'resource';
  /** Address of the role or resource. */
  readonly of: string;
  readonly document: PolicyDocument;
  readonly origin: Origin;
}

/** One fault that a rule found, at the tightest place of the user's source. */
export interface Finding {
  readonly component: string;
  readonly other?: string;
  readonly names?: readonly string[];
  readonly at: Origin | undefined;
}

/** A rule about a network. It says nothing where a fact that it needs is not known. */
export interface Rule {
  readonly kind: FindingKind;
  readonly slug: string;
  /** Ids of semantics, of the review and of requests that it follows from. */
  readonly cites: readonly string[];
  readonly find: (context: RuleContext) => readonly Finding[];
}
