import { describe, expect, it } from 'vitest';
import { fargate, vpc } from '../../test/rule-networks.ts';
import { readText } from '../../test/terraform-network.ts';
import { known, unknown } from '../base/known.ts';
import type { Workload } from '../model/workload.ts';
import { registryNeedsOf } from './internet-needs.ts';

const [service] = [...readText(vpc + fargate).network.workloads.values()].filter(
  ({ kind }) => kind === 'ecs-fargate',
);

type Registry = 'ecr' | 'ecr-public' | 'other' | 'unknown';

function pulling(...images: readonly (readonly [string, Registry])[]): Workload {
  if (service === undefined) throw new Error('no service');
  const references = images.map(([image, registry]) => ({
    image: image === '?' ? unknown({ reason: 'not-given', references: [] }) : known(image),
    registry,
    region: undefined,
    origin: service.origin,
  }));
  return { ...service, facts: { ...service.facts, images: references } };
}

/** G-5 */
describe('registries on the Internet are called before a task starts', () => {
  it.each<readonly [string, Registry, readonly string[], string]>([
    ['nginx', 'other', ['registry-1.docker.io'], 'an official image of Docker Hub'],
    ['owner/app:1', 'other', ['registry-1.docker.io'], 'an image of somebody on Docker Hub'],
    ['docker.io/library/nginx', 'other', ['registry-1.docker.io'], 'Docker Hub by its own name'],
    ['ghcr.io/owner/app@sha256:00', 'other', ['ghcr.io'], 'another registry'],
    ['registry.example.com:5000/app', 'other', ['registry.example.com'], 'a port is no part of the host'],
    ['public.ecr.aws/nginx/nginx', 'ecr-public', ['public.ecr.aws'], 'ECR Public has no endpoint for pulls'],
    ['111122223333.dkr.ecr.us-east-1.amazonaws.com/app', 'ecr', [], 'a private repository has endpoints'],
    ['?', 'unknown', [], 'nobody knows where it is'],
  ])('%s (%s): %j, because %s', (image, registry, hosts, _because) => {
    expect(registryNeedsOf(pulling([image, registry])).map(({ hostname }) => hostname)).toEqual(hosts);
  });

  it('two images of one registry are one call', () => {
    const needs = registryNeedsOf(
      pulling(['nginx', 'other'], ['redis:7', 'other'], ['ghcr.io/a/b', 'other']),
    );
    expect(needs.map(({ service: host, need }) => [host, need])).toEqual([
      ['ghcr.io', 'required'],
      ['registry-1.docker.io', 'required'],
    ]);
  });

  it('CodeBuild pulls by AWS’s own network', () => {
    const build = { ...pulling(['nginx', 'other']), kind: 'codebuild-vpc' as const };
    expect(registryNeedsOf(build)).toEqual([]);
  });
});
