/** NSN4001 to NSN4099: AWS rules (quota, overlap, not allowed). Append only; keep by code. */
export {};
