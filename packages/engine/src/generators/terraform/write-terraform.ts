import { compareText } from '../../base/ordered.ts';
import type { Stack, StackOutput } from '../../model/stack.ts';
import {
  argument,
  block,
  comment,
  emptyLine,
  formatItems,
  type HclItem,
  quoted,
} from '../change/hcl-text.ts';
import { listData, textData } from '../data.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { type Language, wordsOf } from '../words/words-of.ts';
import { writeAccess } from './access.ts';
import { data, text, type Writing } from './blocks.ts';
import { writeEndpoints } from './endpoints.ts';
import { writeLogs } from './logs.ts';
import { writeNetwork } from './network.ts';
import { writeSecurityGroups } from './security-groups.ts';
import { writeServices } from './services.ts';
import { callerIdentity, formatObject, partition } from './values.ts';
import { writeWorkloads } from './workloads.ts';

type Resources = readonly (readonly HclItem[])[];

/**
 * A stack as a Terraform root module, one file for each subject, as `terraform fmt` leaves it.
 *
 * Resources are flat (no `count`, no `for_each`): a zone or workload more adds resources and touches none.
 * What is written is valid for the AWS provider 5 and 6.
 */
export function writeTerraform(stack: Stack, language: Language = 'en'): readonly GeneratedFile[] {
  const writing: Writing = { stack, words: wordsOf(language) };
  const subjects: readonly (readonly [string, Resources])[] = [
    ['access.tf', writeAccess(writing)],
    ['endpoints.tf', writeEndpoints(writing)],
    ['logs.tf', writeLogs(writing)],
    ['network.tf', writeNetwork(writing)],
    ['outputs.tf', stack.outputs.toSorted((a, b) => compareText(a.name, b.name)).map(writeOutput)],
    ['security_groups.tf', writeSecurityGroups(writing)],
    ['services.tf', writeServices(writing)],
    ['workloads.tf', writeWorkloads(writing)],
  ];
  const files = subjects
    .filter(([, resources]) => resources.length > 0)
    .map(([path, resources]) => fileOf(path, resources, writing));
  const lookedUp = [callerIdentity, partition].filter((address) =>
    files.some((file) => file.text.includes(`${address}.`)),
  );
  return [...files, fileOf('versions.tf', writeVersions(stack, lookedUp), writing)];
}

function fileOf(path: string, resources: Resources, { words }: Writing): GeneratedFile {
  const items = [comment(words.header), ...resources.flatMap((resource) => [emptyLine, ...resource])];
  return { path, text: formatItems(items) };
}

function writeVersions({ name, region, tags }: Stack, lookedUp: readonly string[]): Resources {
  const source = formatObject([
    ['source', quoted('hashicorp/aws')],
    ['version', quoted('>= 5.0, < 7.0')],
  ]);
  const terraform = block('terraform', [
    text('required_version', '>= 1.5'),
    emptyLine,
    block('required_providers', [argument('aws', source)]),
  ]);
  const defaultTags = formatObject(tagsOf(name, tags).map(([key, value]) => [key, quoted(value)]));
  const provider = block('provider "aws"', [
    argument('region', 'local.region'),
    emptyLine,
    block('default_tags', [argument('tags', defaultTags)]),
  ]);
  return [
    [terraform],
    [block('locals', [text('region', region)])],
    [provider],
    ...lookedUp.map((address) => {
      const [, type, label] = address.split('.');
      return [block(`data "${type}" "${label}"`, [])];
    }),
  ];
}

/** The user's own tags win. */
export function tagsOf(
  name: string,
  tags: Readonly<Record<string, string>>,
): readonly (readonly [string, string])[] {
  return Object.entries({ Project: name, ...tags }).toSorted(([a], [b]) => compareText(a, b));
}

function writeOutput({ name, description, value }: StackOutput): readonly HclItem[] {
  const written =
    typeof value === 'object' && 'list' in value ? listData(value.list.map(textData)) : textData(value);
  return [block(`output "${name}"`, [text('description', description), data('value', written)])];
}
