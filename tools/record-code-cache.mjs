// Runs the command line once and keeps what V8 compiled: `node tools/record-code-cache.mjs check DIR`.
import { writeFileSync } from 'node:fs';
import { cacheFile, startProgram } from '../packages/cli/bin/start-program.js';

const script = startProgram();
process.on('exit', () => writeFileSync(cacheFile, script.createCachedData()));
