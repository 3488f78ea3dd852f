import type { ProviderMajor } from '../../../catalog/provider-schema.ts';
import { highestAllowed, newestAllowedMajor } from '../../../catalog/provider-version.ts';
import type { ProjectFiles } from '../project.ts';
import type { Expression } from '../syntax/ast.ts';
import type { ModuleDeclarations } from './loading/declarations.ts';
import { readModule } from './loading/read-module.ts';

/**
 * The major version of the AWS provider that a project uses: what its lock file holds, else the newest that
 * its `required_providers` allow. Choose the schemas by it.
 */
export function providerMajorOf(files: ProjectFiles): ProviderMajor {
  return majorOf(
    files,
    readModule(files, '.', () => {}),
  );
}

function majorOf(files: ProjectFiles, declarations: ModuleDeclarations | undefined): ProviderMajor {
  const locked = lockedMajor(files);
  if (locked !== undefined) return locked >= 6 ? 6 : 5;
  return newestAllowedMajor(constraintIn(declarations));
}

/** Whether arguments that the recorded schemas lack may still be right. */
export function asksForNewerProvider(files: ProjectFiles, declarations: ModuleDeclarations): boolean {
  return majorOf(files, declarations) > 5;
}

/** Whether it stays with a provider from before the recorded ones: arguments that are gone since are right. */
export function asksForOlderProvider(files: ProjectFiles, declarations: ModuleDeclarations): boolean {
  return (lockedMajor(files) ?? highestAllowed(constraintIn(declarations))) < 5;
}

function lockedMajor(files: ProjectFiles): number | undefined {
  const lock = files.readText('.terraform.lock.hcl');
  if (lock.kind !== 'text') return undefined;
  const found = /provider "[^"]*\/hashicorp\/aws" \{\s*version\s*=\s*"(\d+)\./.exec(lock.text)?.[1];
  return found === undefined ? undefined : Number(found);
}

function constraintIn(declarations: ModuleDeclarations | undefined): string | undefined {
  for (const settings of declarations?.settings ?? []) {
    const written = settings.body.attributes.get('required_providers')?.node.value;
    const fromJson = written === undefined ? undefined : versionIn(entryOf(written, 'aws'));
    if (fromJson !== undefined) return fromJson;
    const block = settings.body.blocks.find(({ node }) => node.type === 'required_providers');
    const aws = block?.node.body.attributes.find(({ name }) => name === 'aws')?.value;
    const version = versionIn(aws);
    if (version !== undefined) return version;
  }
  return undefined;
}

function versionIn(requirement: Expression | undefined): string | undefined {
  if (requirement?.kind === 'string') return requirement.value;
  const version = requirement === undefined ? undefined : entryOf(requirement, 'version');
  return version?.kind === 'string' ? version.value : undefined;
}

function entryOf(object: Expression, name: string): Expression | undefined {
  if (object.kind !== 'object') return undefined;
  return object.items.find(({ key }) => key.kind === 'string' && key.value === name)?.value;
}
