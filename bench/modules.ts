/**
 * Reading and evaluating whole directories, warm: the median of many runs, files and catalogue already in
 * memory.
 *
 *     npx tsx --conditions=naisen-source bench/modules.ts [DIR...]
 *
 * Goal: the public module terraform-aws-vpc in under 150 ms.
 */
import { fileURLToPath } from 'node:url';
import {
  createCatalog,
  createProviderSchemas,
  dataSourceFacts,
  evaluateProject,
  providerMajorOf,
} from '@naisen/engine';
import { openProject } from '../packages/cli/src/project.ts';
import { openCatalogFiles } from '../packages/cli/src/shipped-files.ts';
import { median } from './prove-estate.ts';

const catalogFiles = openCatalogFiles();
const facts = dataSourceFacts(createCatalog(catalogFiles));
const wholeMsMin = 2000;

function measure(directory: string): void {
  const { files, inputs } = openProject(directory, [], {}, {});
  const schemas = createProviderSchemas(catalogFiles, providerMajorOf(files));
  const times: number[] = [];
  let told = '';
  const begin = performance.now();
  while (performance.now() - begin < wholeMsMin || times.length < 5) {
    const start = performance.now();
    const { value, diagnostics } = evaluateProject(files, inputs, schemas, facts);
    times.push(performance.now() - start);
    told = `${value.resources.length} instances, ${diagnostics.length} diagnostics`;
  }
  const [first] = times;
  console.log(`${directory}: median ${median(times).toFixed(1)} ms, first ${first?.toFixed(0)} ms, ${told}`);
}

const directories = process.argv.slice(2);
const shop = fileURLToPath(new URL('../examples/shop', import.meta.url));
for (const directory of directories.length === 0 ? [shop] : directories) measure(directory);
