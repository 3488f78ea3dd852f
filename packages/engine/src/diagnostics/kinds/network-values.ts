/** NSN2101 to NSN2199: CIDRs, ports, ids, names of services. Append only; keep by code. */
export {};
