import { defineNetwork, ecr, fargate } from 'naisen';

/** A Fargate service in private subnets that needs no NAT gateway: ECR, logs, a secret and S3 by endpoints. */
export default defineNetwork({
  name: 'hands-on',
  region: 'ap-northeast-1',
  cidr: '10.0.0.0/16',
  azs: 2,
  workloads: {
    app: fargate({ image: ecr('app'), secrets: ['db'], logs: { retentionDays: 7 } }),
  },
  internet: 'none',
  flowLogs: { retentionDays: 7 },
  tags: { Environment: 'dev' },
});
