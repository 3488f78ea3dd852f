import { headerOf, type Protocol, type ReceivedMessage } from '../requests/received.ts';
import { problemOfSignature, readSignature, type SignatureProblem, sha256 } from '../requests/signature.ts';
import type { LabSession, LabSessions } from '../sessions.ts';
import { credentialText, serviceText } from '../words/refusal-words.ts';
import type { AwsError } from './error-body.ts';

export type Authentication =
  | { readonly kind: 'proved'; readonly session: LabSession }
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'refused'; readonly error: AwsError };

/** Who signed a request, proved by the signature and not by what it says (LAB-48). */
export function authenticate(message: ReceivedMessage, sessions: LabSessions, now: Date): Authentication {
  const reading = readSignature(message);
  if (reading.kind === 'none') return { kind: 'anonymous' };
  if (reading.kind === 'unreadable') return refused(403, 'IncompleteSignature', credentialText.mismatch);
  const { signature } = reading;
  const isS3 = signature.service === 's3';
  const session = sessions.find(signature.accessKeyId);
  if (session === undefined)
    return isS3
      ? refused(403, 'InvalidAccessKeyId', credentialText.unknownKey)
      : refused(403, 'UnrecognizedClientException', credentialText.unknownToken);
  const bodyHash = message.body === undefined ? undefined : sha256(message.body);
  const problem = problemOfSignature({ ...message, bodyHash }, signature, session, now);
  if (problem !== undefined) return { kind: 'refused', error: errorOf(problem, isS3) };
  if (sessions.isExpired(session))
    return isS3
      ? refused(400, 'ExpiredToken', credentialText.expired)
      : refused(403, 'ExpiredTokenException', credentialText.expired);
  return { kind: 'proved', session };
}

function errorOf(problem: SignatureProblem, isS3: boolean): AwsError {
  switch (problem) {
    case 'token':
      return isS3
        ? { status: 400, code: 'InvalidToken', message: credentialText.unknownToken }
        : { status: 403, code: 'UnrecognizedClientException', message: credentialText.unknownToken };
    case 'mismatch':
      return isS3
        ? { status: 403, code: 'SignatureDoesNotMatch', message: credentialText.mismatch }
        : { status: 403, code: 'InvalidSignatureException', message: credentialText.mismatch };
    case 'expired':
      return { status: 403, code: 'AccessDenied', message: credentialText.urlExpired };
    case 'skewed':
      return isS3
        ? { status: 403, code: 'RequestTimeTooSkewed', message: credentialText.skewed }
        : { status: 403, code: 'InvalidSignatureException', message: credentialText.skewed };
  }
}

function refused(status: number, code: string, message: string): Authentication {
  return { kind: 'refused', error: { status, code, message } };
}

/** The names that the query protocol has for the same errors. */
export function inProtocol(error: AwsError, protocol: Protocol): AwsError {
  if (protocol !== 'query' && protocol !== 'ec2') return error;
  const code = queryCodes[error.code] ?? error.code;
  return { ...error, code };
}

const queryCodes: Readonly<Record<string, string>> = {
  UnrecognizedClientException: 'InvalidClientTokenId',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  ExpiredTokenException: 'ExpiredToken',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
};

/**
 * The token of a registry: `AWS:…` by Basic authentication, made by `GetAuthorizationToken`.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry_auth.html
 */
export function authenticateRegistry(message: ReceivedMessage, sessions: LabSessions): Authentication {
  const [, encoded] = /^Basic (.+)$/.exec(headerOf(message, 'authorization') ?? '') ?? [];
  if (encoded === undefined) return { kind: 'anonymous' };
  const [user, accessKeyId, proof] = Buffer.from(encoded, 'base64').toString('utf8').split(':');
  const session = sessions.find(accessKeyId ?? '');
  const isProved = session !== undefined && proof === registryProof(session.secretAccessKey);
  return user === 'AWS' && isProved && !sessions.isExpired(session)
    ? { kind: 'proved', session }
    : refused(403, 'DENIED', serviceText.registryToken);
}

/** What follows `AWS:` in the password, so that the token proves the session that asked for it. */
export function registryPassword(session: {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}): string {
  return `${session.accessKeyId}:${registryProof(session.secretAccessKey)}`;
}

function registryProof(secretAccessKey: string): string {
  return sha256(`registry ${secretAccessKey}`);
}
