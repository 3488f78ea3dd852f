import type { ProviderMajor } from './provider-schema.ts';

/**
 * The newest known major version of the AWS provider that a constraint of `required_providers` allows,
 * which is what `terraform init` installs without a lock file: `~> 5.0` → 5, `>= 5.46` → 6, nothing → 6.
 * Text that is no constraint limits nothing.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/version-constraints
 */
export function newestAllowedMajor(constraint: string | undefined): ProviderMajor {
  return highestAllowed(constraint) >= 6 ? 6 : 5;
}

/** The same without the bounds of what is known: `~> 3.27` → 3; infinite = nothing limits it. */
export function highestAllowed(constraint: string | undefined): number {
  return Math.min(...(constraint ?? '').split(',').map(highestMajor));
}

function highestMajor(part: string): number {
  const match = /^\s*(=|~>|<=|<|)\s*v?(\d+)(?:\.(\d+))?(?:\.(\d+))?[-+.\w]*\s*$/.exec(part);
  if (match === null) return Number.POSITIVE_INFINITY;
  const [, operator, major = '', minor = '0', patch = '0'] = match;
  // `< 6.0.0` is the usual way to stay with 5; `< 6.13` still allows 6.
  const excluded = operator === '<' && Number(minor) === 0 && Number(patch) === 0;
  return excluded ? Number(major) - 1 : Number(major);
}
