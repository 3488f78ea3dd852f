import type { Sentences } from './sentence.ts';

/** Words of hops that let the packet pass. */
export const passing: Sentences = {
  SECURITY_GROUP_ALLOWS: {
    en: 'allowed by {decided|a rule}',
    ja: '{decided|ルール}により許可',
  },
  SECURITY_GROUP_STATEFUL: {
    en: 'replies pass: security groups keep track of connections',
    ja: '応答は通る: セキュリティグループは接続を追跡する',
  },
  NETWORK_ACL_ALLOWS: {
    en: 'allowed by {decided|an entry}',
    ja: '{decided|エントリー}により許可',
  },
  ROUTE_SELECTED: {
    en: '{decided|this route} wins',
    ja: '{decided|このルート}が選ばれる',
  },
};
