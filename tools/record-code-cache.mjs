// Runs a bundle once and keeps what V8 compiled: `node tools/record-code-cache.mjs check DIR`.
import { writeFileSync } from 'node:fs';
import { cacheFileOf, startProgram } from '../packages/cli/bin/start-program.js';

const bundle = process.argv[2] === 'lab' ? 'naisen-lab' : 'naisen';
const script = startProgram(bundle);
process.on('exit', () => writeFileSync(cacheFileOf(bundle), script.createCachedData()));
