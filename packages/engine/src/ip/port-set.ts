import {
  type Intervals,
  intersectIntervals,
  normalizeIntervals,
  pairsOf,
  subtractIntervals,
} from './intervals.ts';

/** A set of ports, 0 to 65535, as canonical intervals. */
export type PortSet = Intervals<number>;

export const everyPort: PortSet = [0, 65535];
export function portRange(from: number, to: number): PortSet {
  return normalizeIntervals<number>([[Math.max(0, from), Math.min(65535, to)]]);
}

export function intersectPorts(a: PortSet, b: PortSet): PortSet {
  return intersectIntervals(a, b);
}

export function subtractPorts(a: PortSet, b: PortSet): PortSet {
  return subtractIntervals(a, b);
}

export function isNoPort(ports: PortSet): boolean {
  return ports.length === 0;
}

/** `443`, `1024-65535`, `80,443`. */
export function formatPorts(ports: PortSet): string {
  return pairsOf(ports)
    .map(([low, high]) => (low === high ? String(low) : `${low}-${high}`))
    .join(',');
}
