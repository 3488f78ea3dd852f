import type { AskedAction, Classification, ReceivedMessage, S3Place } from './received.ts';
import { headerOf } from './received.ts';

type Operations = Readonly<Record<string, string>>;

/**
 * Which action a sub-resource means, for each method; `''` = the bucket or object itself.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html
 */
const bucketOperations: Readonly<Record<string, Operations>> = {
  GET: {
    '': 'ListBucket',
    accelerate: 'GetAccelerateConfiguration',
    acl: 'GetBucketAcl',
    cors: 'GetBucketCORS',
    encryption: 'GetEncryptionConfiguration',
    lifecycle: 'GetLifecycleConfiguration',
    location: 'GetBucketLocation',
    logging: 'GetBucketLogging',
    notification: 'GetBucketNotification',
    'object-lock': 'GetBucketObjectLockConfiguration',
    ownershipControls: 'GetBucketOwnershipControls',
    policy: 'GetBucketPolicy',
    policyStatus: 'GetBucketPolicyStatus',
    publicAccessBlock: 'GetBucketPublicAccessBlock',
    replication: 'GetReplicationConfiguration',
    requestPayment: 'GetBucketRequestPayment',
    tagging: 'GetBucketTagging',
    uploads: 'ListBucketMultipartUploads',
    versioning: 'GetBucketVersioning',
    versions: 'ListBucketVersions',
    website: 'GetBucketWebsite',
  },
  HEAD: { '': 'ListBucket' },
  PUT: {
    '': 'CreateBucket',
    accelerate: 'PutAccelerateConfiguration',
    acl: 'PutBucketAcl',
    cors: 'PutBucketCORS',
    encryption: 'PutEncryptionConfiguration',
    lifecycle: 'PutLifecycleConfiguration',
    logging: 'PutBucketLogging',
    notification: 'PutBucketNotification',
    'object-lock': 'PutBucketObjectLockConfiguration',
    ownershipControls: 'PutBucketOwnershipControls',
    policy: 'PutBucketPolicy',
    publicAccessBlock: 'PutBucketPublicAccessBlock',
    replication: 'PutReplicationConfiguration',
    requestPayment: 'PutBucketRequestPayment',
    tagging: 'PutBucketTagging',
    versioning: 'PutBucketVersioning',
    website: 'PutBucketWebsite',
  },
  DELETE: {
    '': 'DeleteBucket',
    cors: 'PutBucketCORS',
    encryption: 'PutEncryptionConfiguration',
    lifecycle: 'PutLifecycleConfiguration',
    ownershipControls: 'PutBucketOwnershipControls',
    policy: 'DeleteBucketPolicy',
    publicAccessBlock: 'PutBucketPublicAccessBlock',
    replication: 'PutReplicationConfiguration',
    tagging: 'PutBucketTagging',
    website: 'DeleteBucketWebsite',
  },
};

const objectOperations: Readonly<Record<string, Operations>> = {
  GET: {
    '': 'GetObject',
    acl: 'GetObjectAcl',
    attributes: 'GetObjectAttributes',
    'legal-hold': 'GetObjectLegalHold',
    retention: 'GetObjectRetention',
    tagging: 'GetObjectTagging',
    uploadId: 'ListMultipartUploadParts',
  },
  HEAD: { '': 'GetObject' },
  PUT: {
    '': 'PutObject',
    acl: 'PutObjectAcl',
    'legal-hold': 'PutObjectLegalHold',
    retention: 'PutObjectRetention',
    tagging: 'PutObjectTagging',
    uploadId: 'PutObject',
  },
  POST: { uploads: 'PutObject', uploadId: 'PutObject', restore: 'RestoreObject', select: 'GetObject' },
  DELETE: { '': 'DeleteObject', tagging: 'DeleteObjectTagging', uploadId: 'AbortMultipartUpload' },
};

/** Parameters that say how, not what. */
const parameters: ReadonlySet<string> = new Set([
  'bucket-region',
  'continuation-token',
  'delimiter',
  'encoding-type',
  'fetch-owner',
  'key-marker',
  'list-type',
  'marker',
  'max-buckets',
  'max-keys',
  'max-parts',
  'max-uploads',
  'part-number-marker',
  'partNumber',
  'prefix',
  'select-type',
  'start-after',
  'upload-id-marker',
  'version-id-marker',
  'versionId',
  'x-id',
]);

/** What a request to S3 asks for: bucket from host or path, key, method and sub-resource (LAB-47). */
export function classifyS3(message: ReceivedMessage): Classification {
  const place = s3PlaceOf(message);
  if (place === undefined) return unclassified('operation', message.host);
  const query = queryOf(message.url);
  const subresources = [...query.keys()].filter(
    (name) => !parameters.has(name) && !/^(x-amz-|response-)/i.test(name),
  );
  const [subresource = ''] = subresources;
  const { method } = message;
  const spelled = `${method} ${message.url.replace(/^[^?]*/, '') || '/'}`;
  if (subresources.length > 1) return unclassified('operation', spelled);
  if (place.bucket === '')
    return method === 'GET' && subresource === ''
      ? classified(message, place, [{ action: 's3:ListAllMyBuckets', resource: { kind: 'any' } }])
      : unclassified('operation', spelled);
  if (place.key === '' && method === 'POST' && subresource === 'delete') return deletions(message, place);
  const operations = place.key === '' ? bucketOperations : objectOperations;
  const operation = operations[method]?.[subresource];
  if (operation === undefined) return unclassified('operation', spelled);
  const named = place.key === '' ? operation : withVersion(operation, query.has('versionId'));
  const asked: AskedAction[] = [{ action: `s3:${named}`, resource: { kind: 's3', ...place } }];
  return classified(message, place, [...asked, ...alsoAsked(message, place, named)]);
}

/** GetObject of one version is an action of its own. */
function withVersion(operation: string, hasVersion: boolean): string {
  const versioned = /^(?:Get|Delete)Object(?:Acl|Tagging|Attributes)?$|^PutObject(?:Acl|Tagging)$/;
  if (!hasVersion || !versioned.test(operation)) return operation;
  return operation.replace(/^(Get|Put|Delete)Object/, '$1ObjectVersion');
}

/** A copy reads its source; a new object may bring tags and an ACL. */
function alsoAsked(message: ReceivedMessage, place: S3Place, operation: string): readonly AskedAction[] {
  const also: AskedAction[] = [];
  if (operation === 'GetObjectAttributes')
    also.push({ action: 's3:GetObject', resource: { kind: 's3', ...place } });
  if (operation !== 'PutObject') return also;
  const source = headerOf(message, 'x-amz-copy-source');
  if (source !== undefined) {
    const [path = '', query = ''] = source.split('?', 2);
    const [bucket = '', ...key] = decoded(path.replace(/^\//, '')).split('/');
    const action = query.startsWith('versionId=') ? 's3:GetObjectVersion' : 's3:GetObject';
    also.push({ action, resource: { kind: 's3', bucket, key: key.join('/') } });
  }
  if (headerOf(message, 'x-amz-tagging') !== undefined)
    also.push({ action: 's3:PutObjectTagging', resource: { kind: 's3', ...place } });
  if (headerOf(message, 'x-amz-acl') !== undefined)
    also.push({ action: 's3:PutObjectAcl', resource: { kind: 's3', ...place } });
  return also;
}

/** Several objects by one request: each is asked about. */
function deletions(message: ReceivedMessage, place: S3Place): Classification {
  const text = message.body?.toString('utf8');
  if (text === undefined) return unclassified('body', 'POST ?delete');
  const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key));
  if (keys.length === 0) return unclassified('body', 'POST ?delete');
  const action = text.includes('<VersionId>') ? 's3:DeleteObjectVersion' : 's3:DeleteObject';
  const asked = keys.map(
    (key): AskedAction => ({ action, resource: { kind: 's3', bucket: place.bucket, key } }),
  );
  return classified(message, place, asked);
}

function unescapeXml(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll('&amp;', '&');
}

/**
 * Bucket and key: the bucket is in the name (`b.s3.REGION…`, `b.bucket.vpce-…`) or in the path.
 *
 * @returns `undefined` for access points, websites and the control API
 */
export function s3PlaceOf({ host, url }: Pick<ReceivedMessage, 'host' | 'url'>): S3Place | undefined {
  const path = url.replace(/\?.*$/s, '').replace(/^\//, '');
  const plain = /^(?:(.+)\.)?s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/;
  const endpoint = /^(?:(.+)\.)?bucket\.vpce-[0-9a-z-]+\.s3\.[a-z0-9-]+\.vpce\.amazonaws\.com(?:\.cn)?$/;
  if (/s3-(?:accesspoint|website|control|object-lambda)|(?:accesspoint|control)\.vpce-/.test(host))
    return undefined;
  const match = endpoint.exec(host) ?? plain.exec(host);
  if (match === null) return undefined;
  const [, named] = match;
  if (named !== undefined) return { bucket: named, key: decoded(path) };
  const [bucket = '', ...key] = path.split('/');
  return { bucket: decoded(bucket), key: decoded(key.join('/')) };
}

/** Sub-resources have no value: `?acl` and `?acl=` are one. */
function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(url.split(/\?(.*)/s, 2)[1] ?? '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/list_amazons3.html */
function classified(message: ReceivedMessage, place: S3Place, asked: readonly AskedAction[]): Classification {
  const query = queryOf(message.url);
  const parameter = (name: string): readonly string[] => {
    const value = query.get(name);
    return value === null ? [] : [value];
  };
  const header = (name: string): readonly string[] => {
    const value = headerOf(message, name);
    return value === undefined ? [] : [value];
  };
  const fromHeaders = headerKeys.map((name) => [`s3:${name}`, header(name)] as const);
  return {
    kind: 'classified',
    protocol: 's3',
    service: 's3',
    asked,
    operation: asked[0]?.action.replace('s3:', '') ?? '',
    fields: {},
    s3: place,
    keys: {
      's3:prefix': parameter('prefix'),
      's3:delimiter': parameter('delimiter'),
      's3:max-keys': parameter('max-keys'),
      's3:versionid': parameter('versionId'),
      's3:authtype': query.has('X-Amz-Signature') ? ['REST-QUERY-STRING'] : ['REST-HEADER'],
      ...Object.fromEntries(fromHeaders),
    },
  };
}

const headerKeys: readonly string[] = [
  'x-amz-acl',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-grant-full-control',
  'x-amz-grant-read',
  'x-amz-grant-write',
  'x-amz-metadata-directive',
  'x-amz-server-side-encryption',
  'x-amz-server-side-encryption-aws-kms-key-id',
  'x-amz-server-side-encryption-customer-algorithm',
  'x-amz-storage-class',
];

function unclassified(why: 'operation' | 'body', what: string): Classification {
  return { kind: 'unclassified', protocol: 's3', why, what };
}
