/** NSN8001 to NSN8999: what we do not model. Append only; keep by code. */
export {};
