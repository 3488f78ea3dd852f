import type { RouteTarget } from '../model/network.ts';

type Unmodelled = Extract<
  RouteTarget['kind'],
  'transit-gateway' | 'vpn-gateway' | 'carrier-gateway' | 'local-gateway' | 'core-network' | 'odb-network'
>;

/** The numbered gap behind a route whose far side we do not model. Pages: docs/diagnostics. */
const gapCodes: Readonly<Record<Unmodelled, string>> = {
  'transit-gateway': 'NSN8007',
  'vpn-gateway': 'NSN8006',
  'carrier-gateway': 'NSN8008',
  'local-gateway': 'NSN8008',
  'core-network': 'NSN8009',
  'odb-network': 'NSN8014',
};

/** An IPv6-only client before DNS64 and NAT64. */
export const nat64Gap = 'NSN8015';

export function gapOf(kind: Unmodelled): string {
  return gapCodes[kind];
}
