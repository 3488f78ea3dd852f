import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A request as far as its signature covers it. */
export interface SignedMessage {
  readonly method: string;
  /** As on the wire, with the query. */
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** SHA-256 of the body in hex; `undefined` = the body was not read, because the signature does not cover it. */
  readonly bodyHash: string | undefined;
}

/** What a request says of its signer. */
export interface Signature {
  readonly form: 'header' | 'query';
  readonly accessKeyId: string;
  /** `20261128/ap-northeast-1/s3/aws4_request` */
  readonly scope: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261128T203000Z` */
  readonly date: string;
  /** Of a presigned URL. */
  readonly expiresSeconds: number | undefined;
  readonly sessionToken: string | undefined;
}

export type SignatureReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'signed'; readonly signature: Signature }
  /** Another form than version 4, or text that is none. */
  | { readonly kind: 'unreadable' };

export type SignatureProblem = 'mismatch' | 'expired' | 'skewed' | 'token';

const algorithm = 'AWS4-HMAC-SHA256';
const skewMs = 15 * 60_000;
const presignedSecondsMax = 7 * 86_400;

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-signing-elements.html */
export function readSignature({ url, headers }: Pick<SignedMessage, 'url' | 'headers'>): SignatureReading {
  const query = new URLSearchParams(url.split('?', 2)[1] ?? '');
  const authorization = one(headers.authorization);
  if (authorization !== undefined) {
    if (!authorization.startsWith(`${algorithm} `)) return { kind: 'unreadable' };
    const parts = new Map(
      [...authorization.slice(algorithm.length).matchAll(/\s*([A-Za-z]+)=([^,]*)/g)].map(
        ([, name = '', value = '']) => [name, value.trim()] as const,
      ),
    );
    return signed('header', {
      credential: parts.get('Credential'),
      signedHeaders: parts.get('SignedHeaders'),
      signature: parts.get('Signature'),
      date: one(headers['x-amz-date']),
      expires: undefined,
      token: one(headers['x-amz-security-token']),
    });
  }
  if (query.has('X-Amz-Signature')) {
    return signed('query', {
      credential: query.get('X-Amz-Credential') ?? undefined,
      signedHeaders: query.get('X-Amz-SignedHeaders') ?? undefined,
      signature: query.get('X-Amz-Signature') ?? undefined,
      date: query.get('X-Amz-Date') ?? undefined,
      expires: query.get('X-Amz-Expires') ?? undefined,
      token: query.get('X-Amz-Security-Token') ?? undefined,
    });
  }
  return query.has('AWSAccessKeyId') ? { kind: 'unreadable' } : { kind: 'none' };
}

type Text = string | undefined;

function signed(
  form: 'header' | 'query',
  parts: Readonly<Record<'credential' | 'signedHeaders' | 'signature' | 'date' | 'expires' | 'token', Text>>,
): SignatureReading {
  const [, accessKeyId, day, region, service] =
    /^([^/]+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(parts.credential ?? '') ?? [];
  const { signedHeaders, signature, date } = parts;
  if (accessKeyId === undefined || day === undefined || region === undefined || service === undefined)
    return { kind: 'unreadable' };
  if (signedHeaders === undefined || signature === undefined || !/^\d{8}T\d{6}Z$/.test(date ?? ''))
    return { kind: 'unreadable' };
  return {
    kind: 'signed',
    signature: {
      form,
      accessKeyId,
      scope: `${day}/${region}/${service}/aws4_request`,
      region,
      service,
      signedHeaders: signedHeaders.split(';'),
      signature,
      date: date ?? '',
      expiresSeconds: form === 'query' ? Number(parts.expires) : undefined,
      sessionToken: parts.token,
    },
  };
}

/** The secret half of a credential. */
export interface SigningKey {
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/**
 * Is the request signed with this key, and now? LAB-48.
 *
 * @returns `undefined` = it is
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html
 */
export function problemOfSignature(
  message: SignedMessage,
  signature: Signature,
  key: SigningKey,
  now: Date,
): SignatureProblem | undefined {
  if (signature.sessionToken !== key.sessionToken) return 'token';
  const time = timeOf(signature.date);
  if (signature.expiresSeconds === undefined) {
    if (Math.abs(now.getTime() - time) > skewMs) return 'skewed';
  } else if (!(signature.expiresSeconds > 0 && signature.expiresSeconds <= presignedSecondsMax)) {
    return 'mismatch';
  } else if (now.getTime() > time + signature.expiresSeconds * 1000) return 'expired';
  const expected = sign(message, signature, key.secretAccessKey);
  const given = Buffer.from(signature.signature);
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected))
    ? undefined
    : 'mismatch';
}

/**
 * A URL of S3 that carries its signature.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 */
export function presignUrl(
  place: { readonly host: string; readonly path: string; readonly region: string },
  key: SigningKey & { readonly accessKeyId: string },
  now: Date,
  expiresSeconds: number,
): string {
  const date = `${now.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const scope = `${date.slice(0, 8)}/${place.region}/s3/aws4_request`;
  const parameters = {
    'X-Amz-Algorithm': algorithm,
    'X-Amz-Credential': `${key.accessKeyId}/${scope}`,
    'X-Amz-Date': date,
    'X-Amz-Expires': String(expiresSeconds),
    'X-Amz-Security-Token': key.sessionToken,
    'X-Amz-SignedHeaders': 'host',
  };
  const query = Object.entries(parameters).map(([name, value]) => `${name}=${encode(value)}`);
  const url = `${place.path}?${query.join('&')}`;
  const message = { method: 'GET', url, headers: { host: place.host }, bodyHash: undefined };
  const signature: Signature = {
    form: 'query',
    accessKeyId: key.accessKeyId,
    scope,
    region: place.region,
    service: 's3',
    signedHeaders: ['host'],
    signature: '',
    date,
    expiresSeconds,
    sessionToken: key.sessionToken,
  };
  return `https://${place.host}${url}&X-Amz-Signature=${sign(message, signature, key.secretAccessKey)}`;
}

function timeOf(date: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date) ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function sign(message: SignedMessage, signature: Signature, secret: string): string {
  const toSign = [
    algorithm,
    signature.date,
    signature.scope,
    sha256(canonicalRequest(message, signature)),
  ].join('\n');
  const [day = '', region = '', service = ''] = signature.scope.split('/');
  const key = [day, region, service, 'aws4_request'].reduce<Buffer>(
    (parent, part) => createHmac('sha256', parent).update(part).digest(),
    Buffer.from(`AWS4${secret}`),
  );
  return createHmac('sha256', key).update(toSign).digest('hex');
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/create-signed-request.html#create-canonical-request */
function canonicalRequest(message: SignedMessage, signature: Signature): string {
  const [path = '/', query = ''] = message.url.split(/\?(.*)/s, 2);
  const headers = signature.signedHeaders.map(
    (name) => `${name}:${canonicalHeader(message.headers[name])}\n`,
  );
  return [
    message.method,
    canonicalPath(path, signature.service),
    canonicalQuery(query),
    headers.join(''),
    signature.signedHeaders.join(';'),
    payloadHash(message, signature),
  ].join('\n');
}

/** S3 signs the path as it is sent; the other services encode it a second time. */
function canonicalPath(path: string, service: string): string {
  const once = path === '' ? '/' : path;
  return service === 's3' ? once : once.split('/').map(encode).join('/');
}

function canonicalQuery(query: string): string {
  return query
    .split('&')
    .filter((part) => part !== '' && !part.startsWith('X-Amz-Signature='))
    .map((part) => part.split(/=(.*)/s, 2))
    .map(([name = '', value = '']) => [encode(decode(name)), encode(decode(value))] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function canonicalHeader(value: string | string[] | undefined): string {
  return [value ?? ''].flat().join(',').trim().replace(/ +/g, ' ');
}

/** A presigned URL of S3 leaves the body out; S3 itself is told the hash, others are not. */
function payloadHash({ headers, bodyHash }: SignedMessage, { form, service }: Signature): string {
  const told = one(headers['x-amz-content-sha256']);
  if (service === 's3' && form === 'query') return told ?? 'UNSIGNED-PAYLOAD';
  if (service === 's3' && told !== undefined) return told;
  return bodyHash ?? told ?? sha256('');
}

/** All but the unreserved characters of RFC 3986. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function one(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
