/** Names of registries hold the account's number; the wildcard of an endpoint takes any. */
export function askedName(hostname: string): string {
  return hostname.replace('<account>', '123456789012');
}
