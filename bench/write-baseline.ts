/** Rewrites `baseline.json` after a change that is meant: `npx tsx bench/write-baseline.ts`; read the difference. */
import { writeFileSync } from 'node:fs';
import { countAll } from './counters.ts';
import { seed } from './prove-estate.ts';

const file = new URL('baseline.json', import.meta.url);
writeFileSync(file, `${JSON.stringify({ seed, counted: countAll() }, undefined, 2)}\n`);
