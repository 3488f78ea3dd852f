import { describe, expect, it } from 'vitest';
import { directoryBucket, foundIn, gatewayEndpoint, vpc } from '../../../test/rule-networks.ts';
import { directoryBucketEndpoint } from './rule.ts';

/** */
describe('NSN5038: a directory bucket without an endpoint of S3 Express', () => {
  it('finds a directory bucket with an endpoint for s3 only', () => {
    expect(foundIn(directoryBucketEndpoint, vpc + gatewayEndpoint('s3', 's3') + directoryBucket)).toEqual([
      'aws_s3_directory_bucket.fast',
    ]);
  });
  it('is silent about an endpoint for s3express', () => {
    expect(
      foundIn(
        directoryBucketEndpoint,
        vpc + gatewayEndpoint('s3', 's3') + gatewayEndpoint('express', 's3express') + directoryBucket,
      ),
    ).toEqual([]);
  });
  it('is silent about no directory bucket', () => {
    expect(foundIn(directoryBucketEndpoint, vpc + gatewayEndpoint('s3', 's3'))).toEqual([]);
  });
});
