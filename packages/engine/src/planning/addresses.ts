import type { Unknown } from '../base/known.ts';
import type { Origin } from '../model/identity.ts';

/** Which addresses of the source a removal means. */
export type IsMeant = (address: string) => boolean;

/**
 * One thing (`aws_nat_gateway.this[0]`), all instances of a resource (`aws_nat_gateway.this`), or all of a
 * module (`module.vpc`). What hangs on a name belongs to it, so `aws_vpc.main` means its default table, too.
 */
export function meaning(asked: string): IsMeant {
  return (address) => address === asked || address.startsWith(`${asked}[`) || address.startsWith(`${asked}.`);
}

/** The address of what declares it; `undefined` = nothing in the source. */
export function addressOf(origin: Origin): string | undefined {
  switch (origin.kind) {
    case 'terraform':
    case 'proposed':
      return origin.address;
    case 'cloudformation':
      return origin.logicalId;
    case 'snapshot':
      return undefined;
  }
}

/**
 * AWS makes these with each VPC and keeps them when their resource is taken out of the configuration; those
 * that no resource manages bear the name of the VPC’s attribute.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/default_route_table
 */
export function isKeptByAws(address: string): boolean {
  return (
    /(?:^|\.)aws_default_(?:network_acl|route_table|security_group|subnet|vpc)\.[^.]+$/.test(address) ||
    /\.default_(?:network_acl|route_table|security_group)_id$/.test(address)
  );
}

/** Whether all that an unknown link could mean goes: then the link goes, too. */
export function goesWith({ references }: Unknown, goes: IsMeant): boolean {
  return references.length > 0 && references.every(({ address }) => goes(address));
}
