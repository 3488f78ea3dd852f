/** NSN1101 to NSN1199: files, directories, modules, variable files, limits. Append only; keep by code. */
export {};
