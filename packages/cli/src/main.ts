import { processOutput } from './output.ts';
import { run } from './run.ts';

void run(process.argv.slice(2), {
  environment: process.env,
  stream: { isTerminal: process.stdout.isTTY === true, columns: process.stdout.columns },
  output: processOutput(),
  today: new Date().toISOString().slice(0, 10),
}).then((code) => {
  process.exitCode = code;
});
