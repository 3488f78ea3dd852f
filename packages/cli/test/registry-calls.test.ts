import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { defaultRoute, fargate, nat, vpc } from '../../engine/test/rule-networks.ts';
import { run } from '../src/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'naisen-registry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function ask(words: readonly string[], source: string, config: object = {}) {
  writeFileSync(join(folder, 'main.tf'), `provider "aws" {\n  region = "ap-northeast-1"\n}\n${source}`);
  writeFileSync(join(folder, 'naisen.config.json'), JSON.stringify(config));
  const out: string[] = [];
  const [command = '', ...rest] = words;
  const code = await run([command, folder, '--format', 'json', ...rest], {
    environment: {},
    stream: { isTerminal: false, columns: undefined },
    output: { result: (text) => void out.push(text), remark: () => undefined },
    today: '2026-11-28',
  });
  return { code, answer: JSON.parse(out.join('')) };
}

const hub = 'registry-1.docker.io';
const pulling = fargate.replace(/"\d+\.dkr[^"]*"/, '"nginx:1"');

describe('an image of Docker Hub', () => {
  it.each([
    ['blocked', 1, vpc + pulling, 'no subnet leads out'],
    ['reachable', 0, vpc + nat + defaultRoute + pulling, 'a NAT gateway does'],
  ])('its registry is a needed call, and is %s: %s', async (verdict, code, source, _because) => {
    const asked = await ask(['check'], source);
    const call = asked.answer.calls.find(({ service }: { service: string }) => service === hub);
    expect([asked.code, call.verdict, call.needed]).toEqual([code, verdict, true]);
    expect(call.reason.why).toBe('its image is pulled from there before it starts');
  });

  it('is no call of a workload of which the configuration says so', async () => {
    const needs = [
      { from: 'aws_ecs_service.app', to: hub, need: 'none', why: 'a mirror in the image cache' },
    ];
    const { answer } = await ask(['check'], vpc + pulling, { needs });
    expect(answer.calls.map(({ service }: { service: string }) => service)).not.toContain(hub);
  });

  it('stops with the NAT gateway, in a rehearsal', async () => {
    const { answer } = await ask(
      ['rehearse', '--remove', 'aws_nat_gateway.main'],
      vpc + nat + defaultRoute + pulling,
    );
    expect(answer.changes).toContainEqual(
      expect.objectContaining({ service: hub, after: expect.objectContaining({ verdict: 'blocked' }) }),
    );
  });

  it('is told by its image, once, where a plan would have to stop it', async () => {
    const { answer } = await ask(['plan', '--goal', 'no-nat'], vpc + nat + defaultRoute + pulling);
    expect(JSON.stringify(answer)).toContain('nginx:1');
    expect(JSON.stringify(answer)).not.toContain(hub);
  });
});
