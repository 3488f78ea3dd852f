import { createHash } from 'node:crypto';

/**
 * An id such as AWS makes on apply, the same in every run: seventeen digits, of which the first is 0.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
 */
export function madeUpId(prefix: string, name: string): string {
  return `${prefix}-0${digest(name).slice(0, 16)}`;
}

/** As the ids of IAM: letters and digits, twenty with the prefix. */
export function madeUpPrincipalId(prefix: string, name: string): string {
  return `${prefix}${BigInt(`0x${digest(name)}`)
    .toString(36)
    .toUpperCase()
    .slice(0, 20 - prefix.length)}`;
}

function digest(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}
