import { defineNetwork, dynamodb, ecr, fargate, instance, s3, service } from 'naisen';

/** Tasks and an instance behind S3, DynamoDB and nine interface endpoints, and one service of a third party. */
export default defineNetwork({
  name: 'course',
  region: 'ap-northeast-1',
  cidr: '10.0.0.0/16',
  azs: 2,
  workloads: {
    app: fargate({
      image: ecr('app'),
      secrets: ['db'],
      needs: [
        s3({ buckets: ['course-15-files'] }),
        dynamodb({ tables: ['orders'] }),
        service('kms', { actions: ['kms:Decrypt', 'kms:GenerateDataKey'] }),
        service('sts', { actions: ['sts:AssumeRole'], resources: ['arn:aws:iam::*:role/course-partner-*'] }),
      ],
    }),
    ops: instance({ sessionManager: true }),
  },
  // For agents older than 3.3.40.0.
  endpoints: { also: ['ec2messages'] },
  privateLink: [
    {
      name: 'datadog',
      serviceName: 'com.amazonaws.vpce.ap-northeast-1.vpce-svc-0123456789abcdef0',
      privateDnsName: 'http-intake.logs.ap1.datadoghq.com',
    },
  ],
});
