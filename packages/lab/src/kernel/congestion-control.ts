import { readFileSync } from 'node:fs';
import type { CongestionControl } from '../plan/lab-plan.ts';

/**
 * What hosts of a lab have to be told so that they send as EC2's Linux images do.
 *
 * BBR, which some machines have instead, paces each connection by timers: a third of the throughput.
 *
 * @returns `undefined` = the machine sends so by itself, or cannot
 */
export function congestionControlForHosts(): CongestionControl | undefined {
  const isDefault = setting('tcp_congestion_control').includes('cubic');
  return !isDefault && setting('tcp_available_congestion_control').includes('cubic') ? 'cubic' : undefined;
}

function setting(name: string): readonly string[] {
  try {
    return readFileSync(`/proc/sys/net/ipv4/${name}`, 'utf8').trim().split(' ');
  } catch {
    return [];
  }
}
