import type { HostnameClass } from '@naisen/engine';

/** A request as the front received it, before anybody knows what it asks for. */
export interface ReceivedMessage {
  readonly method: string;
  /** As on the wire: path and query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The name that was called, lower case, without a port. */
  readonly host: string;
  readonly hostClass: HostnameClass;
  /** Of the service that was called; the lab's own where the name has none. */
  readonly region: string;
  /** `undefined` = not read: an object of S3, which may be large. */
  readonly body: Buffer | undefined;
}

/** One thing that a request needs to be allowed to do. */
export interface AskedAction {
  /** `s3:GetObject` */
  readonly action: string;
  readonly resource: AskedResource;
}

export type AskedResource =
  | { readonly kind: 'any' }
  /** A bucket, or an object of one: ARNs without Region and account. */
  | { readonly kind: 's3'; readonly bucket: string; readonly key: string }
  /** By the name that clients use; `tail` = what follows it in the ARN. */
  | {
      readonly kind: 'named';
      readonly service: string;
      /** What stands before the name in the ARN: `table/`. */
      readonly before: string;
      readonly name: string;
      readonly tail: string;
    };

/** How a service is spoken to; errors have the same form. */
export type Protocol = 's3' | 'json' | 'query' | 'ec2' | 'rest-json' | 'cbor' | 'registry' | 'plain';

export interface Classified {
  readonly kind: 'classified';
  readonly protocol: Protocol;
  /** IAM's prefix. */
  readonly service: string;
  /** Never empty. */
  readonly asked: readonly AskedAction[];
  /** Condition keys that the request gives; an empty list = certainly absent. */
  readonly keys: Readonly<Record<string, readonly string[]>>;
  /** `GetSecretValue`, and what the body says. */
  readonly operation: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly s3?: S3Place;
}

/** Bucket and key; empty = the request is about no bucket or no object. */
export interface S3Place {
  readonly bucket: string;
  readonly key: string;
}

export type Unclassified = {
  readonly kind: 'unclassified';
  readonly protocol: Protocol;
  readonly why: 'service' | 'operation' | 'resource' | 'body' | 'foreign-name';
  /** What was not understood, in the request's own words. */
  readonly what: string;
};

export type Classification = Classified | Unclassified;

export function headerOf({ headers }: Pick<ReceivedMessage, 'headers'>, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
}
