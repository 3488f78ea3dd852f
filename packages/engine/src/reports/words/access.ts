import type { Sentences } from './sentence.ts';

/** Words of policies that let a call through or leave it open, and of what was assumed of a resource. */
export const accessWords: Sentences = {
  VPCE_POLICY_AWS_OWNED_RESOURCE: {
    en: '{policy|the endpoint policy} leaves out {resource}, which belongs to AWS and which this call needs ({action} by a URL that AWS signs)',
    ja: '{policy|エンドポイントポリシー}に、この呼び出しに必要な AWS 所有の {resource} がない(AWS が署名した URL による {action})',
  },
  POLICY_ALLOWS: {
    en: '{policy|the policy} allows {action} on {resource} ({statement|by default})',
    ja: '{policy|ポリシー}が {resource} に対する {action} を許可する({statement|既定})',
  },
  POLICY_SAYS_NOTHING: {
    en: '{policy|no policy} does not allow {action} on {resource}',
    ja: '{policy|ポリシー}は {resource} に対する {action} を許可していない',
  },
  POLICY_UNDETERMINED: {
    en: 'whether {policy|the policy of the caller} allows {action} on {resource} hangs on missing facts',
    ja: '{policy|呼び出し元のポリシー}が {resource} に対する {action} を許可するかは、不足している事実による',
  },
  UNKNOWN_CONDITION_KEY: {
    en: 'the value of the condition key {what} is not known for {action} on {resource}',
    ja: '{resource} に対する {action} の条件キー {what} の値が分からない',
  },
  UNKNOWN_ROLE: {
    en: 'the role with which {what} makes this call ({action}) is not in the source',
    ja: '{what} がこの呼び出し({action})に使うロールがソースにない',
  },
  UNKNOWN_COMPARED_TEXT: {
    en: 'whether {action} on {resource} is allowed hangs on {what}, which the source does not hold',
    ja: '{resource} に対する {action} の可否は、ソースにない {what} による',
  },
  ASSUMED_OWN_ACCOUNT: {
    en: '{resource} is in the account of the caller',
    ja: '{resource} は呼び出し元と同じアカウントにあるものとした',
  },
  ASSUMED_SERVICE_OF_ACTION: {
    en: '{action} is called at {service}, although calls of it go to {services}',
    ja: '{action} の呼び出し先は本来 {services} だが、{service} に対して行うものとした',
  },
};
