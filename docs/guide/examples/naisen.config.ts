import { defineConfig } from 'naisen';

export default defineConfig({
  expect: [
    {
      name: 'the shop reads its images without leaving the VPC by NAT',
      from: 'aws_ecs_service.shop',
      to: 's3',
      is: 'reachable',
      privacy: 'gateway',
    },
    { from: 'aws_ecs_service.shop', to: 'logs', is: 'reachable', via: 'interface-endpoint' },
  ],
  needs: [{ from: 'aws_lambda_function.report', to: 's3', why: 'writes its report' }],
  ignores: [
    {
      from: 'aws_instance.ops',
      to: 'ssmmessages',
      reason: 'the group is opened with the next release',
      until: '2099-12-31',
    },
  ],
  severities: { NSN8001: 'note' },
});
