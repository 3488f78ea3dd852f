/** NSN2001 to NSN2099: function calls, operators, conversions. Append only; keep by code. */
export {};
