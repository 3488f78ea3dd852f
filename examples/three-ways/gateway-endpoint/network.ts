import { defineNetwork, instance, s3 } from 'naisen';

/** The second way: no internet, and a gateway endpoint that lets one bucket pass. */
export default defineNetwork({
  name: 'way-2',
  region: 'us-west-1',
  cidr: '10.1.0.0/16',
  azs: 1,
  workloads: {
    windows: instance({
      os: 'windows',
      instanceType: 't3.medium',
      needs: [s3({ buckets: ['three-ways-2'] })],
    }),
  },
});
