import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { FileText, ProjectFiles, ProjectInputs, Settings, VariableOption } from '@naisen/engine';
import { CannotRun } from './failure.ts';
import { type AskedFiles, codeOf, fileBytesMax, openProjectFiles } from './project-files.ts';

/** Values of input variables as they stand on the command line, in its order. */
export type VariableArgument =
  | { readonly kind: 'var'; readonly text: string }
  | { readonly kind: 'var-file'; readonly path: string };

/** What Terraform takes from the machine that runs it, given by hand. */
interface Surroundings {
  readonly workspace?: string;
  readonly region?: string;
}

/** A directory that is there, with what the user gave besides its files. */
export interface Project {
  readonly directory: string;
  readonly files: AskedFiles;
  readonly inputs: ProjectInputs;
  readonly sourceLine: (file: string, line: number) => string | undefined;
}

export function openProject(
  directory: string,
  variables: readonly VariableArgument[],
  environment: Readonly<Record<string, string | undefined>>,
  { workspace, region }: Surroundings,
): Project {
  requireDirectory(directory);
  const files = openProjectFiles(directory);
  if (!holdsTerraform(files, '.')) {
    const below = foldersBelow(files).filter((folder) => holdsTerraform(files, folder));
    throw new CannotRun({ kind: 'no-terraform-files', directory, below });
  }
  const options = variables.map((variable) => readVariable(variable, directory));
  const inputs: ProjectInputs = {
    environment: variablesOf(environment),
    options,
    workspace: workspace ?? (environment.TF_WORKSPACE || 'default'),
    ...(region === undefined ? {} : { region }),
  };
  return {
    directory,
    files,
    inputs,
    sourceLine: lineReader(files, options),
  };
}

function holdsTerraform(files: ProjectFiles, folder: string): boolean {
  return (files.list(folder) ?? []).some((name) => /\.tf(\.json)?$/.test(name));
}

/** One and two folders down, without those whose names begin with a dot. */
function foldersBelow(files: ProjectFiles): readonly string[] {
  const foldersIn = (folder: string): readonly string[] =>
    (files.list(folder === '' ? '.' : folder) ?? [])
      .filter((name) => name.endsWith('/') && !name.startsWith('.') && name !== 'node_modules/')
      .map((name) => `${folder}${name}`);
  return foldersIn('').flatMap((folder) => [folder, ...foldersIn(folder)]);
}

/** Values of the configuration come before those of the command line, so that the latter win (TF-9). */
export function withVariables(project: Project, { variables }: Settings): Project {
  if (variables.length === 0) return project;
  const configured = variables.map(({ name, value }): VariableOption => ({ kind: 'var', name, value }));
  const options = [...configured, ...project.inputs.options];
  return { ...project, inputs: { ...project.inputs, options } };
}

function requireDirectory(directory: string): void {
  try {
    if (statSync(directory).isDirectory()) return;
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new CannotRun({ kind: 'no-such-directory', directory });
    throw new CannotRun({ kind: 'not-readable', directory, reason: code });
  }
  throw new CannotRun({ kind: 'not-a-directory', directory });
}

function variablesOf(environment: Readonly<Record<string, string | undefined>>): ReadonlyMap<string, string> {
  const prefix = 'TF_VAR_';
  const entries = Object.entries(environment).flatMap(([name, value]): [string, string][] =>
    name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value]] : [],
  );
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function readVariable(variable: VariableArgument, directory: string): VariableOption {
  if (variable.kind === 'var-file') return readVariableFile(variable.path, directory);
  const equals = variable.text.indexOf('=');
  if (equals <= 0) throw new CannotRun({ kind: 'not-a-variable', text: variable.text });
  return { kind: 'var', name: variable.text.slice(0, equals).trim(), value: variable.text.slice(equals + 1) };
}

/** From where the user stands, as a shell completes it; else in the project, as Terraform would there. */
function readVariableFile(path: string, directory: string): VariableOption {
  const here = readAnyFile(resolve(path));
  const file = here.kind === 'missing' ? readAnyFile(resolve(directory, path)) : here;
  return { kind: 'var-file', path, file };
}

/** A file that the user named on the command line may lie anywhere. */
function readAnyFile(path: string): FileText {
  try {
    const status = statSync(path);
    if (!status.isFile()) return { kind: 'not-a-file' };
    if (status.size > fileBytesMax) return { kind: 'too-large' };
    const bytes = readFileSync(path);
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    return { kind: error instanceof TypeError ? 'not-utf8' : 'missing' };
  }
}

/** Lines of files that diagnostics point at; each file is read and cut once. */
function lineReader(files: ProjectFiles, options: readonly VariableOption[]): Project['sourceLine'] {
  const cut = new Map<string, readonly string[]>();
  const textOf = (file: string): string => {
    const option = options.find((candidate) => candidate.kind === 'var-file' && candidate.path === file);
    const read = option?.kind === 'var-file' ? option.file : files.readText(file);
    return read.kind === 'text' ? read.text.replace(/^\ufeff/, '') : '';
  };
  return (file, line) => {
    const lines = cut.get(file) ?? textOf(file).split(/\r?\n/);
    cut.set(file, lines);
    return lines[line - 1];
  };
}
