/** NSN3001 to NSN3099: references, cycles, variables, instances, modules. Append only; keep by code. */
export {};
