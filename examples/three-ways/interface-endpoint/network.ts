import { defineNetwork, instance, s3 } from 'naisen';

/** The third way: an interface endpoint, which on-premises reaches, too; beside it nothing else. */
export default defineNetwork({
  name: 'way-3',
  region: 'us-west-1',
  cidr: '10.2.0.0/16',
  azs: 2,
  workloads: {
    windows: instance({
      os: 'windows',
      instanceType: 't3.medium',
      needs: [s3({ buckets: ['three-ways-3'] })],
    }),
  },
  endpoints: { s3: 'interface' },
  onPremises: { cidrs: ['192.168.0.0/16'], services: ['s3'] },
});
