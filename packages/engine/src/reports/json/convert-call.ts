import type { Language } from '../../diagnostics/diagnostic.ts';
import type { Origin } from '../../model/identity.ts';
import type {
  Blocker,
  Call,
  CallReason,
  Facts,
  Hop,
  MissingFact,
  PathAnswer,
} from '../../reachability/answer.ts';
import {
  sayBlocker,
  sayCandidate,
  sayHop,
  sayMend,
  sayMissing,
  sayRemark,
  sayWhy,
} from '../words/explain.ts';
import type {
  BlockerJson,
  CallJson,
  HopJson,
  OriginJson,
  PathJson,
  ReasonJson,
  RemarkJson,
  RouteCandidateJson,
  UnknownJson,
} from './contract.ts';

/** Parts of a call are told with their hops in a trace, and without them in the matrix. */
export type PathDetail = 'with-hops' | 'without-hops';

/**
 * Turns answers of the proof into the JSON contract.
 *
 * Workloads in equal positions share the objects of the proof; what was converted once is shared too, so that
 * ten thousand of them do not cost ten thousand copies.
 */
export class CallConverter {
  readonly #language: Language;
  readonly #hops: WeakMap<Hop, HopJson> = new WeakMap();
  readonly #paths: WeakMap<PathAnswer, PathJson> = new WeakMap();
  readonly #hopLists: WeakMap<readonly Hop[], readonly HopJson[]> = new WeakMap();

  constructor(language: Language) {
    this.#language = language;
  }

  convert(call: Call, detail: PathDetail): CallJson {
    const deciding = this.#path(call.paths[0]);
    return {
      workload: call.workload,
      service: call.service,
      hostname: call.hostname,
      verdict: call.verdict,
      privacy: call.privacy ?? null,
      via: call.via.kind,
      hops: this.#hopList(call.paths[0].hops),
      blockers: deciding.blockers,
      unknowns: deciding.unknowns,
      viaComponent: call.via.component,
      port: call.port,
      needed: isNeeded(call.reason),
      reason: reasonOf(call.reason, this.#language),
      split: call.split,
      paths: call.paths.map((path) =>
        detail === 'with-hops' ? { ...this.#path(path), hops: this.#hopList(path.hops) } : this.#path(path),
      ),
      notes: call.notes.map((note) => this.#remark(note)),
      assumptions: call.assumptions.map((assumption) => this.#remark({ ...assumption, origin: undefined })),
      ...(call.action === undefined ? {} : { action: call.action }),
      ...(call.resource === undefined ? {} : { resource: call.resource }),
      ...(call.enforced === undefined ? {} : { enforced: call.enforced }),
    };
  }

  #path(path: PathAnswer): PathJson {
    const earlier = this.#paths.get(path);
    if (earlier !== undefined) return earlier;
    const converted: PathJson = {
      subnets: path.subnets,
      family: path.family,
      destinations: path.destinations,
      destinationCount: path.destinationCount,
      verdict: path.verdict,
      privacy: path.privacy ?? null,
      via: path.via.kind,
      viaComponent: path.via.component,
      blockers: path.blockers.map((blocker) => this.#blocker(blocker)),
      unknowns: path.unknowns.map((unknown) => this.#unknown(unknown)),
      witness: path.witness ?? null,
    };
    this.#paths.set(path, converted);
    return converted;
  }

  #hopList(hops: readonly Hop[]): readonly HopJson[] {
    const earlier = this.#hopLists.get(hops);
    if (earlier !== undefined) return earlier;
    const converted = hops.map((hop) => this.#hop(hop));
    this.#hopLists.set(hops, converted);
    return converted;
  }

  #hop(hop: Hop): HopJson {
    const earlier = this.#hops.get(hop);
    if (earlier !== undefined) return earlier;
    const converted: HopJson = {
      kind: hop.kind,
      component: hop.component,
      decided: hop.decided,
      origin: originJson(hop.origin),
      detail: sayHop(hop, this.#language),
      direction: hop.direction,
      outcome: hop.outcome,
      code: hop.code,
      facts: hop.facts,
      rules: hop.rules,
      candidates: (hop.candidates ?? []).map(
        (candidate): RouteCandidateJson => ({
          route: candidate.route,
          won: candidate.won,
          code: candidate.code,
          detail: sayCandidate(candidate, this.#language),
          origin: originJson(candidate.origin),
        }),
      ),
    };
    this.#hops.set(hop, converted);
    return converted;
  }

  #blocker(blocker: Blocker): BlockerJson {
    return {
      code: blocker.code,
      component: blocker.component,
      detail: sayBlocker(blocker, this.#language),
      mend: {
        code: blocker.mend.code,
        detail: sayMend(blocker, this.#language),
        facts: blocker.mend.facts,
      },
      facts: blocker.facts,
      rules: blocker.rules,
      origin: originJson(blocker.origin),
    };
  }

  #unknown(unknown: MissingFact): UnknownJson {
    return {
      code: unknown.code,
      what: unknown.what,
      detail: sayMissing(unknown, this.#language),
      facts: unknown.facts,
      origin: originJson(unknown.origin),
    };
  }

  #remark(remark: {
    readonly code: string;
    readonly facts: Facts;
    readonly origin: Origin | undefined;
  }): RemarkJson {
    return {
      code: remark.code,
      detail: sayRemark(remark, this.#language),
      facts: remark.facts,
      origin: originJson(remark.origin),
    };
  }
}

/** What decides the exit code: the workload requires it, or the user asked for it. */
function isNeeded(reason: CallReason): boolean {
  return reason.kind === 'asked' || (reason.kind === 'needed' && reason.need === 'required');
}

function reasonOf(reason: CallReason, language: Language): ReasonJson {
  return {
    kind: reason.kind,
    need: reason.kind === 'needed' ? reason.need : null,
    why: 'why' in reason ? sayWhy(reason.why, 'facts' in reason ? (reason.facts ?? {}) : {}, language) : '',
    endpoint: reason.kind === 'endpoint-present' ? reason.endpoint : '',
    source: 'source' in reason ? reason.source : [],
  };
}

/** A snapshot has no file: its thing is named by its ARN. What is proposed stands nowhere yet. */
export function originJson(origin: Origin | undefined): OriginJson | null {
  if (origin === undefined || origin.kind === 'snapshot' || origin.kind === 'proposed') return null;
  const { file, start, end } = origin.range;
  return {
    file,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    address: origin.kind === 'terraform' ? origin.address : origin.logicalId,
  };
}
