import { describe, expect, it } from 'vitest';
import { authorizationExplanations, authorizationMends } from './authorization.ts';
import { factNames, say } from './sentence.ts';

const all = Object.entries({ ...authorizationExplanations, ...authorizationMends });

describe('every code of a policy has words in both languages', () => {
  it.each(all)('%s uses the same facts in English and Japanese', (_, sentence) => {
    expect(factNames(sentence.ja)).toEqual(factNames(sentence.en));
    expect(sentence.en).not.toMatch(/\.$/);
    expect(sentence.ja).toMatch(/[ぁ-んァ-ヶ一-龠]/);
  });

  it('a refusal reads like one of AWS', () => {
    const sentence = authorizationExplanations.VPCE_POLICY_IMPLICIT_DENY;
    const facts = {
      principal: 'arn:aws:iam::111122223333:role/app',
      action: 's3:ListBucket',
      resource: 'arn:aws:s3:::test-us-west-bt2',
      policy: 'aws_vpc_endpoint.s3',
    };
    expect(sentence === undefined ? '' : say(sentence, 'en', facts)).toBe(
      'AccessDenied: arn:aws:iam::111122223333:role/app is not authorized to perform s3:ListBucket on arn:aws:s3:::test-us-west-bt2 because no VPC endpoint policy allows the s3:ListBucket action (aws_vpc_endpoint.s3)',
    );
  });
});
