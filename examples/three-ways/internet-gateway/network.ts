import { defineNetwork, instance, s3 } from 'naisen';

/** The first way: a Windows instance with a public address calls S3 through an internet gateway. */
export default defineNetwork({
  name: 'way-1',
  region: 'us-west-1',
  cidr: '10.0.0.0/16',
  azs: 1,
  workloads: {
    windows: instance({
      os: 'windows',
      instanceType: 't3.medium',
      needs: [s3({ buckets: ['three-ways-1'] })],
    }),
  },
  internet: 'internet-gateway',
  endpoints: { services: 'none' },
});
