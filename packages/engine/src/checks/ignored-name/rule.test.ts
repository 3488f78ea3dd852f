import { describe, expect, it } from 'vitest';
import { foundIn, vpc } from '../../../test/rule-networks.ts';
import { ignoredName } from './rule.ts';

const group = (ignored: string, type = 'aws_cloudwatch_log_group'): string => `
resource "${type}" "g" {
  name = "g"
  lifecycle {
    ignore_changes = ${ignored}
  }
}`;

/** */
describe('NSN5091: a changed name that is ignored', () => {
  it.each([
    [group('[name]'), ['aws_cloudwatch_log_group.g'], 'its name'],
    [group('["name"]'), ['aws_cloudwatch_log_group.g'], 'its name as a text'],
    [group('[tags]'), [], 'something else'],
    [group('[name]', 'aws_sqs_queue'), [], 'a type that this is not known of'],
  ])('%s: %j, %s', (text, expected) => {
    expect(foundIn(ignoredName, vpc + text)).toEqual(expected);
  });
});
