import { type ErrorResponse, escapeXml } from './error-body.ts';
import type { MessageVerdict } from './judge-message.ts';

/**
 * A deletion of several objects is answered with 200 and an error for each that may not be deleted.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
 */
export function deniedDeletions(verdicts: readonly MessageVerdict[], requestId: string): ErrorResponse {
  const errors = verdicts.map(({ resource, message }) => {
    const key = resource.replace(/^[^/]*\//, '');
    return `<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code><Message>${escapeXml(message)}</Message></Error>`;
  });
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<DeleteResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${errors.join('')}</DeleteResult>`;
  return {
    status: 200,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': requestId },
    body: Buffer.from(text),
  };
}
