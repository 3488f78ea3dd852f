import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCatalog } from '../src/catalog/create-catalog.ts';
import { readIntentValue } from '../src/importers/intent/read-intent.ts';
import { catalogFiles } from './price-books.ts';
import { intents } from './random-intents.ts';

const catalog = createCatalog(catalogFiles);
const schema: unknown = JSON.parse(
  readFileSync(new URL('../../../schemas/network-1.json', import.meta.url), 'utf8'),
);
const fits = new Ajv2020({ allErrors: true }).compile(schema as object);

/** The reader of `naisen build` is the other reading: it shares nothing with the schema. */
const isRead = (intent: object): boolean =>
  readIntentValue('network.json', intent, catalog).value !== undefined;

const sound = {
  name: 'shop',
  region: 'ap-northeast-1',
  cidr: '10.0.0.0/16',
  azs: 2,
  workloads: { fn: { kind: 'lambda' } },
};
const fn = (more: object): object => ({ ...sound, workloads: { fn: { kind: 'lambda', ...more } } });

describe('the schema of network.json', () => {
  it('takes whatever the reader takes', () => {
    fc.assert(
      fc.property(intents, (intent) => {
        expect([fits(intent), fits.errors]).toEqual([true, null]);
      }),
      { seed: 41, numRuns: 200 },
    );
  });

  it.each([
    ['every setting of the root', { ...sound, $schema: 'x', ipv6: true, tags: { a: 'b' }, flowLogs: {} }],
    ['callers from on-premises', { ...sound, onPremises: { cidrs: ['192.168.0.0/16'], services: ['s3'] } }],
    ['a host', { ...fn({ needs: [{ host: 'api.example.com' }] }), internet: 'nat-gateway' }],
    ['a service with actions', fn({ needs: [{ service: 'kms', actions: ['kms:Decrypt'] }] })],
    ['an image anywhere', fn({ image: '111122223333.dkr.ecr.ap-northeast-1.amazonaws.com/app:1' })],
    ['a service of AWS without more', fn({ needs: [{ service: 'sqs' }, { service: 's3' }] })],
  ])('and the reader both take %s', (_because, intent) => {
    expect([fits(intent), isRead(intent)]).toEqual([true, true]);
  });

  it.each([
    ['a setting that does not exist', { ...sound, subnets: 3 }],
    ['a workload of no kind', { ...sound, workloads: { fn: {} } }],
    ['a setting of another kind of workload', fn({ sessionManager: true })],
    ['a way to the internet that is none', { ...sound, internet: 'yes' }],
    ['no Region', { ...sound, region: undefined }],
    ['a zone too many', { ...sound, azs: 9 }],
    ['a retention that CloudWatch Logs does not take', { ...sound, flowLogs: { retentionDays: 8 } }],
    ['a need of nothing', fn({ needs: [{}] })],
    ['buckets of another service', fn({ needs: [{ service: 'kms', buckets: ['shop-a'] }] })],
    ['a host with actions', fn({ needs: [{ host: 'a.example.com', actions: ['kms:Decrypt'] }] })],
    ['a list without a bucket', fn({ needs: [{ service: 's3', buckets: [] }] })],
    ['a port that does not exist', { ...sound, privateLink: [{ name: 'a', serviceName: 'b', ports: [0] }] }],
  ])('and the reader both refuse %s', (_because, intent) => {
    const written: object = JSON.parse(JSON.stringify(intent));
    expect([fits(written), isRead(written)]).toEqual([false, false]);
  });
});
