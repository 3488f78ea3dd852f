import { type Known, known, type Reference } from '../../../../base/known.ts';
import { type Access, documentKey, type WrittenPolicy } from '../../../../model/access.ts';
import type { Origin } from '../../../../model/identity.ts';
import { attributeOf, blocksAt, declaredBy, originOf, textAt, textOf } from '../declared.ts';
import { nameOf } from '../links.ts';
import { certain, type Reading } from '../reading.ts';
import { accountText, textsOf } from './arns.ts';
import { readProtectedResources } from './protected-resources.ts';
import { readInstanceProfiles, readRoles } from './roles-and-policies.ts';
import { statementsAt } from './statement-places.ts';

/** Roles, policies and resources with policies of their own. */
export function readAccess(reading: Reading): Access {
  const texts = textsOf(reading);
  const account: Known<string> = {
    kind: 'unknown',
    unknown: { reason: 'not-given', references: [accountText], template: [accountText] },
  };
  return {
    roles: readRoles(reading),
    instanceProfiles: readInstanceProfiles(reading),
    policies: readCustomerPolicies(reading),
    resources: readProtectedResources(reading),
    documents: readDocuments(reading),
    account,
    texts: withAccounts(reading, texts),
  };
}

/** Every way to ask for the number of one's own account is one text. */
function withAccounts(
  reading: Reading,
  texts: ReadonlyMap<string, readonly (string | Reference)[]>,
): Access['texts'] {
  const all = new Map(texts);
  for (const instance of reading.data('aws_caller_identity')) {
    all.set(`${instance.address}.account_id`, [accountText]);
    all.set(`${instance.address}.id`, [accountText]);
  }
  return all;
}

/** Statements of `aws_iam_policy_document` are blocks; one that takes in other documents is nobody's alone. */
function readDocuments(reading: Reading): NonNullable<Access['documents']> {
  const documents = new Map<string, readonly Origin[]>();
  for (const instance of certain(reading.data('aws_iam_policy_document'))) {
    const declared = declaredBy(instance);
    const text = textOf(attributeOf(declared, 'json'));
    const isAlone =
      !instance.configured.has('source_policy_documents') &&
      !instance.configured.has('override_policy_documents');
    const { items, unknowns } = blocksAt(declared, 'statement');
    if (text === undefined || !isAlone || unknowns.length > 0) continue;
    documents.set(
      documentKey(text),
      items.map((block) => originOf(block)),
    );
  }
  return documents;
}

function readCustomerPolicies(reading: Reading): ReadonlyMap<string, WrittenPolicy> {
  return new Map(
    certain(reading.managed('aws_iam_policy')).map((instance) => {
      const declared = declaredBy(instance);
      const name = nameOf(instance);
      const text = textAt(declared, 'policy') ?? known('');
      const origin = originOf(declared, 'policy');
      return [name, { name, text, origin, ...statementsAt(declared, 'policy') }];
    }),
  );
}
