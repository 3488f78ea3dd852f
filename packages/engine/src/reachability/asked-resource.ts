import type { Network } from '../model/network.ts';

/** `*`, an ARN, or a resource with a policy that the source declares, with what follows its address. */
export function isResourceName(asked: string, network: Network): boolean {
  if (asked === '*' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:./.test(asked)) return true;
  return askableResources(network).some((address) => asked === address || asked.startsWith(`${address}/`));
}

/** Addresses that a question may name. */
export function askableResources({ access }: Network): readonly string[] {
  return access?.resources.map(({ address }) => address) ?? [];
}
