import { describe, expect, it } from 'vitest';
import { requestLine } from '../src/commands/lab/request-line.ts';

const entry = {
  time: '2026-11-29T02:06:16.984Z',
  way: 'public',
  source: '203.0.113.37',
  destination: '52.219.192.68',
  host: 's3.us-west-1.amazonaws.com',
  action: 's3:ListAllMyBuckets',
  resource: '*',
  principal: 'anonymous',
  verdict: 'denied',
  layer: 'resource',
  status: 403,
};

describe('a line about a request', () => {
  it.each([
    ['nobody signed: no policy is to blame', {}, 'en', /403 denied for want of a signature/],
    ['nobody signed, in Japanese', {}, 'ja', /403 拒否 \(署名なし/],
    [
      'a statement of the bucket refuses everybody',
      { statement: 'resource: S' },
      'en',
      /resource policy, S$/,
    ],
    ['the kind of policy is told in Japanese', { layer: 'endpoint' }, 'ja', /\(エンドポイントポリシー\)$/],
  ] as const)('%s', (_because, more, language, expected) => {
    expect(requestLine(JSON.stringify({ ...entry, ...more }), language)).toMatch(expected);
  });
});
