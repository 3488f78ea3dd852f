/**
 * Records what the real AWS provider declares of its types.
 *
 *     npx tsx tools/record-provider-schema.ts --mirror DIR --version 5.100.0
 *
 * Needs the `terraform` binary and a filesystem mirror with that provider (`terraform providers mirror DIR`).
 * Writes catalog/provider-schema/aws-<major>.txt; packages/engine/src/catalog/provider-schemas.ts reads it.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { compactProvider } from './provider-schema/compact.ts';
import { readDeclaredProvider } from './provider-schema/declared.ts';
import { openWorkbench } from './provider-schema/terraform.ts';

const { values } = parseArgs({
  options: { mirror: { type: 'string' }, version: { type: 'string', default: '5.100.0' } },
});
if (values.mirror === undefined) throw new Error('--mirror DIR is missing');

const bench = openWorkbench(values.mirror, values.version);
try {
  const answer = bench.run(['providers', 'schema', '-json']);
  if (answer.code !== 0) throw new Error(answer.stderr);
  const head = `# hashicorp/aws ${values.version}: terraform providers schema -json, descriptions left out`;
  const lines = [head, ...compactProvider(readDeclaredProvider(answer.stdout))];
  const file = new URL(`../catalog/provider-schema/aws-${values.version.split('.')[0]}.txt`, import.meta.url);
  writeFileSync(file, `${lines.join('\n')}\n`);
  console.log(`${lines.length} lines`);
} finally {
  bench.close();
}
