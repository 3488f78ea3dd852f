import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from '../src/run.ts';
import { withEndpointPolicy } from './networks.ts';

const folder = mkdtempSync(join(tmpdir(), 'naisen-access-'));
writeFileSync(join(folder, 'main.tf'), withEndpointPolicy);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function trace(...words: readonly string[]): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const code = await run(['trace', folder, '--from', 'aws_instance.web', '--to', 's3', ...words], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: (text) => void err.push(text) },
    today: '2026-11-28',
  });
  return { code, out: out.join(''), err: err.join('') };
}

const object = 'arn:aws:s3:::shop-images/a.png';

describe('naisen trace --action', () => {
  it.each([
    [
      ['--action', 's3:PutObject', '--resource', object],
      1,
      'because no VPC endpoint policy allows',
      '',
      'a refusal',
    ],
    [
      ['--action', 's3:PutObject', '--resource', object],
      1,
      '"Action":"s3:PutObject"',
      '',
      'the mending statement',
    ],
    [['--action', 's3:PutObject'], 1, 's3:PutObject on *', '', 'without a resource any is asked for'],
    [
      ['--action', 's3:GetObject', '--resource', object],
      0,
      'undetermined',
      'undetermined',
      'the role is missing',
    ],
    [['--action', 's3:GetObject', '--resource', object, '--strict'], 2, 'undetermined', '', 'strict'],
    [['--action', 's3:PutObject', '--lang', 'ja'], 1, 'エンドポイントポリシー', '', 'in Japanese'],
    [['--resource', object], 2, '', '--action', 'a resource without an action says nothing'],
    [['--action', 'PutObject'], 2, '', 'PutObject', 'no action of IAM'],
    [
      ['--action', 's3:GetObject', '--resource', 'shop-images/a.png'],
      2,
      '',
      'is no ARN',
      'a name that nothing declares is not judged as a bucket without a policy',
    ],
    [[], 0, 'reachable', '', 'without a question only the network is asked'],
  ])('%j ends with %i: %s %s, because of %s', async (words, code, out, err, _because) => {
    const ran = await trace(...words);
    expect({ code: ran.code, out: ran.out.includes(out), err: ran.err.includes(err) }).toEqual({
      code,
      out: true,
      err: true,
    });
  });

  it('prints JSON that holds its schema, with the question and the policies after the path', async () => {
    const { out } = await trace('--action', 's3:PutObject', '--resource', object, '--format', 'json');
    const answer = JSON.parse(out);
    const schema = JSON.parse(
      readFileSync(new URL('../../../schemas/trace-1.json', import.meta.url), 'utf8'),
    );
    const holds = new Ajv2020({ strictTypes: false, strictRequired: false }).compile(schema);
    holds(answer);
    expect(holds.errors).toBeNull();
    expect(answer).toMatchObject({
      action: 's3:PutObject',
      resource: object,
      enforced: false,
      verdict: 'blocked',
      privacy: null,
    });
    const last = answer.hops
      .slice(-2)
      .map(({ kind, outcome }: { kind: string; outcome: string }) => [kind, outcome]);
    expect(last).toEqual([
      ['endpoint-policy', 'block'],
      ['identity-policy', 'unknown'],
    ]);
  });
});
