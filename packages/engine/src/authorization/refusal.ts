/** Codes of the explanation catalogue that a policy can give. */
export type RefusalCode =
  | 'VPCE_POLICY_IMPLICIT_DENY'
  | 'VPCE_POLICY_EXPLICIT_DENY'
  | 'VPCE_POLICY_DENY_ONLY'
  | 'VPCE_POLICY_NO_PRINCIPAL'
  | 'VPCE_POLICY_ROOT_ONLY'
  | 'VPCE_POLICY_INVALID'
  | 'IAM_IDENTITY_IMPLICIT_DENY'
  | 'IAM_IDENTITY_EXPLICIT_DENY'
  | 'IAM_RESOURCE_IMPLICIT_DENY'
  | 'IAM_RESOURCE_EXPLICIT_DENY'
  | 'IAM_BOUNDARY_DENY'
  | 'IAM_SESSION_DENY'
  | 'IAM_SCP_DENY'
  | 'IAM_RCP_DENY'
  | 'IAM_KEY_ABSENT'
  | 'IAM_SOURCE_IP_CHANGED';

/** Plain facts for words: `AccessDenied … because no VPC endpoint policy allows the s3:ListBucket action`. */
export interface RefusalFacts {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly policy: string;
  /** `Statement 2 (Allow-bucket)`, from 1; empty when there is none. */
  readonly statement: string;
  readonly key: string;
}
