import { describe, expect, it } from 'vitest';
import { catalogFiles } from '../../../test/price-books.ts';
import { createCatalog } from '../../catalog/create-catalog.ts';
import { describe as wordsOf } from '../../diagnostics/registry.ts';
import { readIntentText, readIntentValue } from './read-intent.ts';

const catalog = createCatalog(catalogFiles);

const sound = {
  name: 'shop',
  region: 'ap-northeast-1',
  cidr: '10.0.0.0/16',
  azs: 2,
  workloads: { api: { kind: 'fargate', image: { registry: 'ecr', repository: 'shop-api' } } },
};

/** What is wrong with the sound intent once these settings replace its own: `code path`, sorted. */
function problems(changed: object): readonly string[] {
  const { value, diagnostics } = readIntentValue('network.ts', { ...sound, ...changed }, catalog);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(value === undefined).toBe(errors.length > 0);
  for (const diagnostic of diagnostics) {
    for (const language of ['en', 'ja'] as const) {
      const { message, help } = wordsOf(diagnostic, language);
      expect(`${message} ${help ?? ''}`).not.toContain('undefined');
    }
  }
  return diagnostics.map(({ code, facts }) => `${code} ${facts.path ?? ''}`.trim()).toSorted();
}

const fargate = (more: object): object => ({
  workloads: { api: { kind: 'fargate', image: { registry: 'ecr', repository: 'shop-api' }, ...more } },
});
const instance = (more: object = {}): object => ({ workloads: { ops: { kind: 'instance', ...more } } });
const lambda = (more: object = {}): object => ({ workloads: { fn: { kind: 'lambda', ...more } } });
const needs = (...list: object[]): object => instance({ needs: list });

describe('a sound intent', () => {
  it.each([
    [{}, 'the smallest one'],
    [{ azs: ['c', 'a'] }, 'zones by letter, in any order'],
    [{ azs: ['ap-northeast-1a'] }, 'or by their whole names'],
    [{ azs: 3 }, 'as many zones as the Region has'],
    [{ cidr: '100.64.0.0/16' }, 'shared address space is private enough (RFC 6598)'],
    [{ cidr: '10.0.0.0/24' }, 'the smallest VPC that holds eight zones'],
    [{ internet: 'nat-gateway', ...needs({ host: 'api.example.com' }) }, 'a host, with a way there'],
    [{ internet: 'egress-only', ipv6: true }, 'a way out for IPv6'],
    [needs({ service: 'kms', actions: ['kms:Decrypt'] }), 'any service that has an endpoint'],
    [
      { internet: 'internet-gateway', endpoints: { services: 'none' }, ...instance({ subnets: 'public' }) },
      'public',
    ],
    [fargate({ logs: false, secrets: ['db'], executeCommand: true }), 'a task that tells more of itself'],
    [{ onPremises: { cidrs: ['192.168.0.0/16'], services: ['s3'] } }, 'callers from on-premises'],
    [{ flowLogs: {} }, 'flow logs as they usually are'],
  ])('%j has nothing wrong: %s', (changed) => {
    expect(problems(changed)).toEqual([]);
  });
});

describe('an intent that is wrong', () => {
  it.each([
    [{ name: undefined }, ['NSN1203'], 'a name is missing'],
    [{ nmae: 'x' }, ['NSN1201'], 'a setting that nobody knows'],
    [{ name: 'Shop' }, ['NSN1305 name'], 'a capital letter'],
    [{ name: 'sg-shop' }, ['NSN1305 name'], 'no group may begin with `sg-`'],
    [{ name: 'a'.repeat(25) }, ['NSN1305 name'], 'names of roles would be too long'],
    [{ name: 7 }, ['NSN1202 name'], 'a number is no name'],
    [{ region: 'ap-northeast-9' }, ['NSN1301 region'], 'no such Region'],
    [{ region: 'tokyo' }, ['NSN1301 region'], 'a city is no Region'],
    [{ cidr: '10.0.0.0' }, ['NSN1302 cidr'], 'a length is missing'],
    [{ cidr: '10.0.0.1/16' }, ['NSN1302 cidr'], 'bits behind the length'],
    [{ cidr: '8.8.0.0/16' }, ['NSN1302 cidr'], 'public addresses'],
    [{ cidr: '172.32.0.0/16' }, ['NSN1302 cidr'], 'just behind 172.16.0.0/12'],
    [{ cidr: '10.0.0.0/15' }, ['NSN1302 cidr'], 'AWS takes /16 at most'],
    [{ cidr: '10.0.0.0/25' }, ['NSN1302 cidr'], 'too small for eight zones'],
    [{ cidr: 'fd00::/48' }, ['NSN1302 cidr'], 'IPv6'],
    [{ azs: 4 }, ['NSN1304 azs'], 'Tokyo has three zones for most accounts'],
    [{ azs: 0 }, ['NSN1304 azs'], 'no zone at all'],
    [{ azs: 1.5 }, ['NSN1304 azs'], 'half a zone'],
    [{ azs: ['a', 'b'] }, ['NSN1304 azs'], 'Tokyo has no `b` for most accounts'],
    [{ azs: ['a', 'a'] }, ['NSN1304 azs'], 'a zone twice'],
    [{ azs: 'two' }, ['NSN1202 azs'], 'a word'],
    [{ workloads: { endpoints: { kind: 'instance' } } }, ['NSN1305 workloads.endpoints'], 'a name of ours'],
    [{ workloads: { 'a--b': { kind: 'instance' } } }, ['NSN1305 workloads.a--b'], 'two hyphens'],
    [{ workloads: { api: {} } }, ['NSN1203 workloads.api'], 'no kind'],
    [{ workloads: { api: { kind: 'vm' } } }, ['NSN1204 workloads.api.kind'], 'a kind that we do not build'],
    [{ workloads: { api: 'fargate' } }, ['NSN1202 workloads.api'], 'a word instead of a workload'],
    [{ workloads: { api: { kind: 'fargate' } } }, ['NSN1203 workloads.api'], 'a task without an image'],
    [fargate({ cpu: 300 }), ['NSN1310 workloads.api.cpu'], 'a size that Fargate does not have'],
    [fargate({ ports: [0] }), ['NSN1310 workloads.api.ports[0]'], 'no such port'],
    [fargate({ ports: [65536] }), ['NSN1310 workloads.api.ports[0]'], 'no such port either'],
    [fargate({ secrets: [] }), ['NSN1308 workloads.api.secrets'], 'a list of nothing'],
    [fargate({ logs: { retentionDays: 8 } }), ['NSN1310 workloads.api.logs.retentionDays'], 'not 8 days'],
    [
      fargate({ image: { registry: 'ecr', repository: 'app', region: 'us-east-1' } }),
      ['NSN1307 workloads.api.image'],
      'ECR of another Region',
    ],
    [
      fargate({ image: '111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1' }),
      ['NSN1307 workloads.api.image'],
      'the same in one text',
    ],
    [fargate({ image: 'nginx' }), ['NSN1306 workloads.api.image'], 'Docker Hub without internet'],
    [
      fargate({ image: { registry: 'ecr', repository: 'App' } }),
      ['NSN1305 workloads.api.image.repository'],
      'case',
    ],
    [needs({ service: 's4' }), ['NSN1309 workloads.ops.needs[0].service'], 'no such service'],
    [needs({}), ['NSN1203 workloads.ops.needs[0]'], 'a need of nothing'],
    [needs({ service: 's3', tables: ['a'] }), ['NSN1201 workloads.ops.needs[0]'], 'S3 has no tables'],
    [
      needs({ service: 's3', buckets: ['Uploads'] }),
      ['NSN1305 workloads.ops.needs[0].buckets[0]'],
      'a name that S3 refuses',
    ],
    [
      needs({ service: 's3', buckets: ['10.0.0.1'] }),
      ['NSN1305 workloads.ops.needs[0].buckets[0]'],
      'an address is no bucket',
    ],
    [
      needs({ service: 's3', buckets: ['a.bc', 'a-bc'] }),
      ['NSN1311 workloads.ops.needs[0].buckets[1]'],
      'two names of which Terraform would make one',
    ],
    [needs({ host: 'api.example.com' }), ['NSN1306 workloads.ops.needs[0]'], 'a host without internet'],
    [
      needs({ service: 'cognito-idp', userPool: 'users', domain: 'login' }),
      ['NSN1306 workloads.ops.needs[0]'],
      'the managed login of Cognito has no endpoint',
    ],
    [
      needs({ service: 'amplify' }),
      ['NSN1306 workloads.ops.needs[0]'],
      'an API for which there is no endpoint at all',
    ],
    [
      { endpoints: { services: 'gateway' }, ...needs({ service: 'kms' }) },
      ['NSN1306 workloads.ops.needs[0]'],
      'an endpoint that is needed and not wanted',
    ],
    [
      { internet: 'egress-only', ipv6: true, ...needs({ host: 'api.example.com' }) },
      ['NSN1306 workloads.ops.needs[0]'],
      'IPv4 has no way out',
    ],
    [
      { internet: 'internet-gateway', ...lambda({ needs: [{ host: 'api.example.com' }] }) },
      ['NSN1306 workloads.fn.needs[0]'],
      'functions get no public address',
    ],
    [{ internet: 'egress-only' }, ['NSN1308 internet'], 'egress-only without IPv6'],
    [{ internet: 'yes' }, ['NSN1204 internet'], 'no such way'],
    [instance({ subnets: 'public' }), ['NSN1308 workloads.ops'], 'public without an internet gateway'],
    [
      { internet: 'nat-gateway', ...lambda({ subnets: 'public' }) },
      ['NSN1308 workloads.fn'],
      'a function in a public subnet',
    ],
    [
      { cidr: '10.0.0.0/24', ...instance({ subnets: 'isolated' }) },
      ['NSN1302 cidr'],
      'no room for a third kind of subnet',
    ],
    [
      { onPremises: { cidrs: ['10.0.0.0/8'], services: ['s3'] } },
      ['NSN1303 onPremises'],
      'the VPC lies in the range of on-premises',
    ],
    [
      { azs: 1, onPremises: { cidrs: ['192.168.0.0/16'], services: ['s3'] } },
      ['NSN1308 onPremises'],
      'a Resolver endpoint needs two zones',
    ],
    [
      { privateLink: [{ name: 'datadog', serviceName: 'datadog' }] },
      ['NSN1215 privateLink[0].serviceName'],
      'the name of no endpoint service',
    ],
    [{ flowLogs: { destination: 's3' } }, ['NSN1204 flowLogs.destination'], 'not where they go'],
    [
      { region: 'nowhere', cidr: '9.9.9.9', azs: 99, ...fargate({ cpu: 1 }) },
      ['NSN1301 region', 'NSN1302 cidr', 'NSN1310 workloads.api.cpu'],
      'everything that can be told is told at once',
    ],
  ] as const)('%j → %j, because %s', (changed, expected, _because) => {
    expect(problems(changed)).toEqual(expected);
  });

  it.each([
    [undefined, 'nothing was exported'],
    [null, 'null'],
    [{}, 'an empty module'],
    [() => 1, 'a function'],
    ['shop', 'a text'],
  ])('%s is no network: %s', (value, _because) => {
    const read = readIntentValue('network.ts', value, catalog);
    expect(read.value).toBeUndefined();
    expect(read.diagnostics.map(({ code }) => code)).toEqual(['NSN1313']);
  });

  it('is shown where it stands, when it is JSON', () => {
    const text = JSON.stringify({ ...sound, cidr: '8.8.0.0/16' }, null, 2);
    const { diagnostics } = readIntentText('network.json', text, catalog);
    expect(diagnostics[0]?.subject).toMatchObject({ file: 'network.json', start: { line: 4, column: 11 } });
  });

  it('that is no JSON is told, and nothing is thrown', () => {
    const { value, diagnostics } = readIntentText('network.json', '{ "name": ', catalog);
    expect(value).toBeUndefined();
    expect(diagnostics.length).toBeGreaterThan(0);
  });
});
