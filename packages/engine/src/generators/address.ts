import { compareAddresses } from '../base/ordered.ts';

/** `aws_subnet` of `aws_subnet.private_a`. */
export function typeOf(id: string): string {
  return id.slice(0, id.indexOf('.'));
}

/** `private_a` of `aws_subnet.private_a`. */
export function labelOf(id: string): string {
  return id.slice(id.indexOf('.') + 1);
}

export function sortedById<Thing extends { readonly id: string }>(
  things: readonly Thing[],
): readonly Thing[] {
  return things.toSorted((a, b) => compareAddresses(a.id, b.id));
}

export function sortedIds<Id extends string>(ids: readonly Id[]): readonly Id[] {
  return ids.toSorted(compareAddresses);
}
