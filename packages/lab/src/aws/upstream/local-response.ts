import type { LocalResponse } from './upstream.ts';

/** An operation of the JSON protocol that cannot do what it is asked. */
export class ApiError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The answer of one operation of a JSON API, errors in their form. */
export function jsonAnswer(answer: () => object): LocalResponse {
  try {
    return jsonResponse(200, answer());
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return jsonResponse(400, { __type: error.code, message: error.message, Message: error.message });
  }
}

function jsonResponse(status: number, body: object): LocalResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

export type Fields = Readonly<Record<string, unknown>>;

export function textField(fields: Fields, name: string): string | undefined {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
}

export function numberField(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  return typeof value === 'number' ? value : undefined;
}
