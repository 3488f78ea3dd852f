/**
 * Makes the dated files of catalog/ from the collected facts.
 *
 *     npx tsx tools/build-catalog.ts DIR
 *
 * DIR holds services.json, workloads.json, prefix-lists.json, aws-owned-resources.json,
 * cdk-prefix-exceptions.json and ip-ranges-<date>.json. The same input gives the same bytes.
 * catalog/regions.json and catalog/hostnames.json are kept by hand and are not touched.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addressFiles } from './catalog/addresses.ts';
import { toFile } from './catalog/layout.ts';
import { servicesFile } from './catalog/services.ts';
import {
  ownedResourcesFile,
  prefixListsFile,
  serviceNamePrefixesFile,
  workloadsFile,
} from './catalog/tables.ts';

const directory = process.argv[2];
if (directory === undefined) throw new Error('the directory of the collected facts is missing');

const read = (name: string) => JSON.parse(readFileSync(join(directory, name), 'utf8'));
const write = (name: string, content: string) => {
  writeFileSync(new URL(`../catalog/${name}`, import.meta.url), content);
  console.log(`${name}: ${content.length} bytes`);
};

const ranges = readdirSync(directory)
  .filter((name) => name.startsWith('ip-ranges-'))
  .sort()
  .at(-1);
if (ranges === undefined) throw new Error('no ip-ranges-<date>.json');

mkdirSync(new URL('../catalog/addresses', import.meta.url), { recursive: true });
write('services.json', toFile(servicesFile(read('services.json'))));
write('workloads.json', toFile(workloadsFile(read('workloads.json'))));
write('aws-owned-resources.json', toFile(ownedResourcesFile(read('aws-owned-resources.json'))));
write('prefix-lists.json', toFile(prefixListsFile(read('prefix-lists.json'))));
write('cdk-prefix-exceptions.json', toFile(serviceNamePrefixesFile(read('cdk-prefix-exceptions.json'))));
for (const [name, file] of addressFiles(read(ranges))) write(name, toFile(file));
