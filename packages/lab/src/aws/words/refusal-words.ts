/**
 * How AWS words a refusal, by the kind of policy that refuses.
 *
 * Documented, not observed (LAB-91); some services do not use this form, and of several
 * policies one is named.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function refusalText(refused: {
  readonly gate: string;
  readonly form: 'explicit-deny' | 'implicit-deny';
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
}): string {
  const { gate, form, principal, action, resource } = refused;
  const who = `User: ${principal} is not authorized to perform: ${action}`;
  const { article, kind } = policyNames[gate] ?? { article: 'a', kind: `${gate} policy` };
  // The page has the resource in the text of every kind but this one.
  const where = gate === 'endpoint' && form === 'implicit-deny' ? '' : ` on resource: ${resource}`;
  return form === 'explicit-deny'
    ? `${who}${where} with an explicit deny in ${article} ${kind}`
    : `${who}${where} because no ${kind} allows the ${action} action`;
}

const policyNames: Readonly<Record<string, { readonly article: string; readonly kind: string }>> = {
  endpoint: { article: 'a', kind: 'VPC endpoint policy' },
  identity: { article: 'an', kind: 'identity-based policy' },
  resource: { article: 'a', kind: 'resource-based policy' },
  boundary: { article: 'a', kind: 'permissions boundary' },
  session: { article: 'a', kind: 'session policy' },
  scp: { article: 'a', kind: 'service control policy' },
  rcp: { article: 'a', kind: 'resource control policy' },
};

/** What AWS says to credentials that it does not take. */
export const credentialText = {
  unknownKey: 'The AWS Access Key Id you provided does not exist in our records.',
  unknownToken: 'The security token included in the request is invalid.',
  mismatch:
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  expired: 'The provided token has expired.',
  urlExpired: 'Request has expired',
  skewed: 'The difference between the request time and the current time is too large.',
  missing: 'Missing Authentication Token',
} as const;

/** What services say when they cannot do what they are asked, in AWS's own words. */
export const serviceText = {
  groupExists: 'The specified log group already exists',
  groupMissing: 'The specified log group does not exist.',
  streamExists: 'The specified log stream already exists',
  streamMissing: 'The specified log stream does not exist.',
  secretMissing: "Secrets Manager can't find the specified secret.",
  secretWithoutValue: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  secretExists: (name: string) => `The operation failed because the secret ${name} already exists.`,
  repositoryMissing: (name: string, account: string) =>
    `The repository with name '${name}' does not exist in the registry with id '${account}'`,
  layerMissing: (layer: string) => `The layer with digest '${layer}' does not exist`,
  registryToken: 'Your authorization token is not valid. Reauthenticate and try again.',
} as const;
