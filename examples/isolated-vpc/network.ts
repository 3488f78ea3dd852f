import { defineNetwork, instance, s3 } from 'naisen';

/** Three zones with IPv6; uploads to S3 leave by the gateway endpoint, and the NAT instance carries the rest. */
export default defineNetwork({
  name: 'isolated-vpc',
  region: 'ap-northeast-1',
  cidr: '172.19.0.0/20',
  azs: ['a', 'c', 'd'],
  ipv6: true,
  workloads: {
    uploader: instance({ sessionManager: true, needs: [s3({ buckets: ['isolated-vpc-uploads'] })] }),
  },
  internet: 'nat-instance',
  endpoints: { services: 'gateway' },
});
