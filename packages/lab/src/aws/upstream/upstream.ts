import type { Way } from '../../plan/lab-plan.ts';
import type { LabWorld } from '../lab-world.ts';
import type { Classified, ReceivedMessage } from '../requests/received.ts';
import type { LabSession } from '../sessions.ts';

/** What answers an allowed request. */
export type UpstreamTarget =
  | { readonly kind: 'http'; readonly url: URL }
  /** The lab's own: a function of the request. */
  | { readonly kind: 'local'; readonly answer: (request: LocalRequest) => LocalResponse };

export interface LocalRequest {
  readonly message: ReceivedMessage;
  readonly classified: Classified;
  /** Who calls; `undefined` = nobody signed. */
  readonly session: LabSession | undefined;
  readonly way: Way['kind'];
  readonly world: LabWorld;
}

export interface LocalResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What the lab does by itself, signed by nobody. */
export interface UpstreamCalls {
  /** An operation of a JSON API; its answer, or what went wrong. */
  readonly json: (
    service: 'secretsmanager' | 'logs',
    operation: string,
    fields: object,
  ) => Promise<UpstreamAnswer>;
  readonly createBucket: (name: string) => Promise<UpstreamAnswer>;
}

export interface UpstreamAnswer {
  readonly status: number;
  /** AWS's code of an error; empty = none. */
  readonly code: string;
}

/** The services behind a lab. */
export interface Upstream {
  /** @returns `undefined` = nobody answers for the service */
  readonly targetOf: (classified: Classified) => UpstreamTarget | undefined;
  /** Where the lab itself keeps things (buckets of the source, flow logs). */
  readonly call: UpstreamCalls;
  readonly close: () => Promise<void>;
}
