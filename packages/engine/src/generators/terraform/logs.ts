import type { StackFlowLog, StackLogGroup } from '../../model/stack.ts';
import { sortedById } from '../address.ts';
import { argument, comment, type HclItem } from '../change/hcl-text.ts';
import type { GeneratedWords } from '../words/words.ts';
import { link, nameTag, resource, sections, text, type Writing } from './blocks.ts';

/** Log groups and flow logs. */
export function writeLogs({ stack, words }: Writing): readonly (readonly HclItem[])[] {
  return [
    ...sortedById(stack.logGroups).map(writeLogGroup),
    ...sortedById(stack.flowLogs).map((log) => writeFlowLog(log, words)),
  ];
}

function writeLogGroup({ id, name, retentionDays }: StackLogGroup): readonly HclItem[] {
  return resource(
    id,
    sections([text('name', name), argument('retention_in_days', String(retentionDays))], nameTag(name)),
  );
}

/** Fields on a line; longer formats stay readable as a list that is joined. */
function writeFlowLog(log: StackFlowLog, words: GeneratedWords): readonly HclItem[] {
  return resource(
    log.id,
    sections(
      [
        link('vpc_id', log.vpc),
        text('traffic_type', log.trafficType),
        argument('iam_role_arn', `${log.role}.arn`),
        argument('log_destination', `${log.logGroup}.arn`),
        argument('max_aggregation_interval', String(log.aggregationIntervalSeconds)),
      ],
      log.fields.length === 0
        ? []
        : [comment(words.flowLogFields), argument('log_format', formatFields(log.fields))],
      nameTag(log.name),
    ),
  );
}

/** `$${` stands for `${`: the fields are names for AWS, no references. */
function formatFields(fields: readonly string[]): string {
  const lines = fields.map((field) => `  "$\${${field}}",\n`);
  return `join(" ", [\n${lines.join('')}])`;
}
