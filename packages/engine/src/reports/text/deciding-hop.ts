import type { CallJson, HopJson } from '../json/contract.ts';

/**
 * The step that made the answer: the first that blocks or cannot be told; where the call arrives, the route
 * by which it does.
 */
export function decidingHop(call: Pick<CallJson, 'hops' | 'verdict'>): HopJson | undefined {
  const { hops, verdict } = call;
  if (verdict === 'blocked') return hops.find((hop) => hop.outcome === 'block');
  if (verdict === 'undetermined') return hops.find((hop) => hop.outcome === 'unknown');
  const forward = hops.filter((hop) => hop.direction === 'forward');
  return forward.find((hop) => hop.kind === 'route' && hop.decided !== '') ?? forward[0];
}
