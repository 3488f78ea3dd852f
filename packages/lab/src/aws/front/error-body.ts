import type { Protocol } from '../requests/received.ts';

/** An answer that is not what the client hoped for. */
export interface AwsError {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

export interface ErrorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** An error in the form of the protocol that the client speaks (LAB-92). */
export function errorResponse(protocol: Protocol, error: AwsError, requestId: string): ErrorResponse {
  switch (protocol) {
    case 's3':
      return {
        status: error.status,
        headers: {
          'content-type': 'application/xml',
          'x-amz-request-id': requestId,
          'x-amz-id-2': requestId,
        },
        body: xml(
          `<Error>${element('Code', error.code)}${element('Message', error.message)}${element('RequestId', requestId)}${element('HostId', requestId)}</Error>`,
        ),
      };
    case 'query':
      return {
        status: error.status,
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
        body: xml(
          `<ErrorResponse><Error><Type>Sender</Type>${element('Code', error.code)}${element('Message', error.message)}</Error>${element('RequestId', requestId)}</ErrorResponse>`,
        ),
      };
    case 'ec2':
      return {
        status: error.status,
        headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
        body: xml(
          `<Response><Errors><Error>${element('Code', error.code)}${element('Message', error.message)}</Error></Errors>${element('RequestID', requestId)}</Response>`,
        ),
      };
    case 'json':
      return json(400, 'application/x-amz-json-1.1', requestId, error, {
        __type: error.code,
        message: error.message,
        Message: error.message,
      });
    case 'rest-json':
      return json(error.status, 'application/json', requestId, error, { Message: error.message });
    case 'cbor':
      return {
        status: 400,
        headers: {
          'content-type': 'application/cbor',
          'smithy-protocol': 'rpc-v2-cbor',
          'x-amzn-requestid': requestId,
        },
        body: cborMap({ __type: error.code, message: error.message }),
      };
    case 'registry':
      return json(error.status, 'application/json', requestId, error, {
        errors: [{ code: error.code, message: error.message }],
      });
    case 'plain':
      return {
        status: error.status,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: Buffer.from(`${error.message}\n`),
      };
  }
}

function json(
  status: number,
  type: string,
  requestId: string,
  { code }: AwsError,
  body: object,
): ErrorResponse {
  return {
    status,
    headers: { 'content-type': type, 'x-amzn-requestid': requestId, 'x-amzn-errortype': code },
    body: Buffer.from(JSON.stringify(body)),
  };
}

function xml(text: string): Buffer {
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${text}`);
}

function element(name: string, text: string): string {
  return `<${name}>${escapeXml(text)}</${name}>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** A map of texts (RFC 8949, §3.1: major types 5 and 3). */
function cborMap(entries: Readonly<Record<string, string>>): Buffer {
  const pairs = Object.entries(entries);
  return Buffer.concat([
    Buffer.from([0xa0 + pairs.length]),
    ...pairs.flatMap(([name, value]) => [cborText(name), cborText(value)]),
  ]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head =
    bytes.length < 24
      ? Buffer.from([0x60 + bytes.length])
      : bytes.length < 256
        ? Buffer.from([0x78, bytes.length])
        : Buffer.from([0x79, bytes.length >> 8, bytes.length & 0xff]);
  return Buffer.concat([head, bytes]);
}
