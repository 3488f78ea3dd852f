import type { Stack } from '../../model/stack.ts';
import { sortedById } from '../address.ts';
import { attr, ref } from './references.ts';
import { resource, tags } from './resources.ts';
import type { TemplateResource } from './template.ts';

/** Log groups and flow logs. */
export function logResources(stack: Stack): readonly TemplateResource[] {
  return [
    ...sortedById(stack.logGroups).map(({ id, name, retentionDays }) =>
      resource(id, 'AWS::Logs::LogGroup', {
        LogGroupName: name,
        RetentionInDays: retentionDays,
        Tags: tags(stack, name),
      }),
    ),
    ...sortedById(stack.flowLogs).map((log) =>
      resource(log.id, 'AWS::EC2::FlowLog', {
        ResourceType: 'VPC',
        ResourceId: ref(log.vpc),
        TrafficType: log.trafficType,
        LogDestinationType: 'cloud-watch-logs',
        LogGroupName: ref(log.logGroup),
        DeliverLogsPermissionArn: attr(log.role, 'Arn'),
        MaxAggregationInterval: log.aggregationIntervalSeconds,
        LogFormat: log.fields.length === 0 ? undefined : log.fields.map((field) => `\${${field}}`).join(' '),
        Tags: tags(stack, log.name),
      }),
    ),
  ];
}
