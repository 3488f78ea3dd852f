import type { Sentences } from './sentence.ts';

/** Words of the codes that policies give: of endpoints, identities, resources and organisations. */
export const authorizationExplanations: Sentences = {
  VPCE_POLICY_IMPLICIT_DENY: {
    en: 'AccessDenied: {principal} is not authorized to perform {action} on {resource} because no VPC endpoint policy allows the {action} action ({policy|the endpoint policy})',
    ja: 'AccessDenied: {principal} は {resource} に対する {action} を許可されていない。{policy|エンドポイントポリシー}のどのステートメントも {action} を許可していない',
  },
  VPCE_POLICY_EXPLICIT_DENY: {
    en: 'AccessDenied: {principal} is not authorized to perform {action} on {resource} with an explicit deny in a VPC endpoint policy: {statement|a statement} of {policy|the endpoint policy}',
    ja: 'AccessDenied: {principal} の {resource} に対する {action} は、{policy|エンドポイントポリシー}の {statement|ステートメント}で明示的に拒否されている',
  },
  VPCE_POLICY_DENY_ONLY: {
    en: '{policy|the endpoint policy} has no Allow statement, so it denies everything, {action} on {resource} too',
    ja: '{policy|エンドポイントポリシー}に Allow ステートメントがなく、{resource} に対する {action} を含むすべてを拒否する',
  },
  VPCE_POLICY_NO_PRINCIPAL: {
    en: '{statement|a statement} of {policy|the endpoint policy} asks for a principal, but this call of {action} comes without one of yours (bearer token, unsigned request, or a URL that AWS signed)',
    ja: '{policy|エンドポイントポリシー}の {statement|ステートメント}はプリンシパルを要求するが、この {action} の呼び出しに利用者側のプリンシパルはない(ベアラートークン、署名なし、または AWS が署名した URL)',
  },
  VPCE_POLICY_ROOT_ONLY: {
    en: 'an account as principal in {policy|the policy of a gateway endpoint} means only its root user: {statement|the statement} does not allow {principal}',
    ja: '{policy|ゲートウェイエンドポイントのポリシー}ではアカウントのプリンシパルはルートユーザーだけを意味し、{statement|ステートメント}は {principal} を許可しない',
  },
  VPCE_POLICY_INVALID: {
    en: 'AWS does not accept the document of {policy|the endpoint policy}, so it allows nothing',
    ja: '{policy|エンドポイントポリシー}は AWS に受け付けられないドキュメントのため、何も許可しない',
  },
  IAM_IDENTITY_IMPLICIT_DENY: {
    en: 'AccessDenied: {principal} is not authorized to perform {action} on {resource} because no identity-based policy allows the {action} action',
    ja: 'AccessDenied: {principal} は {resource} に対する {action} を許可されていない。どのアイデンティティベースポリシーも {action} を許可していない',
  },
  IAM_IDENTITY_EXPLICIT_DENY: {
    en: 'AccessDenied: {principal} is not authorized to perform {action} on {resource} with an explicit deny in an identity-based policy: {statement|a statement} of {policy|the policy}',
    ja: 'AccessDenied: {principal} の {resource} に対する {action} は、{policy|アイデンティティベースポリシー}の {statement|ステートメント}で明示的に拒否されている',
  },
  IAM_RESOURCE_IMPLICIT_DENY: {
    en: 'AccessDenied: {principal} is not authorized to perform {action} on {resource} because no resource-based policy allows the {action} action',
    ja: 'AccessDenied: {principal} は {resource} に対する {action} を許可されていない。どのリソースベースポリシーも {action} を許可していない',
  },
  IAM_RESOURCE_EXPLICIT_DENY: {
    en: 'AccessDenied: {principal} is not authorized to perform {action} on {resource} with an explicit deny in a resource-based policy: {statement|a statement} of {policy|the policy}',
    ja: 'AccessDenied: {principal} の {resource} に対する {action} は、{policy|リソースベースポリシー}の {statement|ステートメント}で明示的に拒否されている',
  },
  IAM_BOUNDARY_DENY: {
    en: 'AccessDenied: the permissions boundary {policy|of the role} does not let {principal} perform {action} on {resource}',
    ja: 'AccessDenied: アクセス許可の境界 {policy|(ロール)} により、{principal} は {resource} に対して {action} を実行できない',
  },
  IAM_SESSION_DENY: {
    en: 'AccessDenied: the session policy {policy|of the session} does not let {principal} perform {action} on {resource}',
    ja: 'AccessDenied: セッションポリシー {policy|(セッション)} により、{principal} は {resource} に対して {action} を実行できない',
  },
  IAM_SCP_DENY: {
    en: 'AccessDenied: the service control policy {policy|of the organisation} does not let {principal} perform {action} on {resource}',
    ja: 'AccessDenied: サービスコントロールポリシー {policy|(組織)} により、{principal} は {resource} に対して {action} を実行できない',
  },
  IAM_RCP_DENY: {
    en: 'AccessDenied: the resource control policy {policy|of the organisation} does not let {principal} perform {action} on {resource}',
    ja: 'AccessDenied: リソースコントロールポリシー {policy|(組織)} により、{principal} は {resource} に対して {action} を実行できない',
  },
  IAM_KEY_ABSENT: {
    en: '{statement|a statement} of {policy|the policy} asks for {key|a condition key} that this path does not give, so {action} on {resource} is refused',
    ja: '{policy|ポリシー}の {statement|ステートメント}はこの経路では渡されない {key|条件キー}を要求するため、{resource} に対する {action} は拒否される',
  },
  IAM_SOURCE_IP_CHANGED: {
    en: '{statement|a statement} of {policy|the policy} compares {key|aws:SourceIp}, which calls through an endpoint do not have: {action} on {resource} is refused',
    ja: '{policy|ポリシー}の {statement|ステートメント}は {key|aws:SourceIp}を比較するが、エンドポイント経由の呼び出しにはこのキーがなく、{resource} に対する {action} は拒否される',
  },
};

/** The smallest change that lifts a refusal by a policy. */
export const authorizationMends: Sentences = {
  ADD_POLICY_STATEMENT: {
    en: 'add to {policy|a policy of the caller} the statement {add}',
    ja: '{policy|呼び出し元のポリシー}にステートメント {add} を追加する',
  },
  NARROW_DENY_STATEMENT: {
    en: 'leave {action} on {resource} out of {statement|the Deny statement} of {policy|the policy}, or narrow its condition',
    ja: '{policy|ポリシー}の {statement|Deny ステートメント}から {resource} に対する {action} を外すか、条件を絞る',
  },
  MEND_POLICY_DOCUMENT: {
    en: 'mend the document of {policy|the policy}: the diagnostics name each fault',
    ja: '{policy|ポリシー}のドキュメントを直す(問題点は診断に示される)',
  },
  NAME_PRINCIPAL_BY_CONDITION: {
    en: 'write Principal `*` with the condition aws:PrincipalArn in {policy|the endpoint policy}: {add}',
    ja: '{policy|エンドポイントポリシー}では Principal を `*` にし、aws:PrincipalArn 条件で絞る: {add}',
  },
  ALLOW_WITHOUT_PRINCIPAL: {
    en: 'add to {policy|the endpoint policy} a statement for exactly this resource without a condition on the principal: {add}',
    ja: '{policy|エンドポイントポリシー}に、このリソースだけをプリンシパル条件なしで許可するステートメントを追加する: {add}',
  },
  USE_KEY_OF_PATH: {
    en: 'bring the call onto the path that gives {key|the key}, or compare keys that this path gives (aws:SourceVpce, aws:SourceVpc, aws:VpcSourceIp through an endpoint), in {statement|the statement} of {policy|the policy}',
    ja: '{key|条件キー}が渡される経路に呼び出しを移すか、{policy|ポリシー}の {statement|ステートメント}をこの経路で渡されるキー(エンドポイント経由なら aws:SourceVpce、aws:SourceVpc、aws:VpcSourceIp)で書き直す',
  },
};
