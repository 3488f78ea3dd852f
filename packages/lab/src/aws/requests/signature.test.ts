import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { presignUrl, problemOfSignature, readSignature, type SignedMessage } from './signature.ts';

const key = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'token',
};
const now = new Date('2026-11-28T12:00:00Z');

/** A second reading: the signature by the steps of AWS's page, in one function. */
function authorize(
  message: SignedMessage,
  service: string,
  canonicalPath: string,
  canonicalQuery: string,
): SignedMessage {
  const date = '20261128T120000Z';
  const headers = { ...message.headers, 'x-amz-date': date, 'x-amz-security-token': 'token' } as Record<
    string,
    string
  >;
  const names = Object.keys(headers).sort();
  const hex = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
  const hmac = (secret: string | Buffer, text: string): Buffer =>
    createHmac('sha256', secret).update(text).digest();
  const payload = headers['x-amz-content-sha256'] ?? message.bodyHash ?? hex('');
  const canonical = [
    message.method,
    canonicalPath,
    canonicalQuery,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    payload,
  ].join('\n');
  const scope = `20261128/ap-northeast-1/${service}/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', date, scope, hex(canonical)].join('\n');
  const signingKey = hmac(
    hmac(hmac(hmac(`AWS4${key.secretAccessKey}`, '20261128'), 'ap-northeast-1'), service),
    'aws4_request',
  );
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${key.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...message, headers: { ...headers, authorization } };
}

function verdict(message: SignedMessage, at = now): string {
  const reading = readSignature(message);
  if (reading.kind !== 'signed') return reading.kind;
  return problemOfSignature(message, reading.signature, key, at) ?? 'proved';
}

const plain: SignedMessage = {
  method: 'GET',
  url: '/',
  headers: { host: 's3.ap-northeast-1.amazonaws.com' },
  bodyHash: undefined,
};

describe('who signed a request', () => {
  it.each([
    ['an S3 path is signed as it is sent', { ...plain, url: '/b/a%20b%2Bc' }, 's3', '/b/a%20b%2Bc', ''],
    [
      'the query is sorted by name',
      { ...plain, url: '/b?prefix=a%2Fb&list-type=2&delimiter=%2F' },
      's3',
      '/b',
      'delimiter=%2F&list-type=2&prefix=a%2Fb',
    ],
    ['a sub-resource has an empty value', { ...plain, url: '/b?acl' }, 's3', '/b', 'acl='],
    [
      'the path of other services is encoded twice',
      { ...plain, url: '/functions/a%3Ab' },
      'lambda',
      '/functions/a%253Ab',
      '',
    ],
  ] as const)('%s', (_reason, message, service, path, query) => {
    expect(verdict(authorize(message, service, path, query))).toBe('proved');
  });

  it('a changed path, header, body or key proves nothing', () => {
    const signed = authorize(plain, 's3', '/', '');
    expect(verdict({ ...signed, url: '/other' })).toBe('mismatch');
    expect(verdict({ ...signed, method: 'DELETE' })).toBe('mismatch');
    expect(verdict({ ...signed, headers: { ...signed.headers, host: 'other' } })).toBe('mismatch');
    const posted = authorize({ ...plain, method: 'POST', bodyHash: 'aa' }, 'logs', '/', '');
    expect(verdict(posted)).toBe('proved');
    expect(verdict({ ...posted, bodyHash: 'bb' })).toBe('mismatch');
  });

  it('a request is good for a quarter of an hour, in both directions', () => {
    const signed = authorize(plain, 's3', '/', '');
    expect(verdict(signed, new Date('2026-11-28T12:14:59Z'))).toBe('proved');
    expect(verdict(signed, new Date('2026-11-28T12:15:01Z'))).toBe('skewed');
    expect(verdict(signed, new Date('2026-11-28T11:44:00Z'))).toBe('skewed');
  });

  it('another session token is not this session', () => {
    const signed = authorize(plain, 's3', '/', '');
    expect(verdict({ ...signed, headers: { ...signed.headers, 'x-amz-security-token': 'x' } })).toBe('token');
  });

  it('a presigned URL is good until it ends, and for its path only', () => {
    const url = new URL(
      presignUrl(
        { host: 'b.s3.ap-northeast-1.amazonaws.com', path: '/k', region: 'ap-northeast-1' },
        key,
        now,
        60,
      ),
    );
    const message: SignedMessage = {
      method: 'GET',
      url: `${url.pathname}${url.search}`,
      headers: { host: url.host },
      bodyHash: undefined,
    };
    expect(verdict(message)).toBe('proved');
    expect(verdict({ ...message, url: message.url.replace('/k?', '/other?') })).toBe('mismatch');
    expect(verdict(message, new Date('2026-11-28T12:01:01Z'))).toBe('expired');
  });

  it.each([
    ['no signature at all', {}, '/', 'none'],
    ['version 2', { authorization: 'AWS AKID:sig' }, '/', 'unreadable'],
    [
      'a credential without a scope',
      { authorization: 'AWS4-HMAC-SHA256 Credential=AKID, SignedHeaders=host, Signature=0' },
      '/',
      'unreadable',
    ],
    ['a presigned URL of version 2', {}, '/?AWSAccessKeyId=a&Signature=b', 'unreadable'],
  ])('%s is told', (_reason, headers, url, expected) => {
    expect(verdict({ ...plain, url, headers })).toBe(expected);
  });
});
